import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import {
  IDENTITY_POLICY_TYPES,
  identityPoliciesOf,
  isPermissionsBoundary,
} from "../../../readers/iam/identity-policies";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { type UnscopedPermission, unscopedPermission } from "../../../readers/iam/unscoped-permissions";

/** See why.md. */
export const rule: Rule = {
  id: "iam-actions-name-their-resources",
  layer: "identity",
  family: "per-workload-iam",
  severity: "medium",
  cures: PERMISSION_TYPES,
  level: "advisory",
  title: "Actions that can name their resources do",
  scope: "stack",
  // A permission set is written once for many accounts, whose resources its stack cannot name.
  types: IDENTITY_POLICY_TYPES.filter((type) => !type.startsWith("aws:ssoadmin/")),

  judge(resource, estate): Verdict {
    if (isPermissionsBoundary(resource, estate))
      return { outcome: "not-applicable", reason: "a boundary gives nothing by itself" };
    const policies = identityPoliciesOf(resource).filter(({ managedName }) => managedName === undefined);
    if (policies.length === 0) return { outcome: "not-applicable", reason: "it holds no policy" };
    const uses = policies.map(unscopedPermission);
    const [use] = uses.filter((one) => one !== UNKNOWN && one !== undefined);
    if (use) {
      return {
        outcome: "violation",
        found: `${resource.name} allows ${joinWithAnd(actionsIn(use))} on resources that no program declares, by ${use.source}`,
        required: "resources by ARN, or a condition that only they meet",
        fix: "name the resources that each of these actions is for; what AWS judges against * only keeps a statement of its own",
      };
    }
    if (uses.includes(UNKNOWN))
      return { outcome: "undetermined", reason: "a policy's actions or resources are not known yet" };
    return { outcome: "pass" };
  },
};

/** Most actions that a finding lists. */
const MOST_NAMED = 6;

/** The text of an action is the policy's: what has not the form of one is not repeated. */
function actionsIn({ actions }: UnscopedPermission): readonly string[] {
  const named = actions.filter((action) => /^[A-Za-z0-9-]{1,40}:[A-Za-z0-9*?]{1,80}$/.test(action));
  const listed = named.slice(0, MOST_NAMED);
  return listed.length < actions.length ? [...listed, "other actions"] : listed;
}
