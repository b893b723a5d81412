import type { Rule } from "../../core/rule";
import { rule as guardrailBlocks } from "./bedrock-guardrail-blocks/rule";
import { rule as inferenceStaysResident } from "./bedrock-inference-stays-resident/rule";
import { rule as invocationCarriesGuardrail } from "./bedrock-invocation-carries-guardrail/rule";
import { rule as invocationIsAttributable } from "./bedrock-invocation-is-attributable/rule";
import { rule as modelIsApproved } from "./bedrock-model-is-approved/rule";
import { rule as profileSpansRegions } from "./bedrock-profile-spans-regions/rule";
import { rule as routeCarriesGuardrail } from "./bedrock-route-carries-guardrail/rule";
import { rule as providersAreDeclared } from "./model-providers-are-declared/rule";
import { rule as endpointSpendIsDeclared } from "./sagemaker-endpoint-spend-is-declared/rule";

export const modelAccessRules: readonly Rule[] = [
  modelIsApproved,
  inferenceStaysResident,
  invocationCarriesGuardrail,
  routeCarriesGuardrail,
  guardrailBlocks,
  invocationIsAttributable,
  profileSpansRegions,
  endpointSpendIsDeclared,
  providersAreDeclared,
];
