import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { hygiene } from "../../../readers/estate/hygiene";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { COMPUTE_TYPES, computeEgress } from "../../../readers/network/compute";
import { reachOf } from "../../../readers/network/compute-reach";
import { ROUTING_TYPES } from "../../../readers/network/routing-types";

/** See why.md. */
export const rule: Rule = {
  id: "inference-compute-has-no-internet-path",
  layer: "network",
  family: "private-egress",
  severity: "critical",
  cures: [...ROUTING_TYPES, ...PERMISSION_TYPES],
  causes: [...ROUTING_TYPES, ...PERMISSION_TYPES],
  title: "Compute that runs or calls models has no way out to the internet",
  scope: "stack",
  types: COMPUTE_TYPES,

  judge: hygiene((compute, estate): Verdict => {
    const { outcome, via } = computeEgress(compute, estate);
    if (outcome === "none" || outcome === "inspected") return { outcome: "pass" };
    const way = via.join(" → ");
    if (outcome === "unknown") return { outcome: "undetermined", reason: `it may leave through ${way}` };
    const violation = {
      outcome: "violation",
      found: `${compute.name} reaches the internet through ${way}`,
      required: "isolated subnets, or an inspected egress that drops what it does not allow",
      fix: "run it in subnets without a route to the internet, such as those of an InferenceVpc, and reach AWS services through VPC endpoints",
    } as const;
    // The walls stand around what could give something away; outside the AI estate the rule advises anyway.
    if (outsideAiEstate(estate)?.outcome === "not-applicable") return violation;
    const reach = reachOf(compute, estate);
    if (reach === UNKNOWN) {
      return {
        outcome: "undetermined",
        reason: `it reaches the internet through ${way}, and what its role may do is not known yet`,
      };
    }
    return reach === "nothing" ? { ...violation, advisory: true } : violation;
  }),
};
