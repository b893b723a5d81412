import type { StackPreview } from "@plinth/engine";
import { blocks, createEstate, type Judgement, judge, type ResourceRecord, recordsOf, rules } from "@plinth/policies";
import { loadStandard, type Standard } from "@plinth/standards";
import { packsInForce } from "../../../cli/readers/pack-in-force";
import { readPulumiProject } from "../../../cli/readers/pulumi-project";
import { previewProject } from "../../end-to-end/support/offline";
import { REPOSITORY } from "../../support/repository";
import { additions } from "./additions";
import { audit } from "./audit";
import { conversations } from "./conversations";
import { humanAccess } from "./human-access";
import { identity } from "./identity";
import { keys } from "./keys";
import { models } from "./models";
import type { Generator, Mutation } from "./mutation";
import { network } from "./network";
import { newResources } from "./new-resources";
import { observability } from "./observability";
import { organization } from "./organization";
import { outputs } from "./outputs";
import { roleUsers } from "./role-users";
import { storage } from "./storage";
import { tags } from "./tags";

/** One stack of each kind, each with the mutations of which those before it have not shown the like. */
export const MUTATED = [
  "support-prod",
  "org",
  "security",
  "network",
  "agent-prod",
  "assistant-prod",
  "documents-prod",
  "platform-prod",
];

export const GENERATORS: Readonly<Record<string, Generator>> = {
  additions,
  audit,
  conversations,
  humanAccess,
  identity,
  keys,
  models,
  network,
  newResources,
  observability,
  organization,
  outputs,
  roleUsers,
  storage,
  tags,
};

/** A shipped stack: its records, and what the rules say of them or of what has become of them. */
export interface Stack {
  /** The preview that the records are of. Default: none. */
  readonly preview?: StackPreview;
  readonly records: readonly ResourceRecord[];
  readonly standard: Standard;
  judge(records: readonly ResourceRecord[]): readonly Judgement[];
}

export const NO_STACK: Stack = { records: [], standard: loadStandard(), judge: () => [] };

/** Each shipped stack, by its name, under the standard that it is held to. */
export async function shippedStacks(): Promise<ReadonlyMap<string, Stack>> {
  const { stacks } = readPulumiProject(REPOSITORY);
  const packOf = packsInForce(stacks, undefined, undefined);
  const standards = new Map(stacks.map((stack) => [stack.name, packOf(stack).standard]));
  const previews = await previewProject(REPOSITORY);
  return new Map(
    previews.map((preview) => {
      const { stack, resources } = preview;
      const standard = standards.get(stack) ?? loadStandard();
      return [
        stack,
        {
          preview,
          records: recordsOf(resources),
          standard,
          judge: (records) => judge(rules, createEstate(records, standard)),
        },
      ];
    }),
  );
}

/**
 * The mutations of a stack of which no stack before it has shown the like: the same change of resources of the same
 * kinds, for the same rules. Adds them to what has been shown.
 */
export function unseen(
  mutations: readonly Mutation[],
  records: readonly ResourceRecord[],
  shown: Set<string>,
): readonly Mutation[] {
  const kinds = new Map(records.map((record) => [record.name, kindOf(record)]));
  const likeness = ({ title, caughtBy, names }: Mutation) => {
    const told = title.replaceAll(/[\w-]+/g, (word) => kinds.get(word) ?? word);
    return JSON.stringify([told, caughtBy, names.length === 1 && names.map((name) => kinds.get(name))]);
  };
  const found = mutations.filter((mutation) => !shown.has(likeness(mutation)));
  for (const mutation of found) shown.add(likeness(mutation));
  return found;
}

/** Type of a resource, with what it stores. */
function kindOf({ type, props }: ResourceRecord): string {
  return [type, Object(props.tagsAll)["plinth:store"]].join(" ");
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
