import * as ssoadmin from "@pulumi/aws/ssoadmin";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { policyDocument, type Statement } from "./policy-document";
import { developerStatements, observerStatements } from "./team-statements";

/** Arguments of {@link TeamPermissionSets}. */
export interface TeamPermissionSetsArgs extends PlinthComponentArgs {
  /** ARN of the IAM Identity Center instance: `arn:aws:sso:::instance/ssoins-0123456789abcdef`. */
  readonly instanceArn: string;
  /** Teams, with the accounts that each works in. */
  readonly teams: readonly Team[];
  /** Accounts with workloads, by name. Bounds: at least one. */
  readonly accounts: Readonly<Record<string, WorkloadAccount>>;
}

/** Team of people, as a group of IAM Identity Center. */
export interface Team {
  /** Name of the team, which its assignments are named after: `customer-care`. */
  readonly name: string;
  /** Id of the team's group in IAM Identity Center. */
  readonly groupId: string;
  /** Names of the accounts that the team works in. */
  readonly accounts: readonly string[];
}

/** AWS account with workloads. */
export interface WorkloadAccount {
  /** Id of the account: twelve digits. */
  readonly id: string;
  /** Whether the account holds production environments. Teams observe in these, and develop in the others. */
  readonly production: boolean;
}

/**
 * Permissions of people: read-only observation in production accounts, development in the others. Both permission sets
 * deny the invocation of production models by any route.
 *
 * Creates the two permission sets, and an assignment for each team in each of its accounts.
 *
 * @example
 * new TeamPermissionSets("teams", {
 *   workload,
 *   instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
 *   teams: [{ name: "customer-care", groupId: "90676e4a-b031-70a3-5a8c-4f2d9b1c7e60", accounts: ["support-prod"] }],
 *   accounts: { "support-prod": { id: "210987654321", production: true } },
 * });
 */
export class TeamPermissionSets extends PlinthComponent {
  /** ARN of the permission set for production accounts. Assigned by AWS. */
  readonly observerArn: pulumi.Output<string>;
  /** ARN of the permission set for non-production accounts. Assigned by AWS. */
  readonly developerArn: pulumi.Output<string>;

  constructor(name: string, args: TeamPermissionSetsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("TeamPermissionSets", name, args, opts, faults(name, args));
    const { instanceArn, teams, accounts } = args;

    const observer = this.permissionSet(instanceArn, "observer", observerStatements());
    const developer = this.permissionSet(instanceArn, "developer", this.developer(accounts));
    for (const team of teams) {
      for (const account of team.accounts) {
        const target = accounts[account];
        if (target)
          this.assign(
            instanceArn,
            `${team.name}-in-${account}`,
            team,
            target,
            target.production ? observer : developer,
          );
      }
    }
    this.observerArn = observer.arn;
    this.developerArn = developer.arn;
    this.registerOutputs({ observerArn: this.observerArn, developerArn: this.developerArn });
  }

  private developer(accounts: TeamPermissionSetsArgs["accounts"]): Statement[] {
    const ids = (production: boolean) =>
      Object.values(accounts)
        .filter((account) => account.production === production)
        .map(({ id }) => id)
        .sort();
    return developerStatements(this.standard, this.workload.partition, {
      production: ids(true),
      nonProduction: ids(false),
    });
  }

  private permissionSet(instanceArn: string, role: string, statements: Statement[]): PermissionSet {
    const { arn } = new ssoadmin.PermissionSet(
      `${this.name}-${role}`,
      { name: `plinth-${role}`, instanceArn, sessionDuration: "PT4H", tags: this.tags() },
      this.child(),
    );
    const policy = new ssoadmin.PermissionSetInlinePolicy(
      `${this.name}-${role}-policy`,
      { instanceArn, permissionSetArn: arn, inlinePolicy: policyDocument(statements) },
      this.child(),
    );
    return { arn, policy };
  }

  private assign(instanceArn: string, name: string, team: Team, target: WorkloadAccount, set: PermissionSet): void {
    new ssoadmin.AccountAssignment(
      `${this.name}-${name}`,
      {
        instanceArn,
        permissionSetArn: set.arn,
        principalType: "GROUP",
        principalId: team.groupId,
        targetType: "AWS_ACCOUNT",
        targetId: target.id,
      },
      // The permission set must deny what it denies before anyone is assigned.
      this.child({ dependsOn: [set.policy] }),
    );
  }
}

interface PermissionSet {
  readonly arn: pulumi.Output<string>;
  readonly policy: ssoadmin.PermissionSetInlinePolicy;
}

function faults(name: string, { instanceArn, teams, accounts }: TeamPermissionSetsArgs) {
  const known = Object.keys(accounts);
  const unknown = teams.flatMap((team) => team.accounts.filter((account) => !known.includes(account)));
  const malformed = Object.values(accounts).filter(({ id }) => !/^\d{12}$/.test(id));
  return faultsOf(
    "identity/TeamPermissionSets",
    name,
    [
      /^arn:aws[a-z-]*:sso:::instance\/(sso)?ins-[0-9a-zA-Z]{16}$/.test(instanceArn),
      "instanceArn",
      "the ARN of an IAM Identity Center instance",
      instanceArn,
    ],
    [known.length > 0, "accounts", "at least one account with workloads"],
    [malformed.length === 0, "accounts.id", "twelve digits", malformed.map(({ id }) => id).join(", ")],
    [unknown.length === 0, "teams.accounts", `some of ${known.join(", ")}`, unknown.join(", ")],
  );
}
