import { nearest } from "@plinth/standards";
import type { Judgement } from "./judge";
import type { Rule } from "./rule";
import { matches, today, type Waiver } from "./waivers";

/** A waiver that should be removed, renewed or narrowed. It holds all the same, unless it has expired. */
export interface WaiverFault {
  readonly waiver: Waiver;
  readonly fault: "expired" | "unused" | "too-broad" | "unknown-rule";
  /** What is wrong, and what to do. */
  readonly message: string;
}

export interface WaiverAudit {
  readonly rules: readonly Rule[];
  /** Whether the judgements are of every stack that a waiver may be about; only then can one be called unused. */
  readonly complete: boolean;
  /** ISO date. Default: today. */
  readonly day?: string;
}

/** How many resources one waiver may cover: more are an exception to the rule itself, which its level is for. */
const MOST_RESOURCES = 10;

/** What is wrong with waivers, told in the light of everything that was judged in a run. */
export function auditWaivers(
  waivers: readonly Waiver[],
  judgements: readonly Judgement[],
  { rules, complete, day = today() }: WaiverAudit,
): WaiverFault[] {
  const ids = new Set(rules.map(({ id }) => id));
  return waivers.flatMap((waiver): WaiverFault[] => {
    if (!ids.has(waiver.rule)) {
      const meant = nearest(waiver.rule, ids);
      const hint = meant ? `did you mean ${meant}?` : "plinth explain lists the rules";
      return [{ waiver, fault: "unknown-rule", message: `there is no rule ${waiver.rule}; ${hint}` }];
    }
    if (waiver.expires < day) {
      return [{ waiver, fault: "expired", message: `expired on ${waiver.expires}: remove it, or have it renewed` }];
    }
    const covered = judgements.filter((j) => j.rule.id === waiver.rule && matches(waiver.resource, j.resource.urn));
    const breadth = tooBroad(waiver.resource, covered.length);
    if (breadth) return [{ waiver, fault: "too-broad", message: breadth }];
    if (complete && !covered.some((j) => j.waiver === waiver)) {
      return [{ waiver, fault: "unused", message: "nothing that was found needs it: remove it" }];
    }
    return [];
  });
}

function tooBroad(pattern: string, covered: number): string | undefined {
  const name = pattern.slice("urn:pulumi:".length).split("::").at(-1) ?? "";
  if (name.replaceAll("*", "") === "") return "covers resources of every name: end the pattern with a resource's name";
  return covered > MOST_RESOURCES
    ? `covers ${covered} resources, at most ${MOST_RESOURCES} are allowed: name those that need it`
    : undefined;
}
