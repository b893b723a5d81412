import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { INVOCATION_ACTIONS } from "./invocation-actions";
import { policyDocument, type Statement } from "./policy-document";
import { DEPLOYMENT_ROLE, deploymentRoleArn, WORKLOAD_ROLE_PATH } from "./principals";

export interface DeploymentRoleArgs extends PlinthComponentArgs {
  readonly pipeline: PipelineIdentity;
  /**
   * Managed policies that say what is deployed. Default: `PowerUserAccess`, everything but people and the organisation.
   * The management account's role needs those for Organizations and IAM Identity Center besides.
   */
  readonly policyArns?: readonly string[];
}

/** Who the pipeline is, as its identity provider signs it. */
export interface PipelineIdentity {
  /** Issuer without `https://`: `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** The `aud` claim: `sts.amazonaws.com`. */
  readonly audience: string;
  /** The `sub` claims, exactly; a wildcard would let other branches in: `["repo:acme/platform:environment:prod"]`. */
  readonly subjects: readonly string[];
}

/**
 * The role that one account's stacks are deployed with. It is part of the bootstrap of an account, not of its stacks.
 *
 * Creates the pipeline's OIDC provider and a role that trusts no one but that pipeline. The role may do what
 * deployments need, and change roles under the platform's paths; it may not invoke a model, nor change itself.
 *
 * @example
 * new DeploymentRole("deployment", {
 *   workload,
 *   pipeline: {
 *     issuer: "token.actions.githubusercontent.com",
 *     audience: "sts.amazonaws.com",
 *     subjects: ["repo:acme/platform:environment:prod"],
 *   },
 * });
 */
export class DeploymentRole extends PlinthComponent {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: DeploymentRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("DeploymentRole", name, args, opts, faults(name, args));
    const { workload, pipeline } = args;
    const { partition, accountId } = workload;
    const { issuer, audience } = pipeline;

    const provider = new iam.OpenIdConnectProvider(
      `${name}-pipeline`,
      { url: `https://${issuer}`, clientIdLists: [audience], tags: this.tags() },
      this.child(),
    );
    const role = new iam.Role(
      `${name}-role`,
      {
        ...DEPLOYMENT_ROLE,
        description: "Deploys this account's stacks, from the pipeline only",
        assumeRolePolicy: policyDocument(deploymentTrust(partition, accountId, pipeline)),
        maxSessionDuration: 3600,
        tags: this.tags(),
      },
      this.child({ dependsOn: [provider] }),
    );
    const policyArns = args.policyArns ?? [`arn:${partition}:iam::aws:policy/PowerUserAccess`];
    for (const policyArn of policyArns) {
      const policyName = policyArn.slice(policyArn.lastIndexOf("/") + 1);
      new iam.RolePolicyAttachment(`${name}-${policyName}`, { role: role.name, policyArn }, this.child());
    }
    new iam.RolePolicy(
      `${name}-limits`,
      { role: role.name, policy: policyDocument(deploymentStatements(partition, accountId)) },
      this.child(),
    );

    this.roleArn = role.name.apply(() => deploymentRoleArn(partition, accountId));
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

/**
 * The pipeline's token, for exactly these subjects; and the role's own session, because a Pulumi provider assumes the
 * role that the pipeline has signed in to already. The account as principal stands for that session: a role cannot be
 * named in its own trust before it exists.
 */
export function deploymentTrust(
  partition: string,
  accountId: string,
  { issuer, audience, subjects }: PipelineIdentity,
): Statement[] {
  return [
    {
      Sid: "Pipeline",
      Effect: "Allow",
      Principal: { Federated: `arn:${partition}:iam::${accountId}:oidc-provider/${issuer}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: [...subjects] } },
    },
    {
      Sid: "OwnSession",
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
      Action: "sts:AssumeRole",
      Condition: { ArnEquals: { "aws:PrincipalArn": deploymentRoleArn(partition, accountId) } },
    },
  ];
}

/** Roles and policies of workloads and platform, and a deployment that deploys and nothing else. */
export function deploymentStatements(partition: string, accountId: string): Statement[] {
  const paths = [WORKLOAD_ROLE_PATH, DEPLOYMENT_ROLE.path];
  const own = (kind: string) => paths.map((path) => `arn:${partition}:iam::${accountId}:${kind}${path}*`);
  const self = deploymentRoleArn(partition, accountId);
  return [
    {
      Sid: "RolesOfThePlatform",
      Effect: "Allow",
      Action: [
        "iam:*Role",
        "iam:*RolePolicy",
        "iam:*RolePolicies",
        "iam:*RolePermissionsBoundary",
        "iam:*AssumeRolePolicy",
        "iam:*RoleDescription",
        "iam:*RoleTags",
      ],
      Resource: own("role"),
    },
    {
      Sid: "PoliciesOfThePlatform",
      Effect: "Allow",
      Action: ["iam:*Policy", "iam:*PolicyVersion", "iam:*PolicyVersions", "iam:*PolicyTags"],
      Resource: own("policy"),
    },
    { Sid: "OwnSession", Effect: "Allow", Action: ["sts:AssumeRole"], Resource: self },
    // PowerUserAccess would let it take on every role that trusts its account.
    { Sid: "NobodyElsesSession", Effect: "Deny", Action: ["sts:AssumeRole"], NotResource: self },
    {
      Sid: "NeverItself",
      Effect: "Deny",
      Action: ["iam:Attach*", "iam:Delete*", "iam:Detach*", "iam:Pass*", "iam:Put*", "iam:Update*"],
      Resource: self,
    },
    { Sid: "DeploysAndNeverInvokes", Effect: "Deny", Action: [...INVOCATION_ACTIONS], Resource: "*" },
  ];
}

function faults(name: string, { pipeline: { issuer, audience, subjects } }: DeploymentRoleArgs) {
  const open = subjects.filter((subject) => /[*?]/.test(subject));
  return faultsOf(
    "identity/DeploymentRole",
    name,
    [/^[a-z0-9.-]+(\/[\w./-]+)?$/i.test(issuer), "pipeline.issuer", "an issuer without https://", issuer],
    [audience.length > 0, "pipeline.audience", "the audience of the pipeline's token"],
    [subjects.length > 0, "pipeline.subjects", "at least one subject"],
    [open.length === 0, "pipeline.subjects", "exact subjects, without wildcards", open.join(", ")],
  );
}
