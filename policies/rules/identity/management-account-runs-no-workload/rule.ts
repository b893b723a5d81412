import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { WORKLOAD_TYPES } from "../../../readers/estate/workload-types";
import { ACCOUNT, ORGANIZATION, ORGANIZATIONAL_UNIT } from "../../../readers/iam/organization";
import { accountKey } from "../../../readers/resource/account";

/** See why.md. */
export const rule: Rule = {
  id: "management-account-runs-no-workload",
  layer: "identity",
  family: "per-workload-iam",
  severity: "high",
  cures: [],
  causes: [ORGANIZATION, ORGANIZATIONAL_UNIT, ACCOUNT],
  title: "Nothing runs in the organisation's management account",
  scope: "stack",
  types: WORKLOAD_TYPES,

  judge(resource, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const organization = estate.ofType(ORGANIZATION, ORGANIZATIONAL_UNIT, ACCOUNT);
    if (organization.length === 0)
      return { outcome: "not-applicable", reason: "this stack does not manage an organisation" };

    const own = accountKey(resource);
    const management = organization.map(accountKey);
    if (own !== UNKNOWN && management.includes(own)) {
      return {
        outcome: "violation",
        found: `${resource.name} is in the account that manages the organisation`,
        required: "workloads, their models and their data in member accounts",
        fix: "give it a provider of a member account, in a stack of its own",
      };
    }
    if (own === UNKNOWN || management.includes(UNKNOWN)) {
      return { outcome: "undetermined", reason: "the account that it is in is not known yet" };
    }
    return { outcome: "pass" };
  },
};
