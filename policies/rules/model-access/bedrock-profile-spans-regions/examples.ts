import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tags } from "../../identity/example-iam";
import { EMBEDDING, granted, invokes, MODEL, PROFILES, profile, systemProfile } from "../example-models";

const SONNET = systemProfile("eu.anthropic.claude-sonnet-4-5-20250929-v1:0");

const OWN = PROFILES.replace("*", "a1b2c3d4e5f6");

export const examples: RuleExample[] = [
  { title: "a geographic profile", resources: [profile(SONNET)], outcome: "pass" },
  {
    title: "the model in two regions",
    resources: [profile(MODEL), { ...profile(MODEL.replace("eu-west-1", "eu-central-1")), name: "claude-frankfurt" }],
    outcome: "pass",
  },
  { title: "one region", resources: [profile(MODEL)], outcome: "violation" },
  {
    title: "two profiles in one region",
    resources: [profile(MODEL), { ...profile(MODEL), name: "claude-again" }],
    outcome: "violation",
  },
  {
    title: "a second region of another workload",
    resources: [
      profile(MODEL),
      { ...profile(MODEL.replace("eu-west-1", "eu-central-1"), { tags: tags("claims") }), name: "claude-of-claims" },
    ],
    outcome: "violation",
  },
  {
    title: "a profile, and its model in every region through it",
    resources: granted(
      invokes(SONNET),
      invokes(MODEL.replace("eu-west-1", "*"), { StringLike: { "bedrock:InferenceProfileArn": SONNET } }),
    ),
    outcome: "not-applicable",
  },
  {
    title: "a profile, and its model in one region",
    resources: granted(invokes([SONNET, MODEL])),
    outcome: "violation",
  },
  { title: "a profile without its model", resources: granted(invokes(SONNET)), outcome: "violation" },
  {
    title: "a model through another profile than the one that is allowed",
    resources: granted(
      invokes(SONNET),
      invokes(MODEL.replace("eu-west-1", "*"), { ArnLike: { "bedrock:InferenceProfileArn": `${SONNET}-other` } }),
    ),
    outcome: "violation",
  },
  {
    title: "an application profile, and its model in one region",
    resources: [...granted(invokes([OWN, MODEL])), profile(SONNET, { arn: OWN })],
    outcome: "violation",
  },
  {
    title: "an application profile, and its model through it",
    resources: [
      ...granted(
        invokes(OWN),
        invokes(MODEL.replace("eu-west-1", "*"), { ArnLike: { "bedrock:InferenceProfileArn": OWN } }),
      ),
      profile(SONNET, { arn: OWN }),
    ],
    outcome: "not-applicable",
  },
  { title: "a model that is not known yet", resources: [profile(UNKNOWN)], outcome: "undetermined" },
  {
    title: "a test environment",
    resources: [profile(MODEL, { tags: tags("support", "test") })],
    outcome: "not-applicable",
  },
  { title: "a model without a wider profile", resources: [profile(EMBEDDING)], outcome: "not-applicable" },
];
