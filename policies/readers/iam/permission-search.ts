import { memoize } from "../../core/memoize";
import { UNKNOWN } from "../../core/rule";
import { type ApplicableStatements, applicableStatementsOf } from "./applicable-statements";
import { Assumption } from "./assumption";
import { cartesianProduct } from "./cartesian-product";
import { allHold, type Context, type Ternary } from "./conditions";
import type { PatternSet, Statement } from "./document";
import { actionMatches, type Permissions } from "./evaluate";
import { compileArn, compileGlob, EVERYTHING, type Glob, literal, mayIntersect } from "./glob";
import { matchingTextOfEach } from "./pattern-intersection";
import { contextsFor, isDecidedBy } from "./request-contexts";
import { SearchBudget } from "./search-budget";

/**
 * An action, and patterns of what it may be done to, in which `*` does not swallow the colons between an ARN's parts;
 * `${*}` for an action without resource-level permissions.
 */
export interface Target {
  readonly action: string;
  readonly resources: readonly string[];
}

/** An action on one pattern of resources. */
export function onResource(action: string, resource: string): Target {
  return { action, resources: [resource] };
}

/** A request that would be allowed: the proof that a principal may do what was asked. */
export interface Proof {
  readonly action: string;
  /** One resource for which it holds. */
  readonly resource: string;
  /** Context keys of the request. */
  readonly context: Context;
  /** What allows it: the policy's name and the statement's label. */
  readonly source: string;
}

export type Finding =
  | { readonly answer: "allowed"; readonly proof: Proof }
  | { readonly answer: "denied" }
  /** Allowed unless something that is not known yet denies it, or only if something not known yet allows it. */
  | { readonly answer: "unknown"; readonly action: string };

const NO_FACTS: Context = new Map();

/**
 * Whether there is any resource, and any request, for which a principal may do one of `targets`.
 *
 * It searches twice: first under the assumption that everything not known yet denies, then that it allows. A proof under
 * the first assumption is certain; none under the second is a denial; anything else is not known yet.
 *
 * @param facts What is certain of the request beyond the principal's own facts: tags of the resource, its account.
 * @param unknownDenies Whether a document that is not known at all may forbid what others allow. It may; but a rule that
 * demands of every Allow to be narrow by itself does not wait for one.
 * @param certainOnly Whether what may be allowed counts as denied, so that it is not searched for.
 */
export function mayPerform(
  permissions: Permissions,
  targets: readonly Target[],
  facts: Context = NO_FACTS,
  unknownDenies = true,
  certainOnly = false,
): Finding {
  const questions = distinct(permissions, targets, unknownDenies);
  if (questions.length === 0) return { answer: "denied" };
  const known: Context = new Map([...permissions.facts, ...facts]);
  const budget = budgetFor(permissions);
  const open: Question[] = [];
  for (const question of questions) {
    const denyAssumption = new Assumption(false, budget);
    const proof = search(question, known, denyAssumption);
    if (proof !== undefined && proof !== UNKNOWN) return { answer: "allowed", proof };
    if (proof === UNKNOWN || denyAssumption.wasApplied) open.push(question);
  }
  for (const question of certainOnly ? [] : open) {
    if (search(question, known, new Assumption(true, budget)) !== undefined) {
      return { answer: "unknown", action: question.target.action };
    }
  }
  return { answer: "denied" };
}

/** All searches of the same permissions share one budget. */
const budgetFor = memoize((_: Permissions) => new SearchBudget());

/** A target, and the statements that decide about it. */
interface Question extends ApplicableStatements {
  readonly target: Target;
}

/** One question for all targets that no statement distinguishes, without those that nothing could allow. */
function distinct(permissions: Permissions, targets: readonly Target[], unknownDenies: boolean): Question[] {
  const questions: Question[] = [];
  const signatures = new Map<readonly string[], Set<string>>();
  for (const target of targets) {
    const statements = applicableStatementsOf(permissions, target.action);
    const seen = signatures.get(target.resources) ?? new Set();
    if (!statements || seen.has(statements.signature)) continue;
    signatures.set(target.resources, seen.add(statements.signature));
    const denies = unknownDenies ? statements.denies : statements.denies.filter(({ effect }) => effect !== UNKNOWN);
    questions.push({ ...statements, denies, target });
  }
  return questions;
}

/** Most combinations of statements that are tried before the answer is "not known". */
const MAX_COMBINATIONS = 500;

