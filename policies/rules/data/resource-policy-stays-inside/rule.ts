import { isSet } from "../../../core/properties";
import type { ResourceRecord, Rule, Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { BUCKETS } from "../../../readers/data/buckets";
import { hygiene } from "../../../readers/estate/hygiene";
import { curesOfAccess } from "../../../readers/iam/access-cures";
import { readDocument } from "../../../readers/iam/document";
import { answerToOutside, remedyFor } from "../../../readers/iam/external-principals";
import { actionOf, RESOURCE_POLICY_TYPES, resourcePoliciesOf } from "../../../readers/iam/resource-policies";
import { trustsServiceOfStores } from "../../../readers/iam/service-callers";

const DOMAINS = ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"];

/** See why.md. */
export const rule: Rule = {
  id: "resource-policy-stays-inside",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: "anything",
  title:
    "A policy of a queue, topic, secret, repository or file system lets in nobody from outside of the organisation",
  scope: "stack",
  types: RESOURCE_POLICY_TYPES,

  judge: hygiene((resource, estate): Verdict => {
    const policies = resourcePoliciesOf(resource);
    if (policies.length === 0) return { outcome: "not-applicable", reason: "it has no policy of its own" };
    if (estate.references(resource, "bucket", BUCKETS).found.length > 0 && resource.type.includes("/bucketPolicy:")) {
      return { outcome: "not-applicable", reason: "its bucket is judged with it" };
    }
    const question = { action: actionOf(resource.type), trustsService: trustsServiceOfStores };
    const answers = policies.map((policy) => answerToOutside(readDocument(policy) ?? [], question, estate));
    const outsiders = [...new Set(answers.flatMap((one) => one.outsiders))].filter(
      (outsider) => outsider === "an account that the standard does not list" || !isBehindVpc(resource),
    );
    if (outsiders.length > 0) {
      return {
        outcome: "violation",
        found: `${resource.name} has a policy that lets in ${joinWithAnd(outsiders)}`,
        required: "principals of the organisation: a condition on aws:PrincipalOrgID, or roles of its own accounts",
        fix: remedyFor(outsiders),
        cures: isSet(resource, "bucket") ? "anything" : curesOfAccess(outsiders),
      };
    }
    if (answers.some(({ answer }) => answer === "unknown")) {
      return { outcome: "undetermined", reason: "the policy is not known yet" };
    }
    return { outcome: "pass" };
  }),
};

/** What everybody may ask of a domain in a VPC, only that network can ask. */
function isBehindVpc(resource: ResourceRecord): boolean {
  return DOMAINS.includes(resource.type) && isSet(resource, "vpcOptions");
}
