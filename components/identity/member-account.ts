import * as organizations from "@pulumi/aws/organizations";
import type * as pulumi from "@pulumi/pulumi";
import { isEmailAddress } from "../argument-checks";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link MemberAccount}. */
export interface MemberAccountArgs extends PlinthComponentArgs {
  /** Name of the account in AWS Organizations: `support-prod`. Bounds: 1 to 50 characters. */
  readonly accountName: string;
  /** E-mail address of the account's root user, unique among AWS accounts. */
  readonly email: string;
  /** Id of the organisational unit that contains the account: `ou-…`. */
  readonly unitId: pulumi.Input<string>;
}

/**
 * A member account of the organisation.
 *
 * The account is protected, and stays when its resource is removed: deployments never close an account. Put the account
 * id into the stack configuration once AWS has assigned it, because a provider that depends on an output knows nothing
 * in preview.
 *
 * @example
 * new MemberAccount("support-prod", { workload, accountName: "support-prod", email: "aws+support-prod@example.com", unitId });
 */
export class MemberAccount extends PlinthComponent {
  /** Id of the account: twelve digits. Assigned by AWS; unknown in the first preview. */
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
    [isEmailAddress(email), "email", "an e-mail address", email],
  );
}
