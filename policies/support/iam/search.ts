import { UNKNOWN } from "../../rule";
import { product } from "./combine";
import { allHold, type Context, type Tri } from "./conditions";
import { contextsFor } from "./contexts";
import type { PatternSet, Statement } from "./document";
import { actionMatches, type Permissions, type Source, statementsOf } from "./evaluate";
import { compileArn, compileGlob, EVERYTHING, type Glob, literal, mayIntersect } from "./glob";
import { witness } from "./witness";

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
  facts: Context = new Map(),
  unknownDenies = true,
): Finding {
  const known: Context = new Map([...permissions.facts, ...facts]);
  const plan = planOf(permissions);
  const certain = unknownDenies ? plan : { ...plan, statements: plan.statements.filter(isKnown) };
  const relevant = distinct(plan, targets);
  for (const target of relevant) {
    const proof = search(certain, target, known, "forbids");
    if (proof !== undefined && proof !== UNKNOWN) return { answer: "allowed", proof };
  }
  for (const target of relevant) {
    if (search(plan, target, known, "permits") !== undefined) return { answer: "unknown", action: target.action };
  }
  return { answer: "denied" };
}

function isKnown({ effect }: Statement): boolean {
  return effect !== UNKNOWN;
}

/** What is believed of everything that is not known yet. */
type Belief = "forbids" | "permits";

/** Ways to combine statements that are tried before the question counts as too intricate to answer. */
const COMBINATIONS = 500;

/** Permissions, sorted by what a search asks of them. */
interface Plan {
  readonly grants: readonly { readonly source: Source; readonly statement: Statement }[];
  /** What the boundary and each level of control policies must allow besides. */
  readonly levels: readonly (readonly Statement[])[];
  readonly statements: readonly Statement[];
}

const plans = new WeakMap<Permissions, Plan>();

function planOf(permissions: Permissions): Plan {
  let plan = plans.get(permissions);
  if (!plan) {
    const { identity, boundary, controls = [] } = permissions;
    const levels = [...(boundary ? [[boundary]] : []), ...controls].map(statementsOf);
    plan = {
      grants: identity.flatMap((source) => statementsOf([source]).map((statement) => ({ source, statement }))),
      levels,
      statements: [...statementsOf(identity), ...levels.flat()],
    };
    plans.set(permissions, plan);
  }
  return plan;
}

function search(plan: Plan, target: Target, facts: Context, belief: Belief): Proof | undefined | typeof UNKNOWN {
  const denies = plan.statements.filter((statement) => forbids(statement, target.action, belief));
  let tried = 0;
  for (const { source, statement } of plan.grants) {
    if (!allows(statement, target, belief)) continue;
    const limits = plan.levels.map((level) => level.filter((limit) => allows(limit, target, belief)));
    for (const others of product(limits)) {
      if (++tried > COMBINATIONS) return UNKNOWN;
      const found = reachable([statement, ...others], denies, target, facts, belief);
      if (found === UNKNOWN) return UNKNOWN;
      if (found) return { action: target.action, ...found, source: `${source.name}, ${statement.label}` };
    }
  }
  return undefined;
}

/** A resource that all `grants` allow at once and no deny forbids, in some request. */
function reachable(
  grants: readonly Statement[],
  denies: readonly Statement[],
  target: Target,
  facts: Context,
  belief: Belief,
): Pick<Proof, "resource" | "context"> | undefined | typeof UNKNOWN {
  const contexts = contextsFor(
    [...grants, ...denies].flatMap(({ conditions }) => conditions),
    facts,
  );
  if (contexts === UNKNOWN) return belief === "permits" ? UNKNOWN : undefined;
  for (const context of contexts) {
    if (!grants.every((s) => believed(allHold(s.conditions, context), belief === "permits"))) continue;
    const active = denies.filter((s) => believed(allHold(s.conditions, context), belief === "forbids"));
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
    ...grants.map((s) => ({ ...s.resources, within: !s.resources.negated, unknownFits: belief === "permits" })),
    ...denies.map((s) => ({ ...s.resources, within: s.resources.negated, unknownFits: belief === "permits" })),
  ];
  for (const { patterns, within, unknownFits } of readings) {
    if (within) {
      // Here the resource has to match one of the patterns.
      choices.push(
        patterns.flatMap((p) => (p === UNKNOWN ? (unknownFits ? [EVERYTHING] : []) : [withVariables(p, context)])),
      );
    } else {
      // Here it must match none of them.
      if (patterns.includes(UNKNOWN) && !unknownFits) return undefined;
      for (const p of patterns) if (p !== UNKNOWN && !p.includes("${")) excluded.push(compileGlob(p));
    }
  }
  for (const included of product(choices)) {
    const found = witness(included, excluded);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A pattern in which a policy variable is what the request says it is, and anything while it says nothing. */
function withVariables(pattern: string, context: Context): Glob {
  if (!pattern.includes("${")) return compileGlob(pattern);
  return compileGlob(pattern, (name) => {
    const values = context.get(name.toLowerCase());
    return values === undefined || values === UNKNOWN || values[0] === undefined ? EVERYTHING : literal(values[0]);
  });
}

function allows(statement: Statement, { action, resources }: Target, belief: Belief): boolean {
  if (statement.effect === "Deny") return false;
  if (statement.effect === UNKNOWN && belief === "forbids") return false;
  return (
    believed(actionMatches(statement.actions, action), belief === "permits") && touches(statement.resources, resources)
  );
}

const touching = new WeakMap<PatternSet, WeakMap<readonly string[], boolean>>();

/** Whether a statement could speak of any of the resources, at a glance: most do not, and need no search. */
function touches(set: PatternSet, resources: readonly string[]): boolean {
  if (set.negated) return true;
  const known = touching.get(set) ?? new WeakMap<readonly string[], boolean>();
  touching.set(set, known);
  let answer = known.get(resources);
  if (answer === undefined) {
    const asked = resources.map(compileArn);
    answer = set.patterns.some((p) => p === UNKNOWN || asked.some((glob) => mayIntersect(compileGlob(p), glob)));
    known.set(resources, answer);
  }
  return answer;
}

function forbids(statement: Statement, action: string, belief: Belief): boolean {
  if (statement.effect === "Allow") return false;
  if (statement.effect === UNKNOWN && belief === "permits") return false;
  return believed(actionMatches(statement.actions, action), belief === "forbids");
}

function believed(value: Tri, whenUnknown: boolean): boolean {
  return value === UNKNOWN ? whenUnknown : value;
}

/** One target of each kind that no statement tells apart, leaving out what nothing could allow. */
function distinct({ statements }: Plan, targets: readonly Target[]): Target[] {
  const kinds = new Map<string, Target>();
  for (const target of targets) {
    const speaking = statements.map((s) => {
      const match = actionMatches(s.actions, target.action);
      return match === true ? "1" : match === UNKNOWN ? "?" : "0";
    });
    if (!speaking.some((sign, i) => sign !== "0" && statements[i]?.effect !== "Deny")) continue;
    const kind = `${speaking.join("")} ${target.resources.join(" ")}`;
    if (!kinds.has(kind)) kinds.set(kind, target);
  }
  return [...kinds.values()];
}
