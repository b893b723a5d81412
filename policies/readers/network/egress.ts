import { memoizeByResource } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { type Beyond, type Outcome, waysAlong } from "./next-hops";
import { routesOf } from "./routes";

/** Whether traffic can leave for the internet, and through what. */
export interface Egress {
  readonly outcome: Outcome;
  readonly via: readonly string[];
}

export const NONE: Egress = { outcome: "none", via: [] };
export const path = (via: string): Egress => ({ outcome: "path", via: [via] });
export const unknown = (via: string): Egress => ({ outcome: "unknown", via: [via] });

const SEVERITY: readonly Outcome[] = ["none", "inspected", "unknown", "path"];

/** The worst of several ways out; none if there are none. */
export function worst(ways: readonly Egress[]): Egress {
  return ways.reduce((a, b) => (SEVERITY.indexOf(b.outcome) > SEVERITY.indexOf(a.outcome) ? b : a), NONE);
}

/** Networks that traffic is followed through: more than real ones chain, few enough to stay quick on any. */
const MOST_HOPS = 5;

/** Somewhere that traffic gets to, and what a way to the internet from there counts as. */
interface Place {
  readonly subnet: ResourceRecord;
  readonly via: readonly string[];
  readonly hops: number;
  readonly beyond: Beyond;
}

/** Whether anything in the subnet has a way to the internet: every route is followed as far as the estate goes. */
export const subnetEgress = memoizeByResource((subnet, estate): Egress => {
  const places: Place[] = [{ subnet, via: [], hops: 0, beyond: "path" }];
  const seen = new Set<string>();
  const ends: Egress[] = [];
  // Nearest first, so that whatever is seen twice was seen on the shorter way.
  for (const place of places) {
    const key = `${place.beyond} ${place.subnet.urn}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (place.hops > MOST_HOPS) ends.push({ outcome: "unknown", via: [...place.via, "more networks"] });
    else leave(place, estate, places, ends);
  }
  return worst(ends);
});

/** Takes every route out of a place: to an end, or to further places. */
function leave(place: Place, estate: Estate, places: Place[], ends: Egress[]): void {
  const routes = routesOf(place.subnet, estate);
  if (routes === UNKNOWN) {
    ends.push({ outcome: "unknown", via: [...place.via, `the route table of subnet ${place.subnet.name}`] });
    return;
  }
  for (const route of routes) {
    if (route.toPublic === false) continue;
    for (const way of waysAlong(route, place.subnet, estate)) {
      const via = [...place.via, route.label, ...way.via];
      if ("outcome" in way) {
        ends.push({ outcome: endOf(way.outcome, place.beyond), via });
      } else {
        const beyond = safer(place.beyond, way.beyond ?? "path");
        for (const subnet of way.to) places.push({ subnet, via, hops: place.hops + 1, beyond });
      }
    }
  }
}

/** What is behind a firewall that drops what it does not allow is at most inspected, whatever it is. */
function endOf(outcome: Outcome, beyond: Beyond): Outcome {
  return outcome === "path" || (outcome === "unknown" && beyond === "inspected") ? beyond : outcome;
}

/** One firewall that drops what it does not allow is enough, wherever on the way it stands. */
function safer(a: Beyond, b: Beyond): Beyond {
  return BEYOND.indexOf(a) > BEYOND.indexOf(b) ? a : b;
}

const BEYOND: readonly Beyond[] = ["path", "unknown", "inspected"];
