import { CLASSIFICATIONS, type Classification, isAtLeast, type Standard } from "@plinth/standards";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { DATA_STORES } from "../../../readers/data/data-stores";
import { DIRECT_CARRIERS, directFlowsOf } from "../../../readers/data/direct-flows";
import { type DataFlow, flowOfCompute, flowOfKnowledgeBase, KNOWLEDGE_BASES } from "../../../readers/data/flows";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { ROLE_USING_TYPES } from "../../../readers/iam/compute-roles";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { resourcesStartedBy, STARTERS } from "../../../readers/models/started-resources";
import { classificationOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "data-flow-keeps-classification",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: [...PERMISSION_TYPES, ...DATA_STORES],
  causes: [...PERMISSION_TYPES, ...DATA_STORES, "aws:bedrock/agentDataSource:AgentDataSource"],
  title: "Data keeps its classification on the way from source to copies, vector stores and outputs",
  scope: "stack",
  types: [...new Set([...ROLE_USING_TYPES, ...KNOWLEDGE_BASES, ...DIRECT_CARRIERS, ...STARTERS])],

  judge(carrier, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;

    const { standard } = estate;
    const flows = flowsOf(carrier, estate);
    const fall = flows.map((flow) => fallOf(flow, standard)).find((one) => one !== undefined);
    if (fall) {
      return {
        outcome: "violation",
        found: `${carrier.name} carries ${fall.level} data from ${fall.source.name} to ${fall.target.name}, whose level is lower`,
        required: `a store of ${fall.level} data, or of a higher level`,
        fix: "raise the target's classification tag with what follows from it, or take away the copy or the permission to write there",
      };
    }
    if (!flows.every(({ complete }) => complete)) {
      return { outcome: "undetermined", reason: "what it reads or writes is not all known yet" };
    }
    const carried = flows.filter(({ sources, targets }) => sources.length > 0 && targets.length > 0);
    if (carried.length === 0) {
      return { outcome: "not-applicable", reason: "it carries nothing from one store of this stack to another" };
    }
    const open = carried.some(({ sources, targets }) =>
      [...sources, ...targets].some((store) => classificationOf(store, standard) === UNKNOWN),
    );
    return open ? { outcome: "undetermined", reason: "a classification tag is not known yet" } : { outcome: "pass" };
  },
};

function flowsOf(carrier: ResourceRecord, estate: Estate): readonly DataFlow[] {
  const direct = [...directFlowsOf(carrier, estate), ...flowsStartedBy(carrier, estate)];
  if (KNOWLEDGE_BASES.includes(carrier.type)) return [...direct, flowOfKnowledgeBase(carrier, estate)];
  return ROLE_USING_TYPES.includes(carrier.type) ? [...direct, flowOfCompute(carrier, estate)] : direct;
}

/** What the jobs that a workflow starts read and write; a job has no edges of its own, so its buckets are told by name. */
function flowsStartedBy(carrier: ResourceRecord, estate: Estate): readonly DataFlow[] {
  const started = STARTERS.includes(carrier.type) ? resourcesStartedBy(carrier, estate) : [];
  if (started === UNKNOWN) return [{ sources: [], targets: [], complete: false }];
  return started.flatMap((job) => directFlowsOf({ ...job, edges: {} }, estate));
}

/** The highest level of what a flow carries, where one of its targets is below. */
function fallOf({ sources, targets }: DataFlow, standard: Standard) {
  const highest = highestOf(sources, standard);
  const target = highest && targets.find((one) => isBelow(one, highest.level, standard));
  return highest && target && { ...highest, target };
}

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
