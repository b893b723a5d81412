import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { hygiene } from "../../../readers/estate/hygiene";
import { answerToOutside, remedyFor } from "../../../readers/iam/external-principals";
import { ROLES } from "../../../readers/iam/permissions";
import { allowsAssumeRole, trustDocument } from "../../../readers/iam/trust";

/** Services are asked by iam-trust-has-source-conditions. */
const QUESTION = { action: "sts:AssumeRole", trustsService: () => true };

/** See why.md. */
export const rule: Rule = {
  id: "iam-trust-stays-inside",
  layer: "identity",
  family: "per-workload-iam",
  severity: "critical",
  title: "A role is taken on by nobody from outside of the organisation",
  scope: "stack",
  types: ROLES,

  judge: hygiene((role, estate): Verdict => {
    const document = trustDocument(role);
    if (document === UNKNOWN) return { outcome: "undetermined", reason: "the trust policy is not known yet" };
    const trusting = (document ?? []).filter(({ principals }) => principals?.negated || principals?.byKind.has("AWS"));
    if (!trusting.some(allowsAssumeRole))
      return { outcome: "not-applicable", reason: "it trusts no account, role or user" };

    const { answer, outsiders } = answerToOutside(document ?? [], QUESTION, estate);
    if (answer === "allowed") {
      return {
        outcome: "violation",
        found: `${role.name} can be assumed by ${joinWithAnd(outsiders)}`,
        required: "principals of its own account, or a condition on aws:PrincipalOrgID",
        fix: remedyFor(outsiders),
      };
    }
    if (answer === "unknown") {
      return { outcome: "undetermined", reason: "whom the trust policy lets in is not known yet" };
    }
    return { outcome: "pass" };
  }),
};
