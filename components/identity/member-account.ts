import * as organizations from "@pulumi/aws/organizations";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface MemberAccountArgs extends PlinthComponentArgs {
  /** Name in AWS Organizations, 1 to 50 characters: `support-prod`. */
  readonly accountName: string;
  /** Address of the account's root user, of no other account. */
  readonly email: string;
  /** The unit that the account stands in. */
  readonly unitId: pulumi.Input<string>;
}

/**
 * An account of the organisation.
 *
 * It is protected, stays when its resource is removed, and is never closed by a deployment: closing an account is done
 * by hand. Its number is put into stack configuration once AWS has given it, because a provider that is built from an
 * output knows nothing in preview.
 *
 * @example
 * new MemberAccount("support-prod", { workload, accountName: "support-prod", email: "aws+support-prod@example.com", unitId });
 */
export class MemberAccount extends PlinthComponent {
  /** Not known before AWS has created the account. */
  readonly accountId: pulumi.Output<string>;

  constructor(name: string, args: MemberAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("MemberAccount", name, args, opts, faults(name, args));
    const account = new organizations.Account(
      `${name}-account`,
      {
        name: args.accountName,
        email: args.email,
        parentId: args.unitId,
        closeOnDeletion: false,
        tags: this.tags(),
      },
      this.child({ protect: true, retainOnDelete: true }),
    );
    this.accountId = account.id;
    this.registerOutputs({ accountId: this.accountId });
  }
}

function faults(name: string, { accountName, email }: MemberAccountArgs) {
  return faultsOf(
    "identity/MemberAccount",
    name,
    [/^.{1,50}$/.test(accountName), "accountName", "1 to 50 characters", accountName],
    [/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email), "email", "an e-mail address", email],
  );
}
