import { memoize } from "../../core/memoize";
import { UNKNOWN } from "../../core/rule";
import type { Tri } from "./conditions";
import type { Statement } from "./document";
import { actionMatches, type Permissions, type Source, statementsOf } from "./evaluate";

/** A statement that may stand alone in giving something, and the policy that it is in. */
export interface Grant {
  readonly source: Source;
  readonly statement: Statement;
}

/** What permissions say of one action: the statements that speak of it, or may. */
export interface Sayings {
  /** Of identity policies. */
  readonly grants: readonly Grant[];
  /** What the boundary and each level of control policies allow, each of which must. */
  readonly limits: readonly (readonly Statement[])[];
  /** Of all policies. */
  readonly denies: readonly Statement[];
  /** Equal for two actions that no statement of these permissions tells apart. */
  readonly kind: string;
}

/** Permissions, sorted by what a search asks of them. */
interface Plan {
  readonly grants: readonly Grant[];
  readonly levels: readonly (readonly Statement[])[];
  readonly denies: readonly Statement[];
  readonly byAction: Map<string, Sayings | undefined>;
}

/** What permissions say of an action; undefined if nothing could give it. Each action is looked up once. */
export function sayingsOf(permissions: Permissions, action: string): Sayings | undefined {
  const plan = planOf(permissions);
  if (!plan.byAction.has(action)) plan.byAction.set(action, sayingsIn(plan, action));
  return plan.byAction.get(action);
}

const planOf = memoize(({ identity, boundary, controls = [] }: Permissions): Plan => {
  const levels = [...(boundary ? [[boundary]] : []), ...controls].map(statementsOf);
  return {
    grants: identity.flatMap((source) =>
      statementsOf([source])
        .filter(mayAllow)
        .map((statement) => ({ source, statement })),
    ),
    levels: levels.map((level) => level.filter(mayAllow)),
    denies: [...statementsOf(identity), ...levels.flat()].filter(({ effect }) => effect !== "Allow"),
    byAction: new Map(),
  };
});

function mayAllow({ effect }: Statement): boolean {
  return effect !== "Deny";
}

function sayingsIn({ grants, levels, denies }: Plan, action: string): Sayings | undefined {
  const speaks = ({ actions }: Statement): boolean => actionMatches(actions, action) !== false;
  const giving = grants.filter(({ statement }) => speaks(statement));
  if (giving.length === 0) return undefined;
  const all = [...grants.map(({ statement }) => statement), ...levels.flat(), ...denies];
  return {
    grants: giving,
    limits: levels.map((level) => level.filter(speaks)),
    denies: denies.filter(speaks),
    kind: all.map(({ actions }) => signOf(actionMatches(actions, action))).join(""),
  };
}

function signOf(match: Tri): string {
  return match === UNKNOWN ? "?" : match ? "1" : "0";
}
