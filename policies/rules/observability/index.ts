import type { Rule } from "../../rule";
import { rule as lambdaLogGroupIsDeclared } from "./lambda-log-group-is-declared/rule";
import { rule as logGroupRetentionIsSet } from "./log-group-retention-is-set/rule";

export const observabilityRules: readonly Rule[] = [lambdaLogGroupIsDeclared, logGroupRetentionIsSet];
