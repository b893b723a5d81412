import { isSet } from "../../../core/properties";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { catalogueEntryOf, isInterface } from "../../../readers/network/endpoints";
import { DEFAULT_VPC, VPC_ENDPOINT, VPCS } from "../../../readers/network/types";

const PRIVATE_DNS = "aws:vpc/endpointPrivateDns:EndpointPrivateDns";

/** See why.md. */
export const rule: Rule = {
  id: "vpc-endpoint-answers-by-private-dns",
  layer: "network",
  family: "private-egress",
  severity: "medium",
  cures: [PRIVATE_DNS],
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
    const [nameless] = vpcsWithoutNames(endpoint, estate);
    if (settings.includes(true) && !nameless) return { outcome: "pass" };
    if (settings.includes(UNKNOWN)) return { outcome: "undetermined", reason: "private DNS is not known yet" };
    return {
      outcome: "violation",
      found: settings.includes(true)
        ? `${endpoint.name} is in ${nameless?.name ?? "a VPC"}, which gives no DNS host names`
        : `${endpoint.name} has no private DNS, so the service's name leads to its public addresses`,
      required: "privateDnsEnabled on the endpoint, and enableDnsSupport and enableDnsHostnames on its VPC",
      fix: "set all three to true, or use InferenceVpc",
    };
  },
};

/** The endpoint says it, or a resource of its own does. */
function privateDnsOf(endpoint: ResourceRecord, estate: Estate): readonly unknown[] {
  const own = isSet(endpoint, "privateDnsEnabled") ? [endpoint] : [];
  const separate = estate.referrers(endpoint, "vpcEndpointId", [PRIVATE_DNS]);
  return [...own, ...separate].map(({ props }) => props.privateDnsEnabled);
}

/** A VPC resolves names unless told not to, and gives host names only if told to; the default VPC does both. */
function vpcsWithoutNames(endpoint: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const vpcs = estate.references(endpoint, "vpcId", VPCS).found.filter(({ type }) => type !== DEFAULT_VPC);
  return vpcs.filter((vpc) => vpc.props.enableDnsSupport === false || !isOn(vpc, "enableDnsHostnames"));
}

function isOn(record: ResourceRecord, property: string): boolean {
  return isSet(record, property) && record.props[property] !== false;
}
