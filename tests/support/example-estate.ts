import { createEstate, type Estate, type ResourceRecord, type RuleExample } from "@plinth/policies";
import { exampleRecords } from "@plinth/policies/testing";
import { loadStandard } from "@plinth/standards";

/** An estate of resources written as in a rule's examples. */
export function estateOf(resources: RuleExample["resources"], references: "known" | "unknown" = "known"): Estate {
  return createEstate(exampleRecords({ title: "test", resources, outcome: "pass" }, references), loadStandard());
}

/** The first resource with this logical name. @throws Error if there is none. */
export function named(estate: Estate, name: string): ResourceRecord {
  const found = estate.resources.find((resource) => resource.name === name);
  if (!found) throw new Error(`there is no resource ${name}`);
  return found;
}
