/**
 * Judges buckets and prints what is found. Arguments: the buckets' document; `checks`, or `pack` to judge by all rules.
 */
import { readFileSync } from "node:fs";
import { createEstate, judge, type ResourceRecord, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import type { Bucket } from "./buckets";
import { checks } from "./checks";

const [, , file = "", by = "checks"] = process.argv;
const { Resources } = JSON.parse(readFileSync(file, "utf8")) as { Resources: Record<string, Bucket> };
const records = Object.entries(Resources).map(
  ([name, { Type, Properties }]): ResourceRecord => ({ type: Type, name, urn: name, props: Properties }),
);
const found = judge(by === "pack" ? rules : checks, createEstate(records, loadStandard())).map(
  ({ verdict }) => verdict,
);
console.log(found.flatMap((verdict) => (verdict.outcome === "violation" ? [verdict.found] : [])).join("\n"));
