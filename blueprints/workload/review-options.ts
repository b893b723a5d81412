import { type People, permissionSetRoles } from "@plinth/components";
import type { Workload } from "@plinth/standards";
import { text, wholeNumber } from "../stack/keys";

/** Days in which a person must have decided. */
export const reviewDays = wholeNumber(1, 14, "1 to 14 whole days").default(3);

/** Who decides, by the name of a permission set. */
export const reviewerOptions = {
  /** Permission set of IAM Identity Center whose holders decide. Default: `<workload>-reviewer`. */
  reviewerPermissionSet: text(/^[\w+=,.@-]{1,32}$/, "the name of a permission set").optional(),
};

/** The holders of the permission set in the workload's account. Default: those of `HumanApproval`. */
export function reviewersOf(workload: Workload, permissionSet: string | undefined): People | undefined {
  return permissionSet === undefined ? undefined : { signedInAs: [permissionSetRoles(workload, permissionSet)] };
}
