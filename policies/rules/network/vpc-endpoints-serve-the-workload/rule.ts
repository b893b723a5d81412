import { type Estate, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { servicesCalledBy } from "../../../readers/network/called-services";
import { COMPUTE_TYPES, subnetsOf } from "../../../readers/network/compute";
import { servicesReachedFrom } from "../../../readers/network/endpoints";
import { ROUTING_TYPES } from "../../../readers/network/routing-types";

/** See why.md. */
export const rule: Rule = {
  id: "vpc-endpoints-serve-the-workload",
  layer: "network",
  family: "private-egress",
  severity: "medium",
  cures: [...ROUTING_TYPES, ...PERMISSION_TYPES, "aws:opensearch/serverlessVpcEndpoint:ServerlessVpcEndpoint"],
  causes: PERMISSION_TYPES,
  title: "The AWS services that a workload calls are reached through VPC endpoints",
  scope: "stack",
  types: COMPUTE_TYPES,

  judge(compute, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const subnets = subnetsOf(compute, estate);
    if (!subnets) return { outcome: "not-applicable", reason: "it runs in no VPC" };

    const calls = servicesCalledBy(compute, estate);
    const needed = [...calls.services].filter((service) => Object.hasOwn(estate.standard.endpoints, service));
    const reached = subnets.found.map((subnet) => servicesReachedFrom(subnet, estate));
    const missing = needed.filter((service) => reached.some((there) => !there.has(service)));
    if (missing.length > 0 && !reached.some((there) => there.has(UNKNOWN))) {
      return {
        outcome: "violation",
        found: `${compute.name} may call ${missing.join(", ")}, for which its subnets have no endpoint`,
        required: "a VPC endpoint for each service that the workload's code calls",
        fix: `add an endpoint for each of ${missing.map((name) => serviceNameOf(name, estate)).join(", ")} (services: ${missing.join(", ")} of InferenceVpc), or take the permission away`,
      };
    }
    if (missing.length > 0) return { outcome: "undetermined", reason: "an endpoint's service is not known yet" };
    if (calls.unseen) {
      return { outcome: "not-applicable", reason: "its role is not managed here, so nothing says what its code calls" };
    }
    if (!calls.complete) return { outcome: "undetermined", reason: "what its role may do is not known yet" };
    if (!subnets.complete) return { outcome: "undetermined", reason: "its subnets are not managed here" };
    return { outcome: "pass" };
  },
};

/** What AWS calls a service of the catalogue in a region. */
function serviceNameOf(name: string, { standard }: Estate): string {
  return (standard.endpoints[name]?.serviceName ?? name).replace("{region}", "REGION");
}
