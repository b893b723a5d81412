import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import {
  IDENTITY_POLICY_TYPES,
  identityPoliciesOf,
  isPermissionsBoundary,
} from "../../../readers/iam/identity-policies";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { unscopedPermission } from "../../../readers/iam/unscoped-permissions";

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
        found: `${resource.name} allows actions on resources that nobody declared, by ${use.source}`,
        required: "resources by ARN, or a condition that tells them",
        fix: "name the resources that each action is for; give what can only be asked of * a statement of its own",
      };
    }
    if (uses.includes(UNKNOWN))
      return { outcome: "undetermined", reason: "a policy's actions or resources are not known yet" };
    return { outcome: "pass" };
  },
};
