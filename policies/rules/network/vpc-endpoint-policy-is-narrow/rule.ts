import { isSet } from "../../../core/properties";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { FULL_ACCESS } from "../../../readers/iam/administrator";
import { type PolicyDocument, readDocument } from "../../../readers/iam/document";
import { answerToStranger } from "../../../readers/iam/endpoint-policies";
import { catalogueEntryOf } from "../../../readers/network/endpoints";
import { VPC_ENDPOINT } from "../../../readers/network/types";

const ENDPOINT_POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy";

/** See why.md. */
export const rule: Rule = {
  id: "vpc-endpoint-policy-is-narrow",
  layer: "network",
  family: "private-egress",
  severity: "high",
  cures: [ENDPOINT_POLICY],
  causes: [ENDPOINT_POLICY],
  title: "An endpoint's policy does not let everybody do everything to anything",
  scope: "stack",
  types: [VPC_ENDPOINT],

  judge(endpoint, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const known = catalogueEntryOf(endpoint, estate.standard);
    if (known === UNKNOWN) return { outcome: "undetermined", reason: "the service is not known yet" };
    if (!known?.entry.endpointPolicy) {
      return { outcome: "not-applicable", reason: "its service is not known to accept a policy" };
    }
    const policies = policiesOf(endpoint, estate);
    const answers = known.entry.actionPrefixes.flatMap((prefix) =>
      policies.map((policy) => answerToStranger(policy, prefix)),
    );
    if (answers.includes("allowed")) {
      return {
        outcome: "violation",
        found: `${endpoint.name} lets any credentials do anything to anybody's resources`,
        required: "an endpoint policy that names the actions, the callers or the resources",
        fix: "allow the workload's actions, on condition of aws:PrincipalAccount or aws:PrincipalOrgID, or use InferenceVpc",
      };
    }
    if (answers.includes("unknown")) return { outcome: "undetermined", reason: "the endpoint policy is not known yet" };
    return { outcome: "pass" };
  },
};

/** AWS allows everything through an endpoint that has no policy. */
function policiesOf(endpoint: ResourceRecord, estate: Estate): readonly PolicyDocument[] {
  const own = estate.referrers(endpoint, "vpcEndpointId", [ENDPOINT_POLICY]).map(({ props }) => props.policy);
  const policies = own.length > 0 ? own : isSet(endpoint, "policy") ? [endpoint.props.policy] : [];
  if (policies.length === 0) return [FULL_ACCESS.document];
  return policies.map((policy) => readDocument(policy) ?? UNKNOWN);
}
