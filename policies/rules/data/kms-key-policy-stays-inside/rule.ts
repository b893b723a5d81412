import { isSet } from "../../../core/properties";
import type { Rule, Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { hygiene } from "../../../readers/estate/hygiene";
import { curesOfAccess } from "../../../readers/iam/access-cures";
import { readDocument } from "../../../readers/iam/document";
import { answerToOutside, remedyFor } from "../../../readers/iam/external-principals";

/** Where each type keeps the key policy. */
const POLICY: Readonly<Record<string, string>> = {
  "aws:kms/key:Key": "policy",
  "aws:kms/keyPolicy:KeyPolicy": "policy",
  "aws:kms/externalKey:ExternalKey": "policy",
  "aws:kms/replicaKey:ReplicaKey": "policy",
};

/** A service decrypts for a stranger only what it has of that stranger: it is asked for people and roles alone. */
const QUESTION = { action: "kms:Decrypt", trustsService: () => true };

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
    const { answer, outsiders } = answerToOutside(readDocument(key.props[property]) ?? [], QUESTION, estate);
    if (answer === "allowed") {
      return {
        outcome: "violation",
        found: `${key.name} has a key policy that lets in ${joinWithAnd(outsiders)}`,
        required: "principals of the organisation: a condition on aws:PrincipalOrgID, or roles of its own accounts",
        fix: remedyFor(outsiders),
        cures: curesOfAccess(outsiders),
      };
    }
    if (answer === "unknown") return { outcome: "undetermined", reason: "the key policy is not known yet" };
    return { outcome: "pass" };
  }),
};
