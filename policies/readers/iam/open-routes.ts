import { EFFECTS, type Effect, type Route, routesWith } from "./action-routes";
import type { Context } from "./conditions";
import type { Permissions } from "./evaluate";
import { type Finding, mayPerform, type Proof } from "./permission-search";

/** What a principal is allowed that counts as one effect. */
export interface OpenRoutes {
  readonly effect: Effect;
  /** Each action once, in the order of the data; the first of many. */
  readonly actions: readonly string[];
  /** Whether there are more. */
  readonly more: boolean;
  /** Of the first. */
  readonly proof: Proof;
}

/** Most actions of one effect that are looked for: a finding that lists hundreds helps no one. */
const MOST_NAMED = 6;

/** What a principal's permissions open, effect by effect; `unknown` names an action that may be allowed. */
export interface Access {
  readonly open: readonly OpenRoutes[];
  readonly unknown?: string;
}

/**
 * By which actions a principal gets at what production runs. A route counts if any request for it would be allowed.
 * @param facts What is certain of every request.
 * @param within The resources of a route that count, of those that it is asked about. Default: all.
 * @param effects Default: all.
 */
export function accessOf(
  permissions: Permissions,
  facts: Context,
  within: (resources: readonly string[]) => readonly string[] = (resources) => resources,
  effects: readonly Effect[] = EFFECTS,
): Access {
  const open: OpenRoutes[] = [];
  let unknown: string | undefined;
  for (const effect of effects) {
    const actions: string[] = [];
    let proof: Proof | undefined;
    const { candidates, doubt } = candidatesOf(effect, permissions, facts, within);
    unknown ??= doubt;
    for (const route of candidates) {
      // What may be allowed is of no interest beside what is, and one such action is enough.
      const certainOnly = unknown !== undefined || route.steps.length === 1;
      const finding = findingOf(route, permissions, facts, within, certainOnly);
      if (finding.answer === "unknown") unknown ??= finding.action;
      if (finding.answer !== "allowed" || actions.includes(finding.proof.action)) continue;
      actions.push(finding.proof.action);
      proof ??= finding.proof;
      if (actions.length > MOST_NAMED) break;
    }
    if (proof) open.push({ effect, actions: actions.slice(0, MOST_NAMED), more: actions.length > MOST_NAMED, proof });
  }
  return { open, ...(unknown !== undefined && { unknown }) };
}

/** Whether any route may be open, without saying which. */
export function mayBeOpen(permissions: Permissions, facts: Context): boolean {
  return EFFECTS.some((effect) => {
    const { candidates, doubt } = candidatesOf(effect, permissions, facts, (resources) => resources);
    return candidates.length > 0 || doubt !== undefined;
  });
}

/**
 * The routes of an effect that may be open, found by one question for all of them: most principals have none. Where no
 * route of one step is certain to be open, `doubt` names an action that may be allowed.
 */
function candidatesOf(
  effect: Effect,
  permissions: Permissions,
  facts: Context,
  within: (resources: readonly string[]) => readonly string[],
): { readonly candidates: readonly Route[]; readonly doubt?: string } {
  const { single, chained } = routesWith(effect);
  const direct = answerToAny(single, permissions, facts, within);
  const begun = answerToAny(chained, permissions, facts, within);
  return {
    candidates: [...(direct.answer === "allowed" ? single : []), ...(begun.answer === "denied" ? [] : chained)],
    doubt: direct.answer === "unknown" ? direct.action : undefined,
  };
}

/** What permissions say of the first step of any of the routes. */
function answerToAny(
  routes: readonly Route[],
  permissions: Permissions,
  facts: Context,
  within: (resources: readonly string[]) => readonly string[],
): Finding {
  const steps = routes.flatMap((route) => route.steps.slice(0, 1));
  let answer: Finding = { answer: "denied" };
  for (const own of new Set(steps.map((step) => step.facts))) {
    const targets = steps
      .filter((step) => step.facts === own)
      .map(({ action, resources }) => ({ action, resources: within(resources) }))
      .filter(({ resources }) => resources.length > 0);
    const one = mayPerform(permissions, targets, withFacts(facts, own));
    if (one.answer === "allowed") return one;
    if (one.answer === "unknown") answer = one;
  }
  return answer;
}

/** The facts of every request, and those of one step. */
function withFacts(facts: Context, own: Context | undefined): Context {
  return own ? new Map([...facts, ...own]) : facts;
}

/** Whether all steps are allowed; the proof is that of the last. */
function findingOf(
  { steps }: Route,
  permissions: Permissions,
  facts: Context,
  within: (resources: readonly string[]) => readonly string[],
  certainOnly: boolean,
): Finding {
  let last: Finding = { answer: "denied" };
  let unknown: Finding | undefined;
  for (const { action, resources, facts: own } of steps) {
    const counted = within(resources);
    if (counted.length === 0) return { answer: "denied" };
    last = mayPerform(permissions, [{ action, resources: counted }], withFacts(facts, own), true, certainOnly);
    if (last.answer === "denied") return last;
    if (last.answer === "unknown") unknown = last;
  }
  return unknown ?? last;
}
