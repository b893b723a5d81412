import { isSet } from "../../../core/properties";
import type { Estate, Rule, Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { readDocument } from "../../../readers/iam/document";
import { answersToExternalPrincipals } from "../../../readers/iam/external-principals";
import { curesOfOpenDocument } from "../../../readers/iam/open-document-cures";

/** Where each type keeps the key policy. */
const POLICY: Readonly<Record<string, string>> = {
  "aws:kms/key:Key": "policy",
  "aws:kms/keyPolicy:KeyPolicy": "policy",
  "aws:kms/externalKey:ExternalKey": "policy",
  "aws:kms/replicaKey:ReplicaKey": "policy",
};

/** See why.md. */
export const rule: Rule = {
  id: "kms-key-policy-stays-inside",
  layer: "data",
  family: "classification",
  severity: "critical",
  cures: "anything",
  title: "A key policy lets in nobody from outside of the organisation",
  scope: "stack",
  types: Object.keys(POLICY),

  judge: hygiene((key, estate): Verdict => {
    const property = POLICY[key.type] ?? "policy";
    if (!isSet(key, property)) {
      return { outcome: "not-applicable", reason: "the default key policy names its own account only" };
    }
    const answersIn = (surroundings: Estate) =>
      answersToExternalPrincipals(readDocument(key.props[property]) ?? [], "kms:Decrypt", surroundings);
    const answers = answersIn(estate);
    if (answers.includes("allowed")) {
      return {
        outcome: "violation",
        found: `${key.name} has a policy that lets in callers from outside of the organisation`,
        required: "principals of the organisation: a condition on aws:PrincipalOrgID, or roles of its own accounts",
        fix: "name the role that uses the key, or add StringEquals aws:PrincipalOrgID to the statement",
        cures: curesOfOpenDocument(key.props[property], estate, (own) => answersIn(own).includes("allowed")),
      };
    }
    if (answers.includes("unknown")) return { outcome: "undetermined", reason: "the key policy is not known yet" };
    return { outcome: "pass" };
  }),
};
