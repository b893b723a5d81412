import { type ResourceRecord, UNKNOWN } from "../rule";

/** The load balancer that AWS makes for something of Kubernetes; `internal` may be UNKNOWN. */
export function loadBalancer(
  { urn, name, parent, within }: ResourceRecord,
  loadBalancerType: "application" | "network",
  internal: unknown,
): ResourceRecord {
  return {
    type: "aws:lb/loadBalancer:LoadBalancer",
    urn: `${urn}/load-balancer`,
    name,
    within: within ?? urn,
    parent,
    props: { loadBalancerType, internal },
    edges: internal === UNKNOWN ? { internal: [urn] } : {},
  };
}
