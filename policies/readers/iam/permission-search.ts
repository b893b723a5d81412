import { memoize } from "../../core/memoize";
import { UNKNOWN } from "../../core/rule";
import { type Sayings, sayingsOf } from "./applicable-statements";
import { Belief } from "./assumption";
import { product } from "./cartesian-product";
import { allHold, type Context, type Tri } from "./conditions";
import type { PatternSet, Statement } from "./document";
import { actionMatches, type Permissions } from "./evaluate";
import { compileArn, compileGlob, EVERYTHING, type Glob, literal, mayIntersect } from "./glob";
import { Effort, witnessOfEach } from "./pattern-intersection";
import { contextsFor, isSettled } from "./request-contexts";

/**
 * An action, and patterns of what it may be done to, in which `*` does not swallow the colons between an ARN's parts;
 * `${*}` for an action without resource-level permissions.
 */
export interface Target {
  readonly action: string;
  readonly resources: readonly string[];
}

/** A request that would be allowed: the proof that a principal may do what was asked. */
export interface Proof {
  readonly action: string;
  /** One resource for which it holds. */
  readonly resource: string;
  /** What the request says of itself. */
  readonly context: Context;
  /** What allows it: the policy's name and the statement's label. */
  readonly source: string;
}

export type Finding =
  | { readonly answer: "allowed"; readonly proof: Proof }
  | { readonly answer: "denied" }
  /** Allowed unless something that is not known yet denies it, or only if something not known yet allows it. */
  | { readonly answer: "unknown"; readonly action: string };

const NOTHING: Context = new Map();

/**
 * Whether there is any resource, and any request, for which a principal may do one of `targets`.
 *
 * It looks for a proof twice: once believing of everything not known yet that it forbids, once that it permits. A proof
 * against the odds is certain; none even with the odds is a refusal; anything else is not known yet.
 *
 * @param facts What is certain of the request beyond the principal's own facts: tags of the resource, its account.
 * @param unknownDenies Whether a document that is not known at all may forbid what others allow. It may; but a rule that
 * demands of every Allow to be narrow by itself does not wait for one.
 */
export function mayPerform(
  permissions: Permissions,
  targets: readonly Target[],
  facts: Context = NOTHING,
  unknownDenies = true,
): Finding {
  const questions = distinct(permissions, targets, unknownDenies);
  if (questions.length === 0) return { answer: "denied" };
  const known: Context = new Map([...permissions.facts, ...facts]);
  const effort = effortFor(permissions);
  const open: Question[] = [];
  for (const question of questions) {
    const odds = new Belief(false, effort);
    const proof = search(question, known, odds);
    if (proof !== undefined && proof !== UNKNOWN) return { answer: "allowed", proof };
    if (proof === UNKNOWN || odds.mattered) open.push(question);
  }
  for (const question of open) {
    if (search(question, known, new Belief(true, effort)) !== undefined) {
      return { answer: "unknown", action: question.target.action };
    }
  }
  return { answer: "denied" };
}

/** All questions about the same permissions share what their answers may cost. */
const effortFor = memoize((_: Permissions) => new Effort());

/** A target, and the statements that decide about it. */
interface Question extends Sayings {
  readonly target: Target;
}

/** One question of each kind that no statement tells apart, leaving out what nothing could allow. */
function distinct(permissions: Permissions, targets: readonly Target[], unknownDenies: boolean): Question[] {
  const questions: Question[] = [];
  const kinds = new Map<readonly string[], Set<string>>();
  for (const target of targets) {
    const sayings = sayingsOf(permissions, target.action);
    const asked = kinds.get(target.resources) ?? new Set();
    if (!sayings || asked.has(sayings.kind)) continue;
    kinds.set(target.resources, asked.add(sayings.kind));
    const denies = unknownDenies ? sayings.denies : sayings.denies.filter(({ effect }) => effect !== UNKNOWN);
    questions.push({ ...sayings, denies, target });
  }
  return questions;
}

/** Ways to combine statements that are tried before the question counts as too intricate to answer. */
const COMBINATIONS = 500;

function search(
  { target, grants, limits, denies }: Question,
  facts: Context,
  belief: Belief,
): Proof | undefined | typeof UNKNOWN {
  const forbidding = denies.flatMap((statement) => denying(statement, target, facts, belief));
  const within = limits.map((level) => level.flatMap((statement) => allowing(statement, target, facts, belief)));
  let tried = 0;
  for (const { source, statement } of grants) {
    for (const given of allowing(statement, target, facts, belief)) {
      for (const others of product(within)) {
        if (++tried > COMBINATIONS) return UNKNOWN;
        const found = reachable([given, ...others], forbidding, target, facts, belief);
        if (belief.effort.isSpent) return UNKNOWN;
        if (found) return { action: target.action, ...found, source: `${source.name}, ${statement.label}` };
      }
    }
  }
  return undefined;
}

