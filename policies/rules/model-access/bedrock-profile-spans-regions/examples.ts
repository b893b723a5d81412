import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tags } from "../../identity/example-iam";
import { EMBEDDING, MODEL, profile, systemProfile } from "../example-models";

const SONNET = systemProfile("eu.anthropic.claude-sonnet-4-5-20250929-v1:0");

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
  { title: "a model that is not known yet", resources: [profile(UNKNOWN)], outcome: "undetermined" },
  {
    title: "a test environment",
    resources: [profile(MODEL, { tags: tags("support", "test") })],
    outcome: "not-applicable",
  },
  { title: "a model without a wider profile", resources: [profile(EMBEDDING)], outcome: "not-applicable" },
];
