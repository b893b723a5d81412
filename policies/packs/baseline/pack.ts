import type { Pack } from "../../crossguard/pack";
import { rules } from "../../rules";

/** What every AI workload keeps: one workload an identity, classified data, bounded retention, no way out. */
export const baseline: Pack = {
  name: "plinth-baseline",
  displayName: "Plinth baseline",
  description: "Per-workload identity, classification, retention and private egress for AI workloads on AWS.",
  rules,
};