function allowing(statement: Statement, target: Target, facts: Context, belief: Belief): readonly Statement[] {
  return concerning(statement, target, facts, (value) => belief.forAllow(value));
}

function denying(statement: Statement, target: Target, facts: Context, belief: Belief): readonly Statement[] {
  return concerning(statement, target, facts, (value) => belief.forDeny(value));
}

/** The statement with those conditions that the facts leave open; nothing if it does not concern the target at all. */
function concerning(
  statement: Statement,
  { action, resources }: Target,
  facts: Context,
  believed: (value: Tri) => boolean,
): readonly Statement[] {
  if (!touches(statement.resources, resources)) return [];
  if (!believed(statement.effect === UNKNOWN ? UNKNOWN : true)) return [];
  if (!believed(actionMatches(statement.actions, action))) return [];
  const settled = statement.conditions.filter((condition) => isSettled(condition, facts));
  if (settled.length === 0) return [statement];
  if (!believed(allHold(settled, facts))) return [];
  return [{ ...statement, conditions: statement.conditions.filter((condition) => !settled.includes(condition)) }];
}

const touching = memoize((_: PatternSet) => new WeakMap<readonly string[], boolean>());

/** Whether a statement could speak of any of the resources, at a glance: most do not, and need no search. */
function touches(set: PatternSet, resources: readonly string[]): boolean {
  if (set.negated) return true;
  const known = touching(set);
  let answer = known.get(resources);
  if (answer === undefined) {
    const asked = resources.map(compileArn);
    answer = set.patterns.some((p) => p === UNKNOWN || asked.some((glob) => mayIntersect(compileGlob(p), glob)));
    known.set(resources, answer);
  }
  return answer;
}

/** A resource that all `grants` allow at once and no deny forbids, in some request. */
function reachable(
  grants: readonly Statement[],
  denies: readonly Statement[],
  target: Target,
  facts: Context,
  belief: Belief,
): Pick<Proof, "resource" | "context"> | undefined {
  belief.effort.spend(grants.length + denies.length);
  // What no request could reach needs none tried.
  const unconditional = denies.filter(({ conditions }) => conditions.length === 0);
  const resource = resourceWithin(grants, unconditional, target, belief, facts);
  const conditions = [...grants, ...denies].flatMap((statement) => statement.conditions);
  if (resource === undefined) return undefined;
  if (conditions.length === 0) return { resource, context: facts };

  const contexts = contextsFor(conditions, facts);
  if (contexts === UNKNOWN) return belief.forAllow(UNKNOWN) ? { resource, context: facts } : undefined;
  for (const context of contexts) {
    if (!grants.every((s) => belief.forAllow(allHold(s.conditions, context)))) continue;
    const active = denies.filter((s) => belief.forDeny(allHold(s.conditions, context)));
    const resource = resourceWithin(grants, active, target, belief, context);
    if (resource !== undefined) return { resource, context };
  }
  return undefined;
}

function resourceWithin(
  grants: readonly Statement[],
  denies: readonly Statement[],
  target: Target,
  belief: Belief,
  context: Context,
): string | undefined {
  const excluded: Glob[] = [];
  const choices: (readonly Glob[])[] = [target.resources.map(compileArn)];
  const readings = [
    ...grants.map(({ resources }) => ({ ...resources, within: !resources.negated })),
    ...denies.map(({ resources }) => ({ ...resources, within: resources.negated })),
  ];
  for (const { patterns, within } of readings) {
    if (within) {
      // Here the resource has to match one of the patterns.
      choices.push(
        patterns.flatMap((p) => {
          if (p !== UNKNOWN) return [withVariables(p, context)];
          return belief.forAllow(UNKNOWN) ? [EVERYTHING] : [];
        }),
      );
    } else {
      // Here it must match none of them.
      if (patterns.includes(UNKNOWN) && !belief.forAllow(UNKNOWN)) return undefined;
      for (const p of patterns) if (p !== UNKNOWN && !p.includes("${")) excluded.push(compileGlob(p));
    }
  }
  return witnessOfEach(choices, excluded, belief.effort);
}

/** A pattern in which a policy variable is what the request says it is, and anything while it says nothing. */
function withVariables(pattern: string, context: Context): Glob {
  if (!pattern.includes("${")) return compileGlob(pattern);
  return compileGlob(pattern, (name) => {
    const values = context.get(name.toLowerCase());
    return values === undefined || values === UNKNOWN || values[0] === undefined ? EVERYTHING : literal(values[0]);
  });
}
