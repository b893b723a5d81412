import type { Rule } from "../../core/rule";
import { rule as bedrockInvocationsAreLogged } from "./bedrock-invocations-are-logged/rule";
import { rule as bedrockRawTextIsLocked } from "./bedrock-raw-text-is-locked/rule";
import { rule as inferenceComputeIsAlarmed } from "./inference-compute-is-alarmed/rule";
import { rule as lambdaFunctionIsAlarmed } from "./lambda-function-is-alarmed/rule";
import { rule as lambdaLogGroupIsDeclared } from "./lambda-log-group-is-declared/rule";
import { rule as logGroupKeyFollowsClassification } from "./log-group-key-follows-classification/rule";
import { rule as logGroupRetentionIsSet } from "./log-group-retention-is-set/rule";
import { rule as serviceLogGroupIsDeclared } from "./service-log-group-is-declared/rule";
import { rule as workloadComputeIsTraced } from "./workload-compute-is-traced/rule";
import { rule as workloadSpendIsBudgeted } from "./workload-spend-is-budgeted/rule";

export const observabilityRules: readonly Rule[] = [
  bedrockInvocationsAreLogged,
  bedrockRawTextIsLocked,
  inferenceComputeIsAlarmed,
  lambdaFunctionIsAlarmed,
  lambdaLogGroupIsDeclared,
  logGroupKeyFollowsClassification,
  logGroupRetentionIsSet,
  serviceLogGroupIsDeclared,
  workloadComputeIsTraced,
  workloadSpendIsBudgeted,
];
