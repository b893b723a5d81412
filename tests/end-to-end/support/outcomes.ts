import type { Judgement } from "@plinth/policies";
import { nameOfUrn, parseUrn } from "@plinth/standards/pulumi/urn";
import type { Stop } from "../../exhaustive/registrations/replay";
import { createdBefore, type EngineMutation } from "./engine-mutations";
import type { Operation } from "./workspace";

/** Where a run is stopped, by which rules, and what it has created. */
export interface Outcome {
  readonly stopped: "in the preview" | "before a creation" | "at the end" | "nowhere" | "by an error";
  readonly rules: readonly string[];
  readonly created: readonly string[];
  /** What the CLI printed, if something else than a finding stopped it. */
  readonly error?: string;
}

/** What the replay says of `pulumi up`. */
export function predictedByUp({ replayed, records }: EngineMutation): Outcome {
  const { inPreview, up, atEnd } = replayed;
  if (inPreview.length > 0) return { stopped: "in the preview", rules: rulesOf(inPreview), created: [] };
  return predicted(up[0], atEnd, records);
}

/** What the replay says of `pulumi up --skip-preview`. */
export function predictedSkippingPreview({ replayed: { skippingPreview, atEnd }, records }: EngineMutation): Outcome {
  return predicted(skippingPreview[0], atEnd, records);
}

function predicted(stop: Stop | undefined, atEnd: readonly Judgement[], records: EngineMutation["records"]): Outcome {
  const found = rulesOf(stop?.judgements ?? atEnd);
  const created = createdBefore(records, stop?.registered.urn).map(placeOf).sort();
  return { stopped: stoppedIn(created, found, records), rules: found, created };
}

/** What the engine did. */
export function outcomeOf({ records }: EngineMutation, operation: Operation): Outcome {
  const { code, stdout, stderr, events, findings, touched } = operation;
  const found = sorted(findings.flatMap(({ enforcement, policy }) => (enforcement === "mandatory" ? policy : [])));
  const created = touched.map(placeOf).sort();
  if ((code === 0) !== (found.length === 0)) {
    return { stopped: "by an error", rules: found, created, error: `${stdout}\n${stderr}` };
  }
  const isUpdate = events.some(({ summaryEvent }) => summaryEvent?.isPreview === false);
  return { stopped: isUpdate ? stoppedIn(created, found, records) : "in the preview", rules: found, created };
}

function stoppedIn(
  created: readonly string[],
  found: readonly string[],
  records: EngineMutation["records"],
): Outcome["stopped"] {
  if (found.length === 0) return "nowhere";
  return created.length < createdBefore(records).length ? "before a creation" : "at the end";
}

function rulesOf(judgements: readonly Judgement[]): readonly string[] {
  return sorted(judgements.map(({ rule }) => rule.id));
}

/** A resource by what is the same in every stack. */
function placeOf(urn: string): string {
  return `${parseUrn(urn).qualifiedType} ${nameOfUrn(urn)}`;
}

/** Each text once, in order. */
export function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
