import { memoizeByResource } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { nextHopsOf, type Outcome, type OutcomeBeyond } from "./next-hops";
import { routesOf } from "./routes";

/** Whether traffic can leave for the internet, and through what. */
export interface Egress {
  readonly outcome: Outcome;
  readonly via: readonly string[];
}

export const NONE: Egress = { outcome: "none", via: [] };
export const pathThrough = (via: string): Egress => ({ outcome: "path", via: [via] });
export const unknownThrough = (via: string): Egress => ({ outcome: "unknown", via: [via] });

const SEVERITY: readonly Outcome[] = ["none", "inspected", "unknown", "path"];

/** The worst of several egress paths; none if there are none. */
export function worst(egresses: readonly Egress[]): Egress {
  return egresses.reduce((a, b) => (SEVERITY.indexOf(b.outcome) > SEVERITY.indexOf(a.outcome) ? b : a), NONE);
}

/** Networks that traffic is followed through: more than real ones chain, few enough to stay quick on any. */
const MAX_HOPS = 5;

/** A subnet that traffic reaches, and what a path to the internet from there counts as. */
interface ReachedSubnet {
  readonly subnet: ResourceRecord;
  readonly via: readonly string[];
  readonly hops: number;
  readonly outcomeBeyond: OutcomeBeyond;
}

/** Whether anything in the subnet has a way to the internet: every route is followed as far as the estate goes. */
export const subnetEgress = memoizeByResource((subnet, estate): Egress => {
  const reached: ReachedSubnet[] = [{ subnet, via: [], hops: 0, outcomeBeyond: "path" }];
  const seen = new Set<string>();
  const egresses: Egress[] = [];
  // Breadth first, so that a subnet is seen on its shortest path.
  for (const from of reached) {
    const key = `${from.outcomeBeyond} ${from.subnet.urn}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (from.hops > MAX_HOPS) egresses.push({ outcome: "unknown", via: [...from.via, "more networks"] });
    else followRoutes(from, estate, reached, egresses);
  }
  return worst(egresses);
});

/** Follows every route out of a subnet: to an egress, or to further subnets. */
function followRoutes(from: ReachedSubnet, estate: Estate, reached: ReachedSubnet[], egresses: Egress[]): void {
  const routes = routesOf(from.subnet, estate);
  if (routes === UNKNOWN) {
    egresses.push({ outcome: "unknown", via: [...from.via, `the route table of subnet ${from.subnet.name}`] });
    return;
  }
  for (const route of routes) {
    if (route.toPublic === false) continue;
    for (const nextHop of nextHopsOf(route, from.subnet, estate)) {
      const via = [...from.via, route.label, ...nextHop.via];
      if ("outcome" in nextHop) {
        egresses.push({ outcome: outcomeAfter(nextHop.outcome, from.outcomeBeyond), via });
      } else {
        const outcomeBeyond = mostInspected(from.outcomeBeyond, nextHop.outcomeBeyond ?? "path");
        for (const subnet of nextHop.subnets) reached.push({ subnet, via, hops: from.hops + 1, outcomeBeyond });
      }
    }
  }
}

/** What is behind a firewall that drops what it does not allow is at most inspected, whatever it is. */
function outcomeAfter(outcome: Outcome, outcomeBeyond: OutcomeBeyond): Outcome {
  return outcome === "path" || (outcome === "unknown" && outcomeBeyond === "inspected") ? outcomeBeyond : outcome;
}

/** One firewall that drops what it does not allow is enough, wherever on the path it is. */
function mostInspected(a: OutcomeBeyond, b: OutcomeBeyond): OutcomeBeyond {
  return BY_INSPECTION.indexOf(a) > BY_INSPECTION.indexOf(b) ? a : b;
}

const BY_INSPECTION: readonly OutcomeBeyond[] = ["path", "unknown", "inspected"];
