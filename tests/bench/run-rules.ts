/** Judges one mixed estate with all rules and prints a {@link RulesFigure}. Arguments: the estate's parts, the size. */
import { readFileSync } from "node:fs";
import { createEstate, type Judgement, judge, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { middle, processorSeconds, ROUNDS } from "./measure";
import { type EstateParts, mixedEstate } from "./mixed-estate";

export interface RulesFigure {
  readonly resources: number;
  readonly judgements: number;
  readonly violations: number;
  readonly undetermined: number;
  /** Of all processors together, so that other work on the machine does not count. */
  readonly seconds: number;
  /** Largest resident set of the process, the records themselves included. */
  readonly peakMegabytes: number;
}

const [, , file = "", size = ""] = process.argv;
const records = mixedEstate(JSON.parse(readFileSync(file, "utf8")) as EstateParts, Number(size));
const standard = loadStandard();
let judgements: readonly Judgement[] = [];
const run = () => {
  judgements = judge(rules, createEstate(records, standard));
};
// The first run also compiles; it is left out where it weighs.
const first = processorSeconds(run);
const seconds = records.length > 10_000 ? first : middle(Array.from({ length: ROUNDS }, () => processorSeconds(run)));
const count = (outcome: string) => judgements.filter(({ verdict }) => verdict.outcome === outcome).length;
const figure: RulesFigure = {
  resources: records.length,
  judgements: judgements.length,
  violations: count("violation"),
  undetermined: count("undetermined"),
  seconds,
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
};
console.log(JSON.stringify(figure));
