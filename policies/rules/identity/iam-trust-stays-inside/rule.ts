import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { hygiene } from "../../../readers/estate/hygiene";
import { curesOfAccess } from "../../../readers/iam/access-cures";
import type { Statement } from "../../../readers/iam/document";
import { answerToOutside, remedyFor } from "../../../readers/iam/external-principals";
import { accountOfPrincipal, isOutside } from "../../../readers/iam/known-accounts";
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
  cures: "anything",
  title: "A role is taken on by nobody from outside of the organisation",
  scope: "stack",
  types: ROLES,

  judge: hygiene((role, estate): Verdict => {
    const document = trustDocument(role);
    if (document === UNKNOWN) return { outcome: "undetermined", reason: "the trust policy is not known yet" };
    const providers = (document ?? []).filter(allowsAssumeRole).flatMap(identityProvidersOf);
    const trusting = (document ?? []).filter(({ principals }) => principals?.negated || principals?.byKind.has("AWS"));
    if (!trusting.some(allowsAssumeRole) && providers.length === 0)
      return { outcome: "not-applicable", reason: "it trusts no account, role, user or identity provider" };

    const { answer, outsiders } = answerToOutside(document ?? [], QUESTION, estate);
    const byProvider = providers.map((provider) => isOutside(accountOfPrincipal(provider) ?? "", estate));
    if (byProvider.includes(true) && answer !== "allowed") {
      return {
        outcome: "violation",
        found: `${role.name} can be assumed through an identity provider of an account that the standard does not list`,
        required: "an identity provider of its own account",
        fix: "name the provider that this account has, arn:aws:iam::<account id>:saml-provider/<name> or …:oidc-provider/<issuer>",
      };
    }
    if (answer === "allowed") {
      return {
        outcome: "violation",
        found: `${role.name} can be assumed by ${joinWithAnd(outsiders)}`,
        required: "principals of its own account, or a condition on aws:PrincipalOrgID",
        fix: remedyFor(outsiders),
        cures: curesOfAccess(outsiders),
      };
    }
    if (answer === "unknown") {
      return { outcome: "undetermined", reason: "whom the trust policy lets in is not known yet" };
    }
    return { outcome: "pass" };
  }),
};

/** Providers of SAML and OIDC that a statement trusts by their ARNs, which have the account that administers them. */
function identityProvidersOf({ principals }: Statement): readonly string[] {
  const members = principals?.byKind.get("Federated") ?? [];
  return members.filter((member) => member !== UNKNOWN).filter((member) => accountOfPrincipal(member) !== undefined);
}
