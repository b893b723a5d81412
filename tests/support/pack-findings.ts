import type { StackPreview } from "@plinth/engine";
import { baseline, blocks, createEstate, type Judgement, judge, packs, recordsOf, rulesOf } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import type { Config } from "./blueprint-examples";

/** What the pack that a configuration asks for blocks on, or cannot judge. */
export function findingsOf(config: Config, preview: StackPreview): string[] {
  return named(
    judgementsOf(config, preview).filter(
      (judgement) => blocks(judgement) || judgement.verdict.outcome === "undetermined",
    ),
  );
}

/** What it blocks on. */
export function violationsOf(config: Config, preview: StackPreview): string[] {
  return named(judgementsOf(config, preview).filter(blocks));
}

function judgementsOf(config: Config, { resources }: StackPreview): readonly Judgement[] {
  const regulated = Object(config["plinth:workload"]).regulated === true;
  const pack = (regulated && packs.get("regulated")) || baseline;
  const standard = pack.tighten?.(loadStandard()) ?? loadStandard();
  return judge(rulesOf(pack, standard), createEstate(recordsOf(resources), standard));
}

function named(judgements: readonly Judgement[]): string[] {
  return judgements.map(({ rule, resource }) => `${rule.id}: ${resource.type} ${resource.name}`);
}
