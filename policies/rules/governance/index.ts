import type { Rule } from "../../rule";
import { rule as bedrockModelHasInventoryEntry } from "./bedrock-model-has-inventory-entry/rule";
import { rule as cloudtrailTrailIsWhole } from "./cloudtrail-trail-is-whole/rule";
import { rule as cloudtrailTrailRecordsModelUse } from "./cloudtrail-trail-records-model-use/rule";

export const governanceRules: readonly Rule[] = [
  bedrockModelHasInventoryEntry,
  cloudtrailTrailIsWhole,
  cloudtrailTrailRecordsModelUse,
];
