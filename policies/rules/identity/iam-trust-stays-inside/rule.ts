import { type Estate, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import type { Statement } from "../../../readers/iam/document";
import { answersToExternalPrincipals } from "../../../readers/iam/external-principals";
import { curesOfOpenDocument } from "../../../readers/iam/open-document-cures";
import { ROLES } from "../../../readers/iam/permissions";
import { allowsAssumeRole, trustDocument } from "../../../readers/iam/trust";

/** Conditions that callers of a named account meet by themselves: they say how one asks, and not who. */
const CALLER_CONDITION_KEYS =
  /^(sts:externalid|sts:rolesessionname|aws:multifactorauth(age|present)|aws:tokenissuetime)$/;

/** See why.md. */
export const rule: Rule = {
  id: "iam-trust-stays-inside",
  layer: "identity",
  family: "per-workload-iam",
  severity: "critical",
  cures: "anything",
  title: "A role is taken on by nobody from outside of the organisation",
  scope: "stack",
  types: ROLES,

  judge: hygiene((role, estate): Verdict => {
    const document = trustDocument(role);
    if (document === UNKNOWN) return { outcome: "undetermined", reason: "the trust policy is not known yet" };
    const trusting = (document ?? []).filter(({ principals }) => principals?.negated || principals?.byKind.has("AWS"));
    if (!trusting.some(allowsAssumeRole))
      return { outcome: "not-applicable", reason: "it trusts no account, role or user" };

    const answersIn = (surroundings: Estate) =>
      answersToExternalPrincipals((document ?? []).map(withoutCallerConditions), "sts:AssumeRole", surroundings);
    const answers = answersIn(estate);
    if (answers.includes("allowed")) {
      return {
        outcome: "violation",
        found: `${role.name} can be taken on from outside of the organisation`,
        required: "principals of its own account, or a condition on aws:PrincipalOrgID",
        fix: "name the role that takes it on, or add StringEquals aws:PrincipalOrgID to the statement",
        cures: curesOfOpenDocument(role.props.assumeRolePolicy, estate, (own) => answersIn(own).includes("allowed")),
      };
    }
    if (answers.includes("unknown")) {
      return { outcome: "undetermined", reason: "whom the trust policy lets in is not known yet" };
    }
    return { outcome: "pass" };
  }),
};

/** The statement without what callers that it names can say of themselves; what keeps strangers out stays. */
function withoutCallerConditions(statement: Statement): Statement {
  const members = statement.principals?.byKind.get("AWS") ?? [];
  if (statement.effect === "Deny" || members.includes("*")) return statement;
  return { ...statement, conditions: statement.conditions.filter(({ key }) => !CALLER_CONDITION_KEYS.test(key)) };
}
