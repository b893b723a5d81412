import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../rule";
import { outsideAiEstate } from "../../../support/ai-estate";
import { isGiven } from "../../../support/given";
import { catalogueEntryOf, isInterface } from "../../../support/network/endpoints";
import { VPC_ENDPOINT } from "../../../support/network/types";

const PRIVATE_DNS = "aws:vpc/endpointPrivateDns:EndpointPrivateDns";

/** See why.md. */
export const rule: Rule = {
  id: "vpc-endpoint-answers-by-private-dns",
  layer: "network",
  family: "private-egress",
  severity: "medium",
  title: "An interface endpoint answers to the service's own name",
  scope: "stack",
  types: [VPC_ENDPOINT],

  judge(endpoint, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    if (!isInterface(endpoint)) return { outcome: "not-applicable", reason: "it is no interface endpoint" };
    if (catalogueEntryOf(endpoint, estate.standard) === undefined) {
      return { outcome: "not-applicable", reason: "its service is not in the standard's catalogue" };
    }
    const settings = privateDnsOf(endpoint, estate);
    if (settings.includes(true)) return { outcome: "pass" };
    if (settings.includes(UNKNOWN)) return { outcome: "undetermined", reason: "private DNS is not known yet" };
    return {
      outcome: "violation",
      found: `${endpoint.name} has no private DNS, so the service's name leads to its public addresses`,
      required: "privateDnsEnabled on the endpoint, and DNS support and host names on its VPC",
      fix: "set privateDnsEnabled to true",
    };
  },
};

/** The endpoint says it, or a resource of its own does. */
function privateDnsOf(endpoint: ResourceRecord, estate: Estate): readonly unknown[] {
  const own = isGiven(endpoint, "privateDnsEnabled") ? [endpoint] : [];
  const separate = estate.referrers(endpoint, "vpcEndpointId", [PRIVATE_DNS]);
  return [...own, ...separate].map(({ props }) => props.privateDnsEnabled);
}
