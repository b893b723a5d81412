import { join } from "node:path";
import { blocks, createEstate, type Judgement, judge, type ResourceRecord, recordsOf, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { previewProject } from "../../engine/support/offline";
import { additions } from "./additions";
import { audit } from "./audit";
import { conversations } from "./conversations";
import { identity } from "./identity";
import { keys } from "./keys";
import { models } from "./models";
import type { Generator, Mutation } from "./mutation";
import { network } from "./network";
import { newcomers } from "./newcomers";
import { observability } from "./observability";
import { organization } from "./organization";
import { outputs } from "./outputs";
import { people } from "./people";
import { storage } from "./storage";
import { tags } from "./tags";

export const GENERATORS: Readonly<Record<string, Generator>> = {
  additions,
  audit,
  conversations,
  identity,
  keys,
  models,
  network,
  newcomers,
  observability,
  organization,
  outputs,
  people,
  storage,
  tags,
};

const standard = loadStandard();

/** Records of each shipped stack, by its name. */
export async function shippedStacks(): Promise<ReadonlyMap<string, readonly ResourceRecord[]>> {
  const previews = await previewProject(join(__dirname, "../../.."));
  return new Map(previews.map(({ stack, resources }) => [stack, recordsOf(resources)]));
}

export function judgementsOf(records: readonly ResourceRecord[]): readonly Judgement[] {
  return judge(rules, createEstate(records, standard));
}

/** Of the rules that have to catch a mutation, those that do: what they say of the change blocks, if the rule can. */
export function catchersOf({ caughtBy, names }: Mutation, judgements: readonly Judgement[]): readonly string[] {
  const catching = judgements.filter(
    (judgement) => caughtBy.includes(judgement.rule.id) && isFinding(judgement) && isAbout(judgement, names),
  );
  return [...new Set(catching.map(({ rule }) => rule.id))];
}

/** Whether a rule says of something all that it can: a mandatory rule has to block. */
function isFinding(judgement: Judgement): boolean {
  const { rule, verdict } = judgement;
  return rule.level === "advisory" ? verdict.outcome === "violation" : blocks(judgement);
}

function isAbout({ resource, verdict }: Judgement, names: readonly string[]): boolean {
  return names.some(
    (name) => name === resource.name || (verdict.outcome === "violation" && verdict.found.includes(name)),
  );
}
