import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, document, role, serviceTrust, tags } from "../example-iam";

const GITHUB = "token.actions.githubusercontent.com";
const CLUSTER = "oidc.eks.eu-west-1.amazonaws.com/id/1A2B";

const trusting = (assumeRolePolicy: unknown) => [role("agent", { assumeRolePolicy, tags: tags("support") })];
const bedrock = (condition?: object) =>
  document({
    Effect: "Allow",
    Principal: { Service: "bedrock.amazonaws.com" },
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  });
const federated = (provider: string, condition?: object) =>
  document({
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${provider}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    ...(condition && { Condition: condition }),
  });
const anyone = (condition?: object) =>
  document({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", ...(condition && { Condition: condition }) });

export const examples: RuleExample[] = [
  {
    title: "the service, for this account",
    resources: trusting(serviceTrust("bedrock.amazonaws.com")),
    outcome: "pass",
  },
  {
    title: "the service, for one resource",
    resources: trusting(bedrock({ ArnLike: { "aws:SourceArn": `arn:aws:bedrock:eu-west-1:${ACCOUNT}:agent/*` } })),
    outcome: "pass",
  },
  {
    title: "the service, for the organisation",
    resources: trusting(bedrock({ StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" } })),
    outcome: "pass",
  },
  { title: "the service, for anybody", resources: trusting(bedrock()), outcome: "violation" },
  {
    title: "flow logs, for anybody",
    resources: trusting(
      document({ Effect: "Allow", Principal: { Service: "vpc-flow-logs.amazonaws.com" }, Action: "sts:AssumeRole" }),
    ),
    outcome: "violation",
  },
  {
    title: "the service, for any source",
    resources: trusting(bedrock({ StringLike: { "aws:SourceAccount": "*" } })),
    outcome: "violation",
  },
  {
    title: "the service, with a condition about something else",
    resources: trusting(bedrock({ Bool: { "aws:SecureTransport": "true" } })),
    outcome: "violation",
  },
  ...[
    "arn:aws:bedrock:*:*:knowledge-base/*",
    "arn:aws:bedrock:eu-west-1:*:agent/*",
    "arn:aws:bedrock:eu-west-1:????????????:agent/*",
    "arn:aws:bedrock:*",
  ].map((pattern) => ({
    title: `near miss: a source of any account, ${pattern}`,
    resources: trusting(bedrock({ StringLike: { "aws:SourceArn": pattern } })),
    outcome: "violation" as const,
  })),
  {
    title: "near miss: a source that need not be told",
    resources: trusting(bedrock({ StringEqualsIfExists: { "aws:SourceAccount": ACCOUNT } })),
    outcome: "violation",
  },
  {
    title: "near miss: sources of any account, of a service that is not known to tell them",
    resources: trusting(
      document({
        Effect: "Allow",
        Principal: { Service: "glue.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:glue:*:*:job/*" } },
      }),
    ),
    outcome: "violation",
  },
  ...["repo:*:environment:prod", "repo:*/infra:*", "repo:acme*", "*"].map((subject) => ({
    title: `near miss: a repository of any owner, ${subject}`,
    resources: trusting(federated(GITHUB, { StringLike: { [`${GITHUB}:sub`]: subject } })),
    outcome: "violation" as const,
  })),
  ...["repo:acme/infra:*", "repo:acme/*"].map((subject) => ({
    title: `repositories of one owner, ${subject}`,
    resources: trusting(federated(GITHUB, { StringLike: { [`${GITHUB}:sub`]: subject } })),
    outcome: "pass" as const,
  })),
  {
    title: "near miss: a service account of any namespace",
    resources: trusting(federated(CLUSTER, { StringLike: { [`${CLUSTER}:sub`]: "system:serviceaccount:*:handler" } })),
    outcome: "violation",
  },
  {
    title: "service accounts of one namespace",
    resources: trusting(federated(CLUSTER, { StringLike: { [`${CLUSTER}:sub`]: "system:serviceaccount:support:*" } })),
    outcome: "pass",
  },
  {
    title: "one statement with a condition, one without",
    resources: trusting(
      document(
        ...[{ StringEquals: { "aws:SourceAccount": ACCOUNT } }, undefined].map((Condition) => ({
          Effect: "Allow",
          Principal: { Service: ["states.amazonaws.com", "lambda.amazonaws.com"] },
          Action: "sts:AssumeRole",
          ...(Condition && { Condition }),
        })),
      ),
    ),
    outcome: "violation",
  },
  {
    title: "one branch of one repository",
    resources: trusting(
      federated(GITHUB, {
        StringEquals: {
          [`${GITHUB}:aud`]: "sts.amazonaws.com",
          [`${GITHUB}:sub`]: "repo:acme/platform:ref:refs/heads/main",
        },
      }),
    ),
    outcome: "pass",
  },
  {
    title: "any repository, by audience only",
    resources: trusting(federated(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } })),
    outcome: "violation",
  },
  {
    title: "any repository, by pattern",
    resources: trusting(federated(GITHUB, { StringLike: { [`${GITHUB}:sub`]: "repo:*" } })),
    outcome: "violation",
  },
  {
    title: "one service account of a cluster",
    resources: trusting(
      federated(CLUSTER, { StringEquals: { [`${CLUSTER}:sub`]: "system:serviceaccount:support:handler" } }),
    ),
    outcome: "pass",
  },
  { title: "every service account of a cluster", resources: trusting(federated(CLUSTER)), outcome: "violation" },
  { title: "anyone", resources: trusting(anyone()), outcome: "violation" },
  {
    title: "anyone of the organisation",
    resources: trusting(anyone({ StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } })),
    outcome: "pass",
  },
  {
    title: "everyone but one",
    resources: trusting(
      document({ Effect: "Allow", NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "sts:AssumeRole" }),
    ),
    outcome: "violation",
  },
  { title: "a trust policy that is not known yet", resources: trusting(UNKNOWN), outcome: "undetermined" },
  {
    title: "a source that is not known yet",
    resources: trusting({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "states.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { ArnLike: { "aws:SourceArn": UNKNOWN } },
        },
      ],
    }),
    outcome: "undetermined",
  },
  {
    title: "Lambda, to which a role is passed within its account only",
    resources: trusting(
      document({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }),
    ),
    outcome: "not-applicable",
  },
];
