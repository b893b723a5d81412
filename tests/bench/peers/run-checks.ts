/**
 * Judges buckets and prints what is found. Arguments: the buckets' document; `pack` to judge by all rules and not by the
 * eleven checks.
 */
import { readFileSync } from "node:fs";
import { createEstate, judge, type ResourceRecord, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { type Bucket, nativeProperties } from "./buckets";
import { checks } from "./checks";

const [, , file = "", by = "checks"] = process.argv;
const { Resources } = JSON.parse(readFileSync(file, "utf8")) as { Resources: Record<string, Bucket> };
const whole = by === "pack";
const records = Object.entries(Resources).map(([name, { Type, Properties }]): ResourceRecord => {
  const props = whole ? (nativeProperties(Properties) as ResourceRecord["props"]) : Properties;
  return { type: whole ? "aws-native:s3:Bucket" : Type, name, urn: name, props };
});
for (const { verdict } of judge(whole ? rules : checks, createEstate(records, loadStandard()))) {
  if (verdict.outcome === "violation") console.log(verdict.found);
}
