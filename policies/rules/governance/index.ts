import type { Rule } from "../../core/rule";
import { rule as bedrockIngestionEmitsLineage } from "./bedrock-ingestion-emits-lineage/rule";
import { rule as bedrockModelHasInventoryEntry } from "./bedrock-model-has-inventory-entry/rule";
import { rule as cloudtrailTrailIsWhole } from "./cloudtrail-trail-is-whole/rule";
import { rule as cloudtrailTrailRecordsModelUse } from "./cloudtrail-trail-records-model-use/rule";
import { rule as resourceContainerIsOpened } from "./resource-container-is-opened/rule";
import { rule as resourceTypeIsJudged } from "./resource-type-is-judged/rule";
import { rule as sagemakerModelHasInventoryEntry } from "./sagemaker-model-has-inventory-entry/rule";
import { rule as workloadAnswersAreEvaluated } from "./workload-answers-are-evaluated/rule";

export const governanceRules: readonly Rule[] = [
  bedrockIngestionEmitsLineage,
  bedrockModelHasInventoryEntry,
  cloudtrailTrailIsWhole,
  cloudtrailTrailRecordsModelUse,
  resourceContainerIsOpened,
  resourceTypeIsJudged,
  sagemakerModelHasInventoryEntry,
  workloadAnswersAreEvaluated,
];
