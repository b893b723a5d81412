import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, allow, inlinePolicy, role, tags } from "../../identity/example-iam";
import {
  EMBEDDING,
  EVERY_MODEL,
  granted,
  handler,
  INVOKE,
  invokes,
  knowledgeBase,
  MODEL,
  profile,
  systemProfile,
  throughProfiles,
  told,
  workflow,
} from "../example-models";

const SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const EU = { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } };

const guardrail = (crossRegionConfig?: object) => ({
  type: "aws:bedrock/guardrail:Guardrail",
  name: "answers",
  props: { crossRegionConfig, tags: tags("support") },
});
const AREA_PROFILE = "arn:aws:bedrock:eu-west-1:210987654321:guardrail-profile";

export const examples: RuleExample[] = [
  {
    title: "a guardrail that judges in regions of another area",
    resources: [guardrail({ guardrailProfileIdentifier: "us.guardrail.v1:0" })],
    outcome: "violation",
  },
  {
    title: "a guardrail that judges in regions of the area",
    resources: [guardrail({ guardrailProfileIdentifier: `${AREA_PROFILE}/eu.guardrail.v1:0` })],
    outcome: "pass",
  },
  {
    title: "a guardrail whose profile is not known yet",
    resources: [guardrail({ guardrailProfileIdentifier: UNKNOWN })],
    outcome: "undetermined",
  },
  { title: "a guardrail that judges in its own region", resources: [guardrail()], outcome: "not-applicable" },
  { title: "a profile of the area", resources: [profile(systemProfile(`eu.${SONNET}`))], outcome: "pass" },
  { title: "a model in a region of the area", resources: [knowledgeBase(EMBEDDING)], outcome: "pass" },
  { title: "a role for models of the area", resources: granted(invokes(MODEL)), outcome: "pass" },
  { title: "every region, narrowed by a condition", resources: granted(invokes(EVERY_MODEL, EU)), outcome: "pass" },
  {
    title: "every region, behind the account's own profiles",
    resources: granted(invokes(EVERY_MODEL, throughProfiles)),
    outcome: "pass",
  },
  {
    title: "a region that only the area's profiles route to",
    resources: granted(invokes(MODEL.replace("eu-west-1", "eu-south-2"))),
    outcome: "pass",
  },
  { title: "code that is told a profile of another area", resources: [told(`us.${SONNET}`)], outcome: "violation" },
  { title: "code that is told a profile of the area", resources: [told(`eu.${SONNET}`)], outcome: "pass" },
  { title: "a global profile", resources: [profile(systemProfile(`global.${SONNET}`))], outcome: "violation" },
  { title: "a profile of another area", resources: [profile(systemProfile(`us.${SONNET}`))], outcome: "violation" },
  {
    title: "a model in a region of another area",
    resources: [knowledgeBase(EMBEDDING.replace("eu-west-1", "us-east-1"))],
    outcome: "violation",
  },
  {
    title: "a workflow that has a batch of prompts answered through a global profile",
    resources: [workflow("aws-sdk:bedrock:createModelInvocationJob", { ModelId: `global.${SONNET}` }), handler],
    outcome: "violation",
  },
  {
    title: "a workflow that asks a model of the area",
    resources: [workflow("bedrock:invokeModel", { ModelId: `eu.${SONNET}` }), handler],
    outcome: "pass",
  },
  { title: "a role for every region", resources: granted(invokes(EVERY_MODEL)), outcome: "violation" },
  {
    title: "a role for a region of another area",
    resources: granted(invokes(MODEL.replace("eu-west-1", "us-west-2"))),
    outcome: "violation",
  },
  {
    title: "a role for models as global profiles name them",
    resources: granted(invokes(MODEL.replace("eu-west-1", ""))),
    outcome: "violation",
  },
  {
    title: "a role for every system profile",
    resources: granted(invokes([MODEL, `arn:aws:bedrock:eu-west-1:${ACCOUNT}:inference-profile/*`])),
    outcome: "violation",
  },
  {
    title: "a role for models that Anthropic runs outside of AWS",
    resources: granted(allow("aws-external-anthropic:CreateInference", "*")),
    outcome: "violation",
  },
  {
    title: "the same by the name of the operation",
    resources: granted(allow("aws-external-anthropic:CreateMessage", "*")),
    outcome: "violation",
  },
  { title: "a model that is not known yet", resources: [profile(UNKNOWN)], outcome: "undetermined" },
  {
    title: "models of a role that are not known yet",
    resources: [
      handler,
      inlinePolicy("support-handler", { Statement: [{ Effect: "Allow", Action: INVOKE, Resource: [UNKNOWN] }] }),
    ],
    outcome: "undetermined",
  },
  { title: "a role without policies", resources: [role("site", { tags: tags("support") })], outcome: "not-applicable" },
];
