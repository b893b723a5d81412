import { memoize } from "../../core/memoize";
import { UNKNOWN, type Unknown } from "../../core/rule";
import { allHold, allOf, anyOf, type Context, type Ternary } from "./conditions";
import type { PatternSet, PolicyDocument, Principals, Statement } from "./document";
import { compileGlob, literal, matches } from "./glob";

/** A policy document and what messages call it. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Everything that decides what a principal may do. */
export interface Permissions {
  /** Inline, attached and group policies. */
  readonly identity: readonly NamedPolicy[];
  /** Permissions boundary, if it has one: it allows nothing by itself and limits the rest. */
  readonly boundary?: NamedPolicy;
  /** Service control policies, one list for each level from the root to the account; each level must allow. */
  readonly serviceControlPolicies?: readonly (readonly NamedPolicy[])[];
  /** Context keys of every request of this principal: `aws:principalarn`, `aws:principaltag/…`. */
  readonly facts: Context;
}

export interface Request {
  readonly action: string;
  /** ARN, or `*` for an action without resource-level permissions. */
  readonly resource: string;
  readonly context?: Context;
  /** Policies on the resource itself, in the principal's own account. */
  readonly resourcePolicies?: readonly NamedPolicy[];
}

export type Answer = "allowed" | "denied" | "unknown";

/**
 * Whether a request would be allowed, in three-valued logic: an explicit Deny wins, the identity or resource policies
 * must allow, and so must the boundary and every level of service control policies.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * (read 2026-11).
 */
export function canPerform(permissions: Permissions, request: Request): Answer {
  const { identity, boundary, serviceControlPolicies = [] } = permissions;
  const context = request.context ? new Map([...request.context, ...permissions.facts]) : permissions.facts;
  const asked = { ...request, context };
  const onResource = statementsOf(request.resourcePolicies ?? []);
  const limits = [...(boundary ? [[boundary]] : []), ...serviceControlPolicies].map(statementsOf);
  const denied = anyOf([...statementsOf(identity), ...limits.flat(), ...onResource], (s) =>
    statementMatches("Deny", s, asked),
  );
  if (denied === true) return "denied";
  const granted = anyOf([...statementsOf(identity), ...onResource], (s) => statementMatches("Allow", s, asked));
  const allowed = allOf<Ternary>(
    [granted, ...limits.map((level) => anyOf(level, (s) => statementMatches("Allow", s, asked)))],
    (one): Ternary => one,
  );
  if (allowed === false) return "denied";
  return allowed === true && denied === false ? "allowed" : "unknown";
}

/** Stands for a document that is not known at all: it may allow or deny anything. */
const UNKNOWN_STATEMENT: Statement = {
  label: "a document that is not known yet",
  effect: UNKNOWN,
  actions: { patterns: [UNKNOWN], negated: false },
  resources: { patterns: [UNKNOWN], negated: false },
  conditions: [],
};

/** The statements of policies, each one once: a policy that several attachments name, and what is not known at all. */
export function statementsOf(sources: readonly NamedPolicy[]): readonly Statement[] {
  return [...new Set(sources.flatMap(({ document }) => (document === UNKNOWN ? [UNKNOWN_STATEMENT] : document)))];
}

interface RequestInContext extends Request {
  readonly context: Context;
}

function statementMatches(effect: "Allow" | "Deny", statement: Statement, request: RequestInContext): Ternary {
  if (statement.effect !== effect && statement.effect !== UNKNOWN) return false;
  return allOf(ELEMENT_MATCHERS, (part) => part(statement, request));
}

/** What must match for a statement to apply to a request, the cheapest first. */
const ELEMENT_MATCHERS: readonly ((statement: Statement, request: RequestInContext) => Ternary)[] = [
  ({ effect }) => (effect === UNKNOWN ? UNKNOWN : true),
  ({ actions }, { action }) => actionMatches(actions, action),
  ({ principals }, { context }) => (principals ? principalMatches(principals, context) : true),
  ({ resources }, { resource, context }) => resourceMatches(resources, resource, context),
  ({ conditions }, { context }) => allHold(conditions, context),
];

const matchesByAction = memoize((_: PatternSet) => new Map<string, Ternary>());

/** Whether a statement matches an action. Names are not case-sensitive. Each pair is compared once. */
export function actionMatches(actions: PatternSet, action: string): Ternary {
  const known = matchesByAction(actions);
  let match = known.get(action);
  if (match === undefined) {
    const name = action.toLowerCase();
    match = negateIf(
      actions.negated,
      anyOf(actions.patterns, (p) => (p === UNKNOWN ? UNKNOWN : matches(compileGlob(p.toLowerCase()), name))),
    );
    known.set(action, match);
  }
  return match;
}

function resourceMatches(resources: PatternSet, resource: string, context: Context): Ternary {
  // Trust policies have no Resource: they stand on it.
  if (resources.patterns.length === 0 && !resources.negated) return true;
  return negateIf(
    resources.negated,
    anyOf(resources.patterns, (pattern) => {
      if (pattern === UNKNOWN) return UNKNOWN;
      let unknown = false;
      let absent = false;
      const glob = compileGlob(pattern, (name) => {
        const values = context.get(name.toLowerCase());
        if (values === UNKNOWN) unknown = true;
        else if (values?.[0] !== undefined) return literal(values[0]);
        else absent = true;
        return [];
      });
      return unknown ? UNKNOWN : !absent && matches(glob, resource);
    }),
  );
}

/**
 * Whether a statement of a resource policy matches the caller: the principal that the context names by `aws:principalarn`
 * and `aws:principalaccount`, or the service that it names by `aws:principalservicename`.
 */
function principalMatches(principals: Principals, context: Context): Ternary {
  const services = context.get("aws:principalservicename");
  const byService = services === undefined ? false : serviceMatches(principals, services);
  const byCaller = anyOf(principals.byKind.get("AWS") ?? [], (named) => callerMatches(named, context));
  return negateIf(
    principals.negated,
    anyOf<Ternary>([byService, byCaller], (one) => one),
  );
}

function serviceMatches(principals: Principals, services: readonly string[] | Unknown): Ternary {
  return anyOf(principals.byKind.get("Service") ?? [], (named) =>
    named === UNKNOWN || services === UNKNOWN ? UNKNOWN : services.includes(named),
  );
}

function callerMatches(named: string | Unknown, context: Context): Ternary {
  if (named === "*") return true;
  const arn = context.get("aws:principalarn");
  const account = context.get("aws:principalaccount");
  if (named === UNKNOWN) return isAnonymous(arn) ? false : UNKNOWN;
  if (arn === UNKNOWN || account === UNKNOWN) return UNKNOWN;
  const whole = /^(\d{12}|arn:[^:]+:iam::(\d{12}):root)$/.exec(named);
  return whole ? account?.[0] === (whole[2] ?? whole[1]) : arn?.[0] === named;
}

/** A service or a caller without credentials, whom no ARN names. */
function isAnonymous(arn: ReturnType<Context["get"]>): boolean {
  return Array.isArray(arn) && arn.length === 0;
}

function negateIf(negated: boolean, value: Ternary): Ternary {
  return value === UNKNOWN ? UNKNOWN : value !== negated;
}
