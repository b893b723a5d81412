import { join } from "node:path";
import { blocks, createEstate, type Judgement, judge, type ResourceRecord, recordsOf, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { previewProject } from "../../engine/support/offline";
import { audit } from "./audit";
import { identity } from "./identity";
import { models } from "./models";
import type { Generator, Mutation } from "./mutation";
import { network } from "./network";
import { newcomers } from "./newcomers";
import { observability } from "./observability";
import { organization } from "./organization";
import { people } from "./people";
import { storage } from "./storage";
import { tags } from "./tags";

export const GENERATORS: Readonly<Record<string, Generator>> = {
  audit,
  identity,
  models,
  network,
  newcomers,
  observability,
  organization,
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

/** Whether one of the rules that have to catch a mutation blocks what it changed. */
export function isCaught({ caughtBy, names }: Mutation, judgements: readonly Judgement[]): boolean {
  return judgements
    .filter(blocks)
    .some((judgement) => caughtBy.includes(judgement.rule.id) && isAbout(judgement, names));
}

function isAbout({ resource, verdict }: Judgement, names: readonly string[]): boolean {
  return names.some(
    (name) => name === resource.name || (verdict.outcome === "violation" && verdict.found.includes(name)),
  );
}
