import { regulatedStandard } from "@plinth/standards";
import type { Pack } from "../../crossguard/pack";
import { rules } from "../../rules";

/**
 * For workloads that a regulator asks about: what the baseline only advises is demanded, and outputs and audit records
 * of confidential data are locked as those of restricted data are.
 */
export const regulated: Pack = {
  name: "plinth-regulated",
  displayName: "Plinth regulated",
  description:
    "The baseline for regulated AI workloads: no control is only advised, and outputs are locked from confidential data on.",
  rules,
  // Which service fits a workload remains advice: it protects nothing.
  levelOf: ({ family, level = "mandatory" }) => (family === "orchestration" ? level : "mandatory"),
  tighten: regulatedStandard,
  refusesWeakening: true,
};
