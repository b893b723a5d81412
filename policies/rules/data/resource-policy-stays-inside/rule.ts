import { isSet } from "../../../core/properties";
import type { Estate, ResourceRecord, Rule, Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { BUCKETS } from "../../../readers/data/buckets";
import { hygiene } from "../../../readers/estate/hygiene";
import { curesOfAccess } from "../../../readers/iam/access-cures";
import { readDocument } from "../../../readers/iam/document";
import { answerToOutside, remedyFor } from "../../../readers/iam/external-principals";
import { actionOf, RESOURCE_POLICY_TYPES, resourcePoliciesOf } from "../../../readers/iam/resource-policies";
import { trustsServiceOfStores } from "../../../readers/iam/service-callers";

const DOMAINS = ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"];

const ACCESS_POINT = "aws:s3/accessPoint:AccessPoint";

/** Whether an API answers everybody is for apigateway-route-is-authorised: its methods ask who calls, or its network does. */
const APIS = /^aws:apigateway\//;

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
      (outsider) => outsider === "an account that the standard does not list" || !asksWhoCalls(resource, estate),
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

/**
 * Whether something else than the policy asks who calls. What everybody may ask of a domain in a VPC, or of an access point
 * for one, only that network can ask. Source for access points:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html (read 2026-11).
 */
function asksWhoCalls(resource: ResourceRecord, estate: Estate): boolean {
  if (APIS.test(resource.type)) return true;
  if (DOMAINS.includes(resource.type)) return isSet(resource, "vpcOptions");
  const points =
    resource.type === ACCESS_POINT ? [resource] : estate.references(resource, "accessPointArn", [ACCESS_POINT]).found;
  return points.length > 0 && points.every((point) => isSet(point, "vpcConfiguration"));
}
