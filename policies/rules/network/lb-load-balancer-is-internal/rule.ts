import { isSet } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";

/** See why.md. */
export const rule: Rule = {
  id: "lb-load-balancer-is-internal",
  layer: "network",
  family: "private-egress",
  severity: "high",
  cures: [],
  title: "A load balancer does not listen on the internet",
  scope: "stack",
  types: ["aws:lb/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"],

  judge: hygiene((balancer): Verdict => {
    if (balancer.props.loadBalancerType === "gateway") {
      return { outcome: "not-applicable", reason: "a gateway load balancer has no listener of its own" };
    }
    const internal = isInternal(balancer);
    if (internal === UNKNOWN) return { outcome: "undetermined", reason: "where it listens is not known yet" };
    if (internal) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${balancer.name} listens on the internet`,
      required: "an internal load balancer",
      fix: "set internal to true and let callers in through the VPC, or put an authenticated API in front",
    };
  }),
};

/** Load balancers face the internet unless they say otherwise. */
function isInternal(balancer: ResourceRecord): boolean | Unknown {
  const internal = isSet(balancer, "internal") ? balancer.props.internal : undefined;
  return internal === UNKNOWN ? UNKNOWN : internal === true;
}
