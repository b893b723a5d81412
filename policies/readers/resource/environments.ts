import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { accountKeys } from "./account";
import { isProduction, workloadOf } from "./tags";

/** Where production is, as the tags of this run's resources say. */
export interface ProductionAccounts {
  /** One production resource of each account, by each of the account's keys. */
  readonly live: ReadonlyMap<string, ResourceRecord>;
  /** Keys of accounts in which a resource of a workload is tagged with an environment other than production. */
  readonly others: ReadonlySet<string>;
  /** Whether a resource of a workload may be production, or in any account, and that is not known yet. */
  readonly open: boolean;
}

export const productionAccounts = memoizeByEstate((estate): ProductionAccounts => {
  const live = new Map<string, ResourceRecord>();
  const others = new Set<string>();
  let open = false;
  for (const resource of estate.resources) {
    const workload = workloadOf(resource, estate.standard);
    if (workload === undefined) continue;
    const production = isProduction(resource, estate.standard);
    if (production === UNKNOWN && workload !== UNKNOWN) open = true;
    const keys = production === true || production === false ? accountKeys(resource) : [];
    if (production === true && keys.length === 0) open = true;
    for (const key of keys) {
      if (production === false) others.add(key);
      else if (!live.has(key)) live.set(key, resource);
    }
  }
  return { live, others, open };
});

/** A production resource in the account of `resource`; undefined if none is known to be there. */
export function productionNeighbour(
  resource: ResourceRecord,
  { live }: ProductionAccounts,
): ResourceRecord | undefined {
  for (const key of accountKeys(resource)) {
    const neighbour = live.get(key);
    if (neighbour) return neighbour;
  }
  return undefined;
}

/**
 * Whether an account is known to have no production: something of a workload in it is tagged with another environment,
 * nothing as production. For resources without tags of their own, which then stand for what they are given to.
 */
export function isOutsideProduction(resource: ResourceRecord, estate: Estate): boolean {
  const accounts = productionAccounts(estate);
  if (accounts.open || productionNeighbour(resource, accounts)) return false;
  return accountKeys(resource).some((key) => accounts.others.has(key));
}
