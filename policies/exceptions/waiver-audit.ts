import { nearest } from "@plinth/standards";
import { URN_PREFIX } from "@plinth/standards/pulumi/urn";
import type { Judgement, Waiver } from "../core/judge";
import type { Rule } from "../core/rule";
import { stackOf } from "./exceptions";
import { matches, today } from "./waivers";

/** A waiver that should be removed, renewed or narrowed. It holds all the same, unless it has expired. */
export interface WaiverFault {
  /** The waiver that is at fault. */
  readonly waiver: Waiver;
  /** What kind of fault it is. */
  readonly fault: "expired" | "unused" | "too-broad" | "unknown-rule";
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** What packs and previews say of waivers, as a policy that Pulumi's policy configuration can raise or switch off. */
export const WAIVERS_POLICY = {
  id: "waivers-are-current",
  title: "Every waiver is in force, needed, and about few resources",
  level: "advisory",
} as const;

/** What an audit of waivers compares them with. */
export interface WaiverAudit {
  /** All rules that there are: a waiver of another one is a mistake. */
  readonly rules: readonly Pick<Rule, "id">[];
  /** Rules that were judged: a waiver of another one may be needed elsewhere. Default: all. */
  readonly judged?: readonly Pick<Rule, "id">[];
  /** Stacks that were judged, or all that a waiver may be about: only of those can a waiver be called unused. */
  readonly stacks: readonly string[] | "all";
  /** ISO date. Default: today. */
  readonly day?: string;
}

/** How many resources one waiver may cover: more are an exception to the rule itself, which its level is for. */
const MAX_RESOURCES = 10;

/** What is wrong with waivers, told in the light of everything that was judged in a run. */
export function auditWaivers(
  waivers: readonly Waiver[],
  judgements: readonly Judgement[],
  { rules, judged = rules, stacks, day = today() }: WaiverAudit,
): WaiverFault[] {
  const ids = new Set(rules.map(({ id }) => id));
  const judgedIds = new Set(judged.map(({ id }) => id));
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
    const breadth = breadthFault(waiver.resource, covered.length);
    if (breadth) return [{ waiver, fault: "too-broad", message: breadth }];
    const complete = stacks === "all" || stacks.includes(stackOf(waiver));
    if (complete && judgedIds.has(waiver.rule) && !covered.some((j) => j.waiver === waiver)) {
      return [{ waiver, fault: "unused", message: "nothing that was found needs it: remove it" }];
    }
    return [];
  });
}

/** Whether a waiver is about resources of a stack: it names the stack, or a pattern in its place. */
export function coversStack(waiver: Waiver, stack: string): boolean {
  const named = stackOf(waiver);
  return named.includes("*") || named === stack;
}

function breadthFault(pattern: string, covered: number): string | undefined {
  const name = pattern.slice(URN_PREFIX.length).split("::").at(-1) ?? "";
  if (name.replaceAll("*", "") === "") return "covers resources of every name: end the pattern with a resource's name";
  return covered > MAX_RESOURCES
    ? `covers ${covered} resources, at most ${MAX_RESOURCES} are allowed: name those that need it`
    : undefined;
}
