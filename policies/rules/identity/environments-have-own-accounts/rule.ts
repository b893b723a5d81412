import { memoizeByEstate } from "../../../core/memoize";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { WORKLOAD_TYPES } from "../../../readers/estate/workload-types";
import { accountKey } from "../../../readers/resource/account";
import { isProduction } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "environments-have-own-accounts",
  layer: "identity",
  family: "per-workload-iam",
  severity: "high",
  cures: [],
  causes: WORKLOAD_TYPES,
  title: "Production shares no account with other environments",
  scope: "stack",
  types: WORKLOAD_TYPES,

  judge(resource, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const production = isProduction(resource, estate.standard);
    if (production === undefined)
      return { outcome: "not-applicable", reason: "nothing says which environment it is in" };
    const { live, open } = productionAccounts(estate);
    if (production === true || live.size === 0) return live.size > 0 || !open ? { outcome: "pass" } : UNDETERMINED;
    const account = accountKey(resource);
    if (account === UNKNOWN || production === UNKNOWN) return UNDETERMINED;
    const neighbour = live.get(account);
    if (neighbour) {
      return {
        outcome: "violation",
        found: `${resource.name}, not production, is in one account with ${neighbour.name}, which is`,
        required: "an account of its own for production, and others for other environments",
        fix: "deploy the environments as stacks of their own, each with the provider of its account",
      };
    }
    return open ? UNDETERMINED : { outcome: "pass" };
  },
};

const UNDETERMINED: Verdict = {
  outcome: "undetermined",
  reason: "which environment or account is meant is not known yet",
};

/** A production resource of each account, and whether some other may be production too, or in that account. */
const productionAccounts = memoizeByEstate((estate: Estate) => {
  const live = new Map<string, ResourceRecord>();
  let open = false;
  for (const resource of estate.ofType(...WORKLOAD_TYPES)) {
    const production = isProduction(resource, estate.standard);
    if (production === UNKNOWN) open = true;
    if (production !== true) continue;
    const account = accountKey(resource);
    if (account === UNKNOWN) open = true;
    else if (!live.has(account)) live.set(account, resource);
  }
  return { live, open };
});
