/** Judges one mixed estate with all rules and prints a {@link RulesFigure}. Arguments: the estate's parts, the size. */
import { readFileSync } from "node:fs";
import { createEstate, type Judgement, judge, type ResourceRecord, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { middle, processorSeconds } from "./measure";
import { type EstateParts, mixedEstate } from "./mixed-estate";

export interface RulesFigure {
  readonly resources: number;
  readonly judgements: number;
  readonly violations: number;
  readonly undetermined: number;
  /** Of all processors together, so that other work on the machine does not count; once the code is compiled. */
  readonly seconds: number;
  /** As `seconds`, in a process that has just started: compiling weighs on small estates. */
  readonly firstSeconds: number;
  /** Largest resident set of the process, the records themselves included. */
  readonly peakMegabytes: number;
}

/** What is judged in all, as far as one estate is not more: enough for the code to be compiled. */
const JUDGED = 60_000;

const [, , file = "", size = ""] = process.argv;
const parts = JSON.parse(readFileSync(file, "utf8")) as EstateParts;
const standard = loadStandard();
let records: readonly ResourceRecord[] = [];
let judgements: readonly Judgement[] = [];
const rounds = Array.from({ length: Math.ceil(JUDGED / Number(size)) }, (_, round) => {
  // Each time an estate that was never seen: what rules remember of a document is no help with another.
  records = mixedEstate(parts, Number(size), 1 + round * Number(size));
  return processorSeconds(() => {
    judgements = judge(rules, createEstate(records, standard));
  });
});
const count = (outcome: string) => judgements.filter(({ verdict }) => verdict.outcome === outcome).length;
const figure: RulesFigure = {
  resources: records.length,
  judgements: judgements.length,
  violations: count("violation"),
  undetermined: count("undetermined"),
  seconds: middle(rounds),
  firstSeconds: rounds[0] ?? Number.NaN,
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
};
console.log(JSON.stringify(figure));
