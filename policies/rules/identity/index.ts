import type { Rule } from "../../rule";
import { rule as roleServesOneWorkload } from "./iam-role-serves-one-workload/rule";

export const identityRules: readonly Rule[] = [roleServesOneWorkload];
