import type { Rule, Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { COMPUTE_TYPES, computeEgress } from "../../../readers/network/compute";

/** See why.md. */
export const rule: Rule = {
  id: "inference-compute-has-no-internet-path",
  layer: "network",
  family: "private-egress",
  severity: "critical",
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
    };
  }),
};
