import { stackOfUrn } from "@plinth/standards/pulumi/urn";
import type { Judgement, Waiver } from "../core/judge";
import { type KnownFinding, keyOfFinding } from "./baseline-file";
import { fingerprintOf } from "./fingerprint";
import { matches, today, waiverFor } from "./waivers";

/** What does not block although it is a violation: waivers, and findings from before. The same for packs and previews. */
export class Exceptions {
  readonly #waivers: readonly Waiver[];
  readonly #known: ReadonlySet<string>;
  readonly #day: string;

  /** @param day ISO date on which waivers are in force. Default: today. */
  constructor(waivers: readonly Waiver[] = [], baseline: readonly KnownFinding[] = [], day: string = today()) {
    this.#waivers = waivers;
    this.#known = new Set(baseline.map(keyOfFinding));
    this.#day = day;
  }

  /**
   * The judgement with what excepts it: a waiver goes for what is undetermined as well, a baseline for violations only.
   * A judgement that needs no exception is as it was, and so is that of a rule which failed: nobody knows what it is.
   */
  apply(judgement: Judgement): Judgement {
    const { rule, resource, verdict, fault } = judgement;
    if (fault || (verdict.outcome !== "violation" && verdict.outcome !== "undetermined")) return judgement;
    const waiver = waiverFor(this.#waivers, rule.id, resource.urn, this.#day);
    if (waiver) return { ...judgement, waiver };
    const lapsed = this.#waivers.find((w) => w.rule === rule.id && matches(w.resource, resource.urn));
    const finding = this.#known.size > 0 ? findingOf(judgement) : undefined;
    const known = finding && this.#known.has(keyOfFinding(finding));
    return { ...judgement, ...(lapsed && { lapsed }), ...(known && { known }) };
  }
}

/** A violation as a baseline holds it; undefined for every other judgement. */
export function findingOf({ rule, resource, verdict }: Judgement): KnownFinding | undefined {
  if (verdict.outcome !== "violation") return undefined;
  return { rule: rule.id, resource: resource.urn, found: fingerprintOf({ resource }, verdict.found) };
}

/** What a baseline lists of `stacks` and was not found again: to be taken out of it. */
export function goneFrom(
  baseline: readonly KnownFinding[],
  judgements: readonly Judgement[],
  stacks: readonly string[],
): readonly KnownFinding[] {
  const found = new Set(judgements.flatMap((j) => findingOf(j) ?? []).map(keyOfFinding));
  return baseline.filter((f) => stacks.includes(stackOf(f)) && !found.has(keyOfFinding(f)));
}

/** The stack of a finding's or a waiver's resource. */
export function stackOf({ resource }: Pick<KnownFinding, "resource">): string {
  return stackOfUrn(resource);
}
