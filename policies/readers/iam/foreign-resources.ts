import type { Standard } from "@plinth/standards";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { tagsOf, workloadOf } from "../resource/tags";
import type { Context } from "./conditions";
import type { Permissions } from "./evaluate";
import { mayPerform, type Target } from "./permission-search";
import { resourceGrants } from "./resource-grants";
import { nameInArn, storesNamedBy } from "./stores-by-name";
import { UNDECLARED_NAME, undeclaredResourceContexts } from "./undeclared-resources";
import { actionsOn, NAMED, rangesOfIds, rangesOfNames } from "./wildcard-ranges";

/** What a role reaches that is not its workload's. */
export interface ForeignAccess {
  readonly actions: readonly string[];
  /** Whose it is: "documents of another workload", without a value of a property. */
  readonly what: string;
  /** The statement that allows it. */
  readonly source: string;
  /** False for names that may be the workload's own, though nothing says so. */
  readonly certain: boolean;
}

/** What compute's role reaches of other workloads, beyond resources that no program declares. */
export function foreignAccessOf(
  role: ResourceRecord,
  permissions: Permissions,
  estate: Estate,
): readonly ForeignAccess[] {
  const contexts = undeclaredResourceContexts(permissions);
  const names = rangesOfNames(role, permissions, estate);
  const access = (what: string, targets: readonly Target[], tags?: ReadonlyMap<string, readonly string[]>) =>
    accessTo(what, permissions, targets, tags ? contexts.map((context) => withTags(context, tags)) : contexts);
  return [
    ...storesOfOthers(role, permissions, estate).flatMap((store) =>
      access(`${store.name} of another workload`, targetsOf(store, estate.standard), tagsIn(store)),
    ),
    ...grantsOfOthers(role, estate),
    ...access("everything whose id fits a wildcard", rangesOfIds(permissions, estate.standard)),
    ...access("names of every workload", names.everybody),
    ...access("names that a wildcard leaves open", names.somebody).map((one) => ({ ...one, certain: false })),
  ];
}

function accessTo(
  what: string,
  permissions: Permissions,
  targets: readonly Target[],
  contexts: readonly Context[],
): readonly ForeignAccess[] {
  const proofs = targets.flatMap((target) => {
    const findings = contexts.map((facts) => mayPerform(permissions, [target], facts, false));
    return findings.flatMap((finding) => (finding.answer === "allowed" ? [finding.proof] : [])).slice(0, 1);
  });
  const [first] = proofs;
  return first
    ? [{ what, actions: [...new Set(proofs.map(({ action }) => action))], source: first.source, certain: true }]
    : [];
}

/** Stores of the run that the permissions may name and that are tagged as another workload's than the role. */
function storesOfOthers(role: ResourceRecord, permissions: Permissions, estate: Estate): readonly ResourceRecord[] {
  const own = workloadOf(role, estate.standard);
  if (own === undefined || own === UNKNOWN) return [];
  return storesNamedBy(permissions, estate).filter((store) => workloadOf(store, estate.standard) !== own);
}

/** What resources of other workloads give the role by their own policies and grants. */
function grantsOfOthers(role: ResourceRecord, estate: Estate): readonly ForeignAccess[] {
  const own = workloadOf(role, estate.standard);
  if (own === undefined || own === UNKNOWN) return [];
  return (resourceGrants(estate).get(role) ?? [])
    .filter(({ resource }) => workloadOf(resource, estate.standard) !== own)
    .map(({ holder, resource, certain }) => ({
      actions: ["access to data"],
      what: `${resource.name} of another workload`,
      source: holder.name,
      certain,
    }));
}

/** What one could do to a store: each action on data, with the store in place of an undeclared one. */
function targetsOf(store: ResourceRecord, standard: Standard): readonly Target[] {
  const [, prefix = ""] = NAMED[store.type] ?? [];
  const name = nameInArn(store);
  if (name === undefined) return [];
  const undeclared = `${prefix}${UNDECLARED_NAME}`;
  return actionsOn(undeclared, standard).map(({ action, resources }) => ({
    action,
    resources: resources.map((resource) => resource.replace(undeclared, prefix + name)),
  }));
}

function tagsIn(store: ResourceRecord): ReadonlyMap<string, readonly string[]> {
  const tags = tagsOf(store);
  if (tags === UNKNOWN) return new Map();
  return new Map(
    [...tags].flatMap(([key, value]) => (value === UNKNOWN ? [] : [[key.toLowerCase(), [value]] as const])),
  );
}

/** The context of a request for a resource with these tags. */
function withTags(context: Context, tags: ReadonlyMap<string, readonly string[]>): Context {
  return new Map(
    [...context].map(([key, value]) => {
      const [, tag] = /:resourcetag\/(.*)$/.exec(key) ?? [];
      return [key, tag === undefined ? value : (tags.get(tag) ?? [])];
    }),
  );
}
