import { isSet } from "../../../core/properties";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { externalAdministrator, FULL_ACCESS } from "../../../readers/iam/administrator";
import { readDocument } from "../../../readers/iam/document";
import { type Answer, canPerform, type NamedPolicy } from "../../../readers/iam/evaluate";
import { catalogueEntryOf } from "../../../readers/network/endpoints";
import { VPC_ENDPOINT } from "../../../readers/network/types";

const ENDPOINT_POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy";
/** Their own resources: nothing of this account is touched. */
const EXTERNAL_RESOURCES = new Map([
  ["aws:resourceaccount", ["000000000000"]],
  ["aws:resourceorgid", ["o-external000"]],
  ["aws:securetransport", ["true"]],
]);

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
    const answers = known.entry.actionPrefixes.map((prefix) =>
      answerToExternalAdministrator(prefix, policiesOf(endpoint, estate)),
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
function policiesOf(endpoint: ResourceRecord, estate: Estate): readonly NamedPolicy[] {
  const own = estate.referrers(endpoint, "vpcEndpointId", [ENDPOINT_POLICY]).map(({ props }) => props.policy);
  const policies = own.length > 0 ? own : isSet(endpoint, "policy") ? [endpoint.props.policy] : [];
  if (policies.length === 0) return [FULL_ACCESS];
  return policies.map(
    (policy): NamedPolicy => ({ name: "endpoint policy", document: readDocument(policy) ?? UNKNOWN }),
  );
}

/** Whether somebody else's administrator may do to their own resources an action that no narrow policy names. */
function answerToExternalAdministrator(prefix: string, policies: readonly NamedPolicy[]): Answer {
  const permissions = { ...externalAdministrator(EXTERNAL_RESOURCES), serviceControlPolicies: [policies] };
  return canPerform(permissions, { action: `${prefix}:Unheard`, resource: `arn:aws:${prefix}:::unheard` });
}
