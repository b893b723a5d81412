import { type ResourceRecord, UNKNOWN } from "../rule";
import { isObject } from "../values";
import { type Contents, unreadable } from "./contents";
import { loadBalancer } from "./load-balancer";

/** Releases of Helm: charts, which only Helm's own program unfolds. */
export const HELM = ["kubernetes:helm.sh/v3:Release"];

const SCHEMES: Readonly<Record<string, "application" | "network">> = {
  "alb.ingress.kubernetes.io/scheme": "application",
  "service.beta.kubernetes.io/aws-load-balancer-scheme": "network",
};
/** How deep values are searched. */
const MAX_DEPTH = 12;

/**
 * What a chart makes of its values nobody sees but Helm. Annotations are handed on as they stand: one that has a load balancer
 * listen on the internet does so whatever the chart is.
 * Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ (read 2026-11).
 */
export function contentsOfRelease(release: ResourceRecord): Contents {
  const { values } = release.props;
  const kinds = values === UNKNOWN ? [] : [...new Set(publicKindsIn(values))];
  return {
    records: kinds.map((kind) => loadBalancer(release, kind, false)),
    unread: unreadable(`${release.name} is a chart of Helm, which only Helm unfolds`).unread,
  };
}

/** Kinds of the load balancers that annotations among some values open to the internet. */
function publicKindsIn(values: unknown, depth = 0): readonly ("application" | "network")[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(values)) return values.flatMap((one) => publicKindsIn(one, depth + 1));
  if (!isObject(values)) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const kind = SCHEMES[key];
    if (kind !== undefined) return value === "internet-facing" ? [kind] : [];
    return publicKindsIn(value, depth + 1);
  });
}
