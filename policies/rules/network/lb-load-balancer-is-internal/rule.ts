import { type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../rule";
import { isGiven } from "../../../support/given";
import { hygiene } from "../../../support/hygiene";

/** The same load balancer under its present names and its earlier ones. */
const TYPES = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
  "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
  "aws:elb/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancing/loadBalancer:LoadBalancer",
  "aws-native:elasticloadbalancingv2:LoadBalancer",
] as const;

/** See why.md. */
export const rule: Rule = {
  id: "lb-load-balancer-is-internal",
  layer: "network",
  family: "private-egress",
  severity: "high",
  title: "A load balancer does not listen on the internet",
  scope: "stack",
  types: TYPES,

  judge: hygiene((balancer): Verdict => {
    const { loadBalancerType, type } = balancer.props;
    if (loadBalancerType === "gateway" || type === "gateway") {
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
  const property = balancer.type.startsWith("aws-native:") ? "scheme" : "internal";
  const told = isGiven(balancer, property) ? balancer.props[property] : undefined;
  return told === UNKNOWN ? UNKNOWN : told === true || told === "internal";
}
