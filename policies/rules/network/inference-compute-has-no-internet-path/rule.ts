import { createEstate } from "../../../core/estate";
import type { Estate, ResourceRecord, Rule, Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { COMPUTE_TYPES, computeEgress } from "../../../readers/network/compute";
import { ROUTING_TYPES } from "../../../readers/network/routing-types";

/** See why.md. */
export const rule: Rule = {
  id: "inference-compute-has-no-internet-path",
  layer: "network",
  family: "private-egress",
  severity: "critical",
  cures: ROUTING_TYPES,
  causes: ROUTING_TYPES,
  title: "Compute that runs or calls models has no way out to the internet",
  scope: "stack",
  types: COMPUTE_TYPES,

  judge: hygiene((compute, estate): Verdict => {
    const { outcome, via } = computeEgress(compute, estate);
    if (outcome === "none" || outcome === "inspected") return { outcome: "pass" };
    if (outcome === "unknown") return { outcome: "undetermined", reason: `it may leave through ${via.join(" → ")}` };
    return {
      outcome: "violation",
      found: `${compute.name} reaches the internet through ${via.join(" → ")}`,
      required: "isolated subnets, or an inspected egress that drops what it does not allow",
      fix: "remove the route and reach AWS services through VPC endpoints, or run it in the subnets of an InferenceVpc",
      ...(isOpenByItself(compute, estate) && { cures: [] }),
    };
  }),
};

/** Whether it has the way out wherever it stands: outside of a VPC, or with an address of its own. */
function isOpenByItself(compute: ResourceRecord, { standard }: Estate): boolean {
  return computeEgress(compute, createEstate([compute], standard)).outcome === "path";
}
