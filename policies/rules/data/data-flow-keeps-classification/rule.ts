import { CLASSIFICATIONS, type Classification, isAtLeast, type Standard } from "@plinth/standards";
import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { DATA_STORES } from "../../../readers/data/data-stores";
import { flowOfCompute, flowOfKnowledgeBase, KNOWLEDGE_BASES } from "../../../readers/data/flows";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { ROLE_USING_TYPES } from "../../../readers/iam/compute-roles";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { classificationOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "data-flow-keeps-classification",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: [...PERMISSION_TYPES, ...DATA_STORES],
  causes: [...PERMISSION_TYPES, ...DATA_STORES, "aws:bedrock/agentDataSource:AgentDataSource"],
  title: "Data keeps its classification on the way from source to vector store and outputs",
  scope: "stack",
  types: [...new Set([...ROLE_USING_TYPES, ...KNOWLEDGE_BASES])],

  judge(carrier, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;

    const flow = KNOWLEDGE_BASES.includes(carrier.type)
      ? flowOfKnowledgeBase(carrier, estate)
      : flowOfCompute(carrier, estate);
    const { standard } = estate;
    const highest = highestOf(flow.sources, standard);
    const lower = highest ? flow.targets.find((target) => isBelow(target, highest.level, standard)) : undefined;
    if (highest && lower) {
      return {
        outcome: "violation",
        found: `${carrier.name} carries ${highest.level} data from ${highest.source.name} to ${lower.name}, whose level is lower`,
        required: `a store of ${highest.level} data, or of a higher level`,
        fix: "raise the target's classification tag with what follows from it, or take away the permission to write there",
      };
    }
    if (!flow.complete) return { outcome: "undetermined", reason: "what it reads or writes is not all known yet" };
    if (flow.sources.length === 0 || flow.targets.length === 0) {
      return { outcome: "not-applicable", reason: "it carries nothing from one store of this stack to another" };
    }
    const open = [...flow.sources, ...flow.targets].some((store) => classificationOf(store, standard) === UNKNOWN);
    return open ? { outcome: "undetermined", reason: "a classification tag is not known yet" } : { outcome: "pass" };
  },
};

function highestOf(sources: readonly ResourceRecord[], standard: Standard) {
  return sources
    .flatMap((source) => {
      const level = classificationOf(source, standard);
      return level === undefined || level === UNKNOWN ? [] : [{ source, level }];
    })
    .sort((a, b) => CLASSIFICATIONS.indexOf(b.level) - CLASSIFICATIONS.indexOf(a.level))[0];
}

/** An unclassified target is data-store-is-classified's finding. */
function isBelow(target: ResourceRecord, level: Classification, standard: Standard): boolean {
  const own = classificationOf(target, standard);
  return own !== undefined && own !== UNKNOWN && !isAtLeast(own, level);
}
