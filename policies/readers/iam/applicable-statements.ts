import { memoize } from "../../core/memoize";
import { UNKNOWN } from "../../core/rule";
import type { Ternary } from "./conditions";
import type { Statement } from "./document";
import { actionMatches, type NamedPolicy, type Permissions, statementsOf } from "./evaluate";

/** A statement that may allow an action by itself, and the policy that it is in. */
export interface AllowStatement {
  readonly source: NamedPolicy;
  readonly statement: Statement;
}

/** The statements of permissions that apply to one action, or may. */
export interface ApplicableStatements {
  /** Of identity policies. */
  readonly allows: readonly AllowStatement[];
  /** What the boundary and each level of control policies allow, each of which must. */
  readonly limits: readonly (readonly Statement[])[];
  /** Of all policies. */
  readonly denies: readonly Statement[];
  /** Equal for two actions that no statement of these permissions distinguishes. */
  readonly signature: string;
}

/** Statements of permissions by what they do for a search. */
interface StatementIndex {
  readonly allows: readonly AllowStatement[];
  readonly limits: readonly (readonly Statement[])[];
  readonly denies: readonly Statement[];
  readonly byAction: Map<string, ApplicableStatements | undefined>;
}

/** The statements that apply to an action; undefined if none could allow it. Each action is looked up once. */
export function applicableStatementsOf(permissions: Permissions, action: string): ApplicableStatements | undefined {
  const index = statementIndexOf(permissions);
  if (!index.byAction.has(action)) index.byAction.set(action, applicableStatementsIn(index, action));
  return index.byAction.get(action);
}

const statementIndexOf = memoize(({ identity, boundary, serviceControlPolicies = [] }: Permissions): StatementIndex => {
  const levels = [...(boundary ? [[boundary]] : []), ...serviceControlPolicies].map(statementsOf);
  const seen = new Set<Statement>();
  return {
    allows: identity.flatMap((source) =>
      statementsOf([source])
        .filter((statement) => mayAllow(statement) && !seen.has(statement) && seen.add(statement))
        .map((statement) => ({ source, statement })),
    ),
    limits: levels.map((level) => level.filter(mayAllow)),
    denies: [...statementsOf(identity), ...levels.flat()].filter(({ effect }) => effect !== "Allow"),
    byAction: new Map(),
  };
});

function mayAllow({ effect }: Statement): boolean {
  return effect !== "Deny";
}

function applicableStatementsIn(
  { allows, limits, denies }: StatementIndex,
  action: string,
): ApplicableStatements | undefined {
  const applies = ({ actions }: Statement): boolean => actionMatches(actions, action) !== false;
  const applicableAllows = allows.filter(({ statement }) => applies(statement));
  if (applicableAllows.length === 0) return undefined;
  const all = [...allows.map(({ statement }) => statement), ...limits.flat(), ...denies];
  return {
    allows: applicableAllows,
    limits: limits.map((level) => level.filter(applies)),
    denies: denies.filter(applies),
    signature: all.map(({ actions }) => signatureOf(actionMatches(actions, action))).join(""),
  };
}

function signatureOf(match: Ternary): string {
  return match === UNKNOWN ? "?" : match ? "1" : "0";
}
