import type { Rule } from "../core/rule";
import { dataRules } from "./data";
import { governanceRules } from "./governance";
import { identityRules } from "./identity";
import { modelAccessRules } from "./model-access";
import { networkRules } from "./network";
import { observabilityRules } from "./observability";
import { orchestrationRules } from "./orchestration";

/** Every rule, in the order of the layers. */
export const rules: readonly Rule[] = [
  ...networkRules,
  ...identityRules,
  ...dataRules,
  ...modelAccessRules,
  ...orchestrationRules,
  ...observabilityRules,
  ...governanceRules,
];
