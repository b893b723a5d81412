import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { accountOf } from "../resource/account";
import type { Effect } from "./action-routes";
import { rolesOf } from "./compute-roles";
import { readDocument } from "./document";
import type { NamedPolicy } from "./evaluate";
import { accessOf } from "./open-routes";
import { mayPerform } from "./permission-search";
import { arnOfPrincipal, permissionsOf, ROLES } from "./permissions";
import { UNDECLARED_DATA } from "./undeclared-resources";

/** Programs that people may be allowed to call by name, with the form of their ARNs. */
const CALLED: Readonly<Record<string, string>> = {
  "aws:lambda/function:Function": "arn:*:lambda:*:*:function:",
  "aws:sfn/stateMachine:StateMachine": "arn:*:states:*:*:stateMachine:",
  "aws:sagemaker/pipeline:Pipeline": "arn:*:sagemaker:*:*:pipeline/",
};
/** By which a program reaches a model itself, or another program that does. */
const REACHING: readonly Effect[] = ["answers", "runs", "calls"];
const DATA_ACTIONS = UNDECLARED_DATA.map(({ action }) => ({ action, resources: ["*"] }));

/** The programs of a run, by what a principal gains that calls or changes them. */
interface ComputeByReach {
  /** Patterns of programs that reach models, or may. */
  readonly reaching: readonly string[];
  /** Forbids the programs that reach no model: to call one is no way to a model. */
  readonly exceptIdle: readonly NamedPolicy[];
  /** Forbids the programs and roles that reach neither models nor data. */
  readonly exceptHarmless: readonly NamedPolicy[];
}

/** What the programs and roles of the run reach, as far as it is known. */
export const computeByReach = memoizeByEstate((estate): ComputeByReach => {
  const reaching: string[] = [];
  const idle: string[] = [];
  const harmless: string[] = [];
  for (const program of estate.ofType(...Object.keys(CALLED))) {
    const patterns = patternsOf(program);
    const roles = rolesOf(program, estate);
    const found = roles.flatMap((reference) => reference.found);
    const known = patterns.length > 0 && found.length > 0 && roles.every(({ complete }) => complete);
    if (!known || !found.every((role) => reachesNoModel(role, estate))) reaching.push(...patterns);
    else {
      idle.push(...patterns);
      if (found.every((role) => reachesNoData(role, estate))) harmless.push(...patterns);
    }
  }
  for (const role of estate.ofType(...ROLES)) {
    const account = accountOf(role);
    const arn = arnOfPrincipal(role, account === UNKNOWN ? "*" : account);
    // Most roles reach some data, which is found out sooner.
    if (arn !== UNKNOWN && reachesNoData(role, estate) && reachesNoModel(role, estate)) harmless.push(arn);
  }
  return { reaching, exceptIdle: denialOf(idle), exceptHarmless: denialOf(harmless) };
});

function patternsOf({ type, props }: ResourceRecord): readonly string[] {
  const name = props.name ?? props.pipelineName;
  return typeof name === "string" ? [`${CALLED[type]}${name}`, `${CALLED[type]}${name}:*`] : [];
}

function reachesNoModel(role: ResourceRecord, estate: Estate): boolean {
  const { open, unknown } = accessOf(permissionsOf(role, estate), new Map(), undefined, REACHING);
  return open.length === 0 && unknown === undefined;
}

function reachesNoData(role: ResourceRecord, estate: Estate): boolean {
  return mayPerform(permissionsOf(role, estate), DATA_ACTIONS).answer === "denied";
}

function denialOf(resources: readonly string[]): readonly NamedPolicy[] {
  const document = readDocument({ Statement: { Effect: "Deny", Action: "*", Resource: resources } });
  return resources.length > 0 && document !== undefined ? [{ name: "what reaches nothing", document }] : [];
}
