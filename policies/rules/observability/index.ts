import type { Rule } from "../../rule";
import { rule as bedrockInvocationsAreLogged } from "./bedrock-invocations-are-logged/rule";
import { rule as bedrockRawTextIsLocked } from "./bedrock-raw-text-is-locked/rule";
import { rule as lambdaLogGroupIsDeclared } from "./lambda-log-group-is-declared/rule";
import { rule as logGroupRetentionIsSet } from "./log-group-retention-is-set/rule";
import { rule as workloadComputeIsTraced } from "./workload-compute-is-traced/rule";

export const observabilityRules: readonly Rule[] = [
  bedrockInvocationsAreLogged,
  bedrockRawTextIsLocked,
  lambdaLogGroupIsDeclared,
  logGroupRetentionIsSet,
  workloadComputeIsTraced,
];
