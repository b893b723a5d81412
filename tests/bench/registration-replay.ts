/**
 * Replays every mutation of the stacks as the engine registers it: a preview in which nothing is known that AWS assigns,
 * then an update with known values, in the program's order and in one by chance. Prints what blocks when, and what could
 * still be cured, by kind; progress is on stderr. Arguments: every nth mutation only. Default: each, about 40 minutes.
 */
import { MUTATED } from "../exhaustive/mutations/mutated-stacks";
import {
  isIncurable,
  mutationsOf,
  type ReplayedMutation,
  replayedStacks,
  replayMutation,
} from "../exhaustive/registrations/replayed-mutations";

const ORDERS = 2;

void main();

async function main(): Promise<void> {
  const every = Number(process.argv[2] ?? 1);
  const shown = new Map<string, Set<string>>();
  const replayed: ReplayedMutation[] = [];
  for (const stack of await replayedStacks(MUTATED)) {
    const some = mutationsOf(stack, shown).filter((_, i) => i % every === 0);
    for (const { kind, mutation } of some) replayed.push(replayMutation(stack, kind, mutation, ORDERS));
    process.stderr.write(`${stack.name}: ${some.length} mutations replayed, ${replayed.length} in all\n`);
  }
  const mandatory = replayed.filter(({ atEnd }) => atEnd.length > 0);
  tell("all", mandatory);
  for (const kind of new Set(mandatory.map((one) => one.kind))) {
    tell(
      kind,
      mandatory.filter((one) => one.kind === kind),
    );
  }
  tellCurable(mandatory);
}

function tell(what: string, mutations: readonly ReplayedMutation[]): void {
  const incurable = mutations.filter(isIncurable);
  const share = (some: readonly unknown[], of: readonly unknown[]) => `${some.length}/${of.length}`;
  const stops = (which: "up" | "skippingPreview") => (one: ReplayedMutation) =>
    one[which].every((stop) => stop !== undefined);
  console.log(
    [
      what.padEnd(14),
      `in preview ${share(mutations.filter(blocksInPreview), mutations)}`,
      `in preview or before creation, by up ${share(
        mutations.filter((one) => blocksInPreview(one) || stops("up")(one)),
        mutations,
      )}`,
      `before creation, skipping the preview ${share(mutations.filter(stops("skippingPreview")), mutations)}`,
      `of what nothing can cure ${share(incurable.filter(stops("skippingPreview")), incurable)}`,
      `other outcome in another order ${mutations.filter(dependsOnOrder).length}`,
    ].join("; "),
  );
}

function blocksInPreview({ inPreview }: ReplayedMutation): boolean {
  return inPreview.length > 0;
}

function dependsOnOrder({ up, skippingPreview }: ReplayedMutation): boolean {
  return [up, skippingPreview].some((stops) => new Set(stops.map((stop) => stop !== undefined)).size > 1);
}

/** What is left to the end under `--skip-preview`, by the rule that finds it then. */
function tellCurable(mutations: readonly ReplayedMutation[]): void {
  const left = mutations.filter(({ skippingPreview }) => skippingPreview.includes(undefined));
  const byRule = new Map<string, ReplayedMutation[]>();
  for (const one of left) {
    for (const rule of new Set(one.atEnd.map(({ rule: { id } }) => id)))
      byRule.set(rule, [...(byRule.get(rule) ?? []), one]);
  }
  for (const [rule, some] of byRule) {
    const verdict = some[0]?.atEnd.find((judgement) => judgement.rule.id === rule);
    const cures =
      (verdict?.verdict.outcome === "violation" ? verdict.verdict.cures : undefined) ??
      verdict?.rule.cures ??
      "anything";
    console.log(
      `  left to the end: ${rule} ${some.length}; curable by ${cures === "anything" ? cures : cures.slice(0, 3).join(", ")}`,
    );
    for (const { title } of some.filter(isIncurable).slice(0, 5))
      console.log(`    although nothing cures it: ${title}`);
  }
}
