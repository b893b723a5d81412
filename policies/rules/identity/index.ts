import type { Rule } from "../../rule";
import { rule as humanCannotInvoke } from "./iam-human-cannot-invoke-production-models/rule";
import { rule as invocationIsScoped } from "./iam-invocation-is-scoped/rule";
import { rule as roleServesOneWorkload } from "./iam-role-serves-one-workload/rule";

export const identityRules: readonly Rule[] = [roleServesOneWorkload, humanCannotInvoke, invocationIsScoped];