function search(
  { target, allows, limits, denies }: Question,
  facts: Context,
  assumption: Assumption,
): Proof | undefined | typeof UNKNOWN {
  const applicableDenies = denies.flatMap((statement) => deniesFor(statement, target, facts, assumption));
  const applicableLimits = limits.map((level) =>
    level.flatMap((statement) => allowsFor(statement, target, facts, assumption)),
  );
  let tried = 0;
  for (const { source, statement } of allows) {
    for (const allow of allowsFor(statement, target, facts, assumption)) {
      for (const others of cartesianProduct(applicableLimits)) {
        if (++tried > MAX_COMBINATIONS) return UNKNOWN;
        const found = requestAllowedBy([allow, ...others], applicableDenies, target, facts, assumption);
        if (assumption.budget.isExhausted) return UNKNOWN;
        if (found) return { action: target.action, ...found, source: `${source.name}, ${statement.label}` };
      }
    }
  }
  return undefined;
}

function allowsFor(statement: Statement, target: Target, facts: Context, assumption: Assumption): readonly Statement[] {
  return applicableTo(statement, target, facts, (value) => assumption.holdsForAllow(value));
}

function deniesFor(statement: Statement, target: Target, facts: Context, assumption: Assumption): readonly Statement[] {
  return applicableTo(statement, target, facts, (value) => assumption.holdsForDeny(value));
}

/** The statement with the conditions that the facts do not decide; empty if it does not apply to the target. */
function applicableTo(
  statement: Statement,
  { action, resources }: Target,
  facts: Context,
  holds: (value: Ternary) => boolean,
): readonly Statement[] {
  if (!mayMatchResources(statement.resources, resources)) return [];
  if (!holds(statement.effect === UNKNOWN ? UNKNOWN : true)) return [];
  if (!holds(actionMatches(statement.actions, action))) return [];
  const decided = statement.conditions.filter((condition) => isDecidedBy(condition, facts));
  if (decided.length === 0) return [statement];
  if (!holds(allHold(decided, facts))) return [];
  return [{ ...statement, conditions: statement.conditions.filter((condition) => !decided.includes(condition)) }];
}

const resourceMatches = memoize((_: PatternSet) => new WeakMap<readonly string[], boolean>());

/** Whether a statement could match any of the resources, without a search: most match none. */
function mayMatchResources(set: PatternSet, resources: readonly string[]): boolean {
  if (set.negated) return true;
  const known = resourceMatches(set);
  let answer = known.get(resources);
  if (answer === undefined) {
    const globs = resources.map(compileArn);
    answer = set.patterns.some((p) => p === UNKNOWN || globs.some((glob) => mayIntersect(compileGlob(p), glob)));
    known.set(resources, answer);
  }
  return answer;
}

/** A resource that all `grants` allow at once and no deny forbids, in some request. */
function requestAllowedBy(
  grants: readonly Statement[],
  denies: readonly Statement[],
  target: Target,
  facts: Context,
  assumption: Assumption,
): Pick<Proof, "resource" | "context"> | undefined {
  assumption.budget.spend(grants.length + denies.length);
  // If no request can reach it, contexts need not be tried.
  const unconditional = denies.filter(({ conditions }) => conditions.length === 0);
  const resource = resourceAllowedBy(grants, unconditional, target, assumption, facts);
  const conditions = [...grants, ...denies].flatMap((statement) => statement.conditions);
  if (resource === undefined) return undefined;
  if (conditions.length === 0) return { resource, context: facts };

  const contexts = contextsFor(conditions, facts);
  if (contexts === UNKNOWN) return assumption.holdsForAllow(UNKNOWN) ? { resource, context: facts } : undefined;
  for (const context of contexts) {
    assumption.budget.spend(conditions.length);
    if (assumption.budget.isExhausted) return undefined;
    if (!grants.every((s) => assumption.holdsForAllow(allHold(s.conditions, context)))) continue;
    const active = denies.filter((s) => assumption.holdsForDeny(allHold(s.conditions, context)));
    const resource = resourceAllowedBy(grants, active, target, assumption, context);
    if (resource !== undefined) return { resource, context };
  }
  return undefined;
}

function resourceAllowedBy(
  grants: readonly Statement[],
  denies: readonly Statement[],
  target: Target,
  assumption: Assumption,
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
          return assumption.holdsForAllow(UNKNOWN) ? [EVERYTHING] : [];
        }),
      );
    } else {
      // Here it must match none of them.
      if (patterns.includes(UNKNOWN) && !assumption.holdsForAllow(UNKNOWN)) return undefined;
      for (const p of patterns) if (p !== UNKNOWN && !p.includes("${")) excluded.push(compileGlob(p));
    }
  }
  return matchingTextOfEach(choices, excluded, assumption.budget);
}

/** A pattern with policy variables resolved by the request context; a variable without a value matches anything. */
function withVariables(pattern: string, context: Context): Glob {
  if (!pattern.includes("${")) return compileGlob(pattern);
  return compileGlob(pattern, (name) => {
    const values = context.get(name.toLowerCase());
    return values === undefined || values === UNKNOWN || values[0] === undefined ? EVERYTHING : literal(values[0]);
  });
}
