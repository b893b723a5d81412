import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProgramError, previewStack } from "@plinth/engine";
import { type ResourceRecord, rules } from "@plinth/policies";
import { loadStandard, type Standard } from "@plinth/standards";
import { isProviderType } from "@plinth/standards/pulumi/urn";
import { MUTATED } from "../../exhaustive/mutations/mutated-stacks";
import type { Mutation } from "../../exhaustive/mutations/mutation";
import {
  mutationsOf,
  type ReplayedMutation,
  type ReplayedStack,
  replayedStack,
  replayedStacks,
  replayMutation,
} from "../../exhaustive/registrations/replayed-mutations";
import { cutDown } from "./cut-down";
import { registrationsFor } from "./registered-records";

const PROJECT = "registrations";
/** More than that takes the engine too long. */
const MAX_RESOURCES = 60;

/** Of mutations of one kind for one rule, those that are tried. */
const MAX_TRIES = 6;

/** A mutation of a stack that was cut down to what it touches, as a program that the engine can run. */
export interface EngineMutation {
  /** Name of its stack in the program's project. */
  readonly stack: string;
  readonly title: string;
  readonly kind: string;
  /** The rule that has to find it; what an advisory one finds stops nothing. */
  readonly rule: string;
  /** What the replay says of the program. */
  readonly replayed: ReplayedMutation;
  /** What the program registers, in its order. */
  readonly records: readonly ResourceRecord[];
}

/**
 * Mutations of the stacks: one for each rule, and one for each kind that these leave out. Of those that are like one
 * another it is the first that can be cut down to few resources, and is a program that the provider accepts.
 * @param directory Where the program is and what it registers is written, a file for each stack.
 */
export async function engineMutations(directory: string): Promise<readonly EngineMutation[]> {
  const shown = new Map<string, Set<string>>();
  const tries = new Map<string, number>();
  const chosen: EngineMutation[] = [];
  for (const shipped of await replayedStacks(MUTATED)) {
    // The baseline pack judges every stack by the standard that it was built with.
    const stack = { ...shipped, standard: loadStandard() };
    for (const { kind, mutation } of mutationsOf(stack, shown)) {
      const rule = mutation.caughtBy.find(isMandatory) ?? mutation.caughtBy[0];
      const isNew = !chosen.some((one) => one.rule === rule) || !chosen.some((one) => one.kind === kind);
      const key = `${kind} ${rule}`;
      const tried = tries.get(key) ?? 0;
      if (rule === undefined || !isNew || tried >= MAX_TRIES || !isOfAws(mutation, stack)) continue;
      tries.set(key, tried + 1);
      const found = await asProgram(directory, `mutation-${chosen.length + 1}`, stack, { kind, rule, mutation });
      if (found) chosen.push(found);
    }
  }
  return chosen;
}

function isMandatory(id: string): boolean {
  return rules.some((rule) => rule.id === id && rule.level !== "advisory");
}

function isOfAws({ records }: Mutation, stack: ReplayedStack): boolean {
  const original = new Set(stack.records.map(({ urn }) => urn));
  return records.every(({ urn, type }) => original.has(urn) || type.startsWith("aws:"));
}

async function asProgram(
  directory: string,
  name: string,
  whole: ReplayedStack,
  { kind, rule, mutation }: { kind: string; rule: string; mutation: Mutation },
): Promise<EngineMutation | undefined> {
  const cut = cutDown(mutation, whole);
  if (cut.length > MAX_RESOURCES) return undefined;
  for (const stack of stacksOf(name)) {
    writeFileSync(join(directory, `${stack}.json`), JSON.stringify(registrationsFor(cut, whole)));
  }
  const own = await ranOffline(directory, name, whole.standard);
  if (!own) return undefined;
  const replayed = replayMutation(own, kind, { ...mutation, records: own.records }, 1);
  return { stack: name, title: `${whole.name}: ${mutation.title}`, kind, rule, replayed, records: own.records };
}

/** A program's stack as the offline engine registers it; undefined if its provider refuses what a mutation adds. */
async function ranOffline(directory: string, stack: string, standard: Standard): Promise<ReplayedStack | undefined> {
  const program = { project: PROJECT, stack, program: directory, directory, config: { "aws:region": "eu-west-1" } };
  try {
    return replayedStack(await previewStack(program), await previewStack(program, { unknowns: true }), standard);
  } catch (error) {
    if (error instanceof ProgramError) return undefined;
    throw error;
  }
}

/** Names of a program's stacks: one to preview and update, one to update under `--skip-preview`. */
export function stacksOf(name: string): readonly [string, string] {
  return [name, `${name}-unseen`];
}

/** URNs of what AWS makes for a program before it registers a resource, or for the whole program. */
export function createdBefore(records: readonly ResourceRecord[], registered?: string): readonly string[] {
  const place = records.findIndex(({ urn }) => urn === registered);
  const before = place < 0 ? records : records.slice(0, place);
  return before.filter(({ type, id }) => id !== undefined && !isProviderType(type)).map(({ urn }) => urn);
}
