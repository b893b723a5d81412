import type { Standard } from "@plinth/standards";
import { parseArn } from "../../core/arn";
import { memoize, memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { workloadOf } from "../resource/tags";
import { actionMatches, type Permissions, statementsOf } from "./evaluate";
import { actionsOn, NAMED } from "./wildcard-ranges";

/** Stores of an estate by the resource part of their ARNs up to the name, which is in order too. */
interface StoresByName {
  readonly names: readonly string[];
  readonly stores: ReadonlyMap<string, readonly ResourceRecord[]>;
}

/** The name of a store as ARNs have it; undefined if it is not known. */
export function nameInArn({ type, props }: ResourceRecord): string | undefined {
  const [property = "", prefix = ""] = NAMED[type] ?? [];
  const name = props[property];
  if (typeof name !== "string") return undefined;
  // Names of parameters begin with the slash that their ARNs have once.
  return prefix.endsWith("/") ? name.replace(/^\//, "") : name;
}

/**
 * Stores with a workload's tag that an Allow of the permissions may name. What stands before the first wildcard of a
 * pattern finds them, so that a role costs no more in an estate of many stores.
 */
export function storesNamedBy(permissions: Permissions, estate: Estate): readonly ResourceRecord[] {
  const { names, stores } = storesByName(estate);
  const beginnings = beginningsOf(permissions, estate.standard);
  const found = new Set(beginnings.flatMap((beginning) => [...namesFrom(names, beginning), ...prefixesOf(beginning)]));
  return [...found].flatMap((name) => stores.get(name) ?? []);
}

const storesByName = memoizeByEstate((estate): StoresByName => {
  const stores = new Map<string, ResourceRecord[]>();
  for (const store of estate.ofType(...Object.keys(NAMED))) {
    const workload = workloadOf(store, estate.standard);
    const name = nameInArn(store);
    if (workload === undefined || workload === UNKNOWN || name === undefined) continue;
    const key = `${parseArn(NAMED[store.type]?.[1] ?? "")?.resource ?? ""}${name}`;
    stores.set(key, [...(stores.get(key) ?? []), store]);
  }
  return { names: [...stores.keys()].sort(), stores };
});

/** What the resource parts begin with on which the permissions allow something that is done to stores. */
function beginningsOf({ identity }: Permissions, standard: Standard): readonly string[] {
  const actions = actionsOnStores(standard);
  const allows = statementsOf(identity).filter(
    (statement) =>
      statement.effect === "Allow" && actions.some((action) => actionMatches(statement.actions, action) === true),
  );
  return allows.flatMap(({ resources }) =>
    resources.negated ? [""] : resources.patterns.filter((pattern) => pattern !== UNKNOWN).map(beginningOf),
  );
}

const actionsOnStores = memoize((standard: Standard): readonly string[] => {
  const targets = Object.values(NAMED).flatMap(([, prefix]) => actionsOn(prefix, standard));
  return [...new Set(targets.map(({ action }) => action))];
});

function beginningOf(pattern: string): string {
  const { service, resource } = parseArn(pattern) ?? {};
  // A wildcard for the service may stand for several parts.
  if (service === undefined || service.includes("*")) return "";
  return resource?.split(/[*?]|\$\{/, 1)[0] ?? "";
}

function namesFrom(names: readonly string[], beginning: string): readonly string[] {
  let [from, to] = [0, names.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((names[middle] ?? "") < beginning) from = middle + 1;
    else to = middle;
  }
  const found: string[] = [];
  for (let i = from; names[i]?.startsWith(beginning); i++) found.push(names[i] ?? "");
  return found;
}

function prefixesOf(text: string): readonly string[] {
  return Array.from({ length: text.length }, (_, i) => text.slice(0, i + 1));
}
