import type { Rule } from "../../rule";
import { rule as inferenceStaysResident } from "./bedrock-inference-stays-resident/rule";
import { rule as invocationCarriesGuardrail } from "./bedrock-invocation-carries-guardrail/rule";
import { rule as invocationIsAttributable } from "./bedrock-invocation-is-attributable/rule";
import { rule as modelIsApproved } from "./bedrock-model-is-approved/rule";

export const modelAccessRules: readonly Rule[] = [
  modelIsApproved,
  inferenceStaysResident,
  invocationCarriesGuardrail,
  invocationIsAttributable,
];
