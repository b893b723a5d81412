/** Judges buckets with the eleven checks and prints what they find. Argument: the buckets' document. */
import { readFileSync } from "node:fs";
import { createEstate, judge, type ResourceRecord } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import type { Bucket } from "./buckets";
import { checks } from "./checks";

const [, , file = ""] = process.argv;
const { Resources } = JSON.parse(readFileSync(file, "utf8")) as { Resources: Record<string, Bucket> };
const records = Object.entries(Resources).map(
  ([name, { Type, Properties }]): ResourceRecord => ({ type: Type, name, urn: name, props: Properties }),
);
for (const { verdict } of judge(checks, createEstate(records, loadStandard()))) {
  if (verdict.outcome === "violation") console.log(verdict.found);
}
