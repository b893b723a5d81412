import type { StackPreview } from "@plinth/engine";
import { baseline, blocks, createEstate, judge, packs, recordsOf, rulesOf } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import type { Config } from "./blueprint-examples";

/** What the pack that a configuration asks for blocks on, or cannot judge. */
export function findingsOf(config: Config, { resources }: StackPreview): string[] {
  const regulated = Object(config["plinth:workload"]).regulated === true;
  const pack = (regulated && packs.get("regulated")) || baseline;
  const standard = pack.tighten?.(loadStandard()) ?? loadStandard();
  return judge(rulesOf(pack, standard), createEstate(recordsOf(resources), standard))
    .filter((judgement) => blocks(judgement) || judgement.verdict.outcome === "undetermined")
    .map(({ rule, resource }) => `${rule.id}: ${resource.type} ${resource.name}`);
}
