import type { ResourceRecord } from "@plinth/policies";
import { documentOf, statementsOf, withMember, withStatements } from "./documents";
import { type Generator, type Mutation, named, ofType, type Props, withOneMore } from "./mutation";
import { fillTemplate, isProduction, type Location, workloadsIn } from "./workload-location";

const HUMAN = "iam-human-cannot-invoke-production-models";
const SCOPED = "iam-invocation-is-scoped";
const PASS = "iam-passrole-is-bounded";
const FULL = "iam-access-is-not-full";
const ESCALATES = "iam-privileges-do-not-escalate";
const TEMPORARY = "iam-credentials-are-temporary";
const PERMISSION_SET = "aws:ssoadmin/permissionSet:PermissionSet";
const INLINE = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";
const MANAGED = "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment";

/** An action of every route to a model's answer. */
const ROUTES = [
  "bedrock:InvokeModel",
  "bedrock:InvokeModelWithResponseStream",
  "bedrock:InvokeModelWithBidirectionalStream",
  "bedrock:CreateModelInvocationJob",
  "bedrock:InvokeAgent",
  "bedrock:InvokeInlineAgent",
  "bedrock:InvokeFlow",
  "bedrock:RetrieveAndGenerate",
  "bedrock:CallWithBearerToken",
  "bedrock-mantle:CreateInference",
  "bedrock-agentcore:InvokeAgentRuntime",
  "sagemaker:InvokeEndpoint",
  "sagemaker:InvokeEndpointAsync",
  "sagemaker:InvokeEndpointWithResponseStream",
];

/** Ways to what production runs, beside a model's answer. */
const WAYS_IN = [
  "batch:SubmitJob",
  "bedrock:UpdateAgent",
  "cloudformation:ExecuteChangeSet",
  "codebuild:StartBuild",
  "ec2-instance-connect:SendSSHPublicKey",
  "ecs:ExecuteCommand",
  "eks:CreateAccessEntry",
  "events:PutTargets",
  "glue:StartJobRun",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateSAMLProvider",
  "kms:CreateGrant",
  "lambda:UpdateFunctionCode",
  "s3:PutBucketPolicy",
  "sagemaker:CreatePresignedDomainUrl",
  "ssm:StartSession",
  "sso:CreateAccountAssignment",
  "states:UpdateStateMachine",
];

const TRUSTS: readonly { readonly who: string; readonly statement: Props }[] = [
  {
    who: "of its account",
    statement: { Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::{account}:root" } },
  },
  {
    who: "of the identity provider",
    statement: {
      Action: "sts:AssumeRoleWithSAML",
      Principal: { Federated: "arn:aws:iam::{account}:saml-provider/corporate" },
      Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    },
  },
];

/** People and teams that a stack has not, with each way to a model; and permission sets that reach further than they do. */
export const humanAccess: Generator = (records) => [
  ...workloadsIn(records)
    .filter(({ neighbour }) => isProduction(neighbour))
    .flatMap(({ neighbour, location }) => [
      ...ROUTES.flatMap((action) => newPrincipals(records, neighbour, location, action)),
      ...WAYS_IN.flatMap((action) => newTeams(records, neighbour, location, action)),
      ...credentials(records, neighbour),
    ]),
  ...ofType(records, PERMISSION_SET).flatMap((set) => permissionSets(records, set)),
];

function newPrincipals(
  records: readonly ResourceRecord[],
  neighbour: ResourceRecord,
  location: Location,
  action: string,
): readonly Mutation[] {
  const allow = { Effect: "Allow", Action: action, Resource: "*" };
  const policy = documentOf(allow);
  const expected = { caughtBy: [HUMAN], names: ["added"], companions: [SCOPED, TEMPORARY] };
  const withNewPrincipal = (type: string, props: Props) =>
    withOneMore(records, neighbour, { type, name: "added", props: { name: "added", ...props } });
  const kinds = { user: "user:User", group: "group:Group" };
  return [
    ...Object.entries(kinds).map(([kind, type]) => ({
      title: `a ${kind} who may ${action}`,
      records: withOneMore(withNewPrincipal(`aws:iam/${type}`, {}), neighbour, {
        type: kind === "user" ? "aws:iam/userPolicy:UserPolicy" : "aws:iam/groupPolicy:GroupPolicy",
        name: "added-policy",
        props: { [kind]: "added", policy },
      }),
      ...expected,
    })),
    ...fillTemplate(TRUSTS, location).map(({ who, statement }) => ({
      title: `a role ${who} that may ${action}`,
      records: withNewPrincipal("aws:iam/role:Role", {
        assumeRolePolicy: documentOf({ Effect: "Allow", ...statement }),
        inlinePolicies: [{ name: "models", policy }],
      }),
      ...expected,
    })),
  ];
}

/** Roles for people that get at what production runs. */
function newTeams(
  records: readonly ResourceRecord[],
  neighbour: ResourceRecord,
  location: Location,
  action: string,
): readonly Mutation[] {
  const policy = documentOf({ Effect: "Allow", Action: action, Resource: "*" });
  return fillTemplate(TRUSTS, location).map(({ who, statement }) => ({
    title: `a role ${who} that may ${action}`,
    records: withOneMore(records, neighbour, {
      type: "aws:iam/role:Role",
      name: "added",
      props: {
        name: "added",
        assumeRolePolicy: documentOf({ Effect: "Allow", ...statement }),
        inlinePolicies: [{ name: "operations", policy }],
      },
    }),
    caughtBy: [HUMAN],
    names: ["added"],
    companions: [ESCALATES],
  }));
}

/** Credentials for models that outlive whoever they were made for. */
function credentials(records: readonly ResourceRecord[], neighbour: ResourceRecord): readonly Mutation[] {
  const policy = documentOf({ Effect: "Allow", Action: "bedrock:InvokeModel", Resource: "*" });
  const withUser = [
    { type: "aws:iam/user:User", name: "added", props: { name: "added" } },
    { type: "aws:iam/userPolicy:UserPolicy", name: "added-policy", props: { user: "added", policy } },
  ].reduce((all, one) => withOneMore(all, neighbour, one), [...records]);
  const kinds: readonly (readonly [string, string, Props])[] = [
    ["an access key", "aws:iam/accessKey:AccessKey", { user: "added" }],
    [
      "a key for models",
      "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
      { userName: "added", serviceName: "bedrock.amazonaws.com" },
    ],
  ];
  return kinds.map(([what, type, props]) => ({
    title: `a user with ${what}`,
    records: withOneMore(withUser, neighbour, { type, name: "added-key", props }),
    caughtBy: [TEMPORARY],
    names: ["added-key"],
    companions: [HUMAN, SCOPED],
  }));
}

function permissionSets(records: readonly ResourceRecord[], set: ResourceRecord): readonly Mutation[] {
  const policies = ofType(records, INLINE).filter(
    ({ props }) => named(records, PERMISSION_SET, props.permissionSetArn) === set,
  );
  const administrator = {
    type: MANAGED,
    name: "administrator",
    props: {
      permissionSetArn: set.props.arn,
      managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    },
  };
  return [
    {
      title: `${set.name} with AdministratorAccess`,
      records: withOneMore(records, set, administrator),
      caughtBy: [HUMAN, PASS],
      names: [set.name],
      companions: [FULL, ESCALATES],
    },
    ...policies.flatMap((policy) => inline(records, set, policy)),
  ];
}

function inline(records: readonly ResourceRecord[], set: ResourceRecord, policy: ResourceRecord): readonly Mutation[] {
  const statements = statementsOf(policy, "inlinePolicy");
  const inlined = (document: readonly Props[]) => withStatements(records, policy, "inlinePolicy", document);
  const allowing = statements.filter(({ Effect }) => Effect === "Allow");
  const expected = { caughtBy: [HUMAN], names: [set.name] };
  const tries = allowing.find(({ Sid }) => Sid === "TryApprovedModels");
  return [
    ...ROUTES.map((Action) => ({
      title: `${policy.name} allows ${Action} instead of denying it`,
      records: inlined([...allowing, { Effect: "Allow", Action, Resource: "*" }]),
      ...expected,
    })),
    {
      title: `${policy.name} passes roles`,
      records: inlined([...statements, { Effect: "Allow", Action: "iam:PassRole", Resource: "*" }]),
      caughtBy: [PASS],
      names: [set.name],
    },
    ...WAYS_IN.map((Action) => ({
      title: `${policy.name} allows ${Action}`,
      records: inlined([...statements, { Effect: "Allow", Action, Resource: "*" }]),
      ...expected,
      companions: [ESCALATES],
    })),
    ...(tries
      ? [
          {
            title: `${policy.name} tries models in every account`,
            records: inlined(
              withMember(statements, tries, { Condition: undefined }).filter(({ Effect }) => Effect === "Allow"),
            ),
            ...expected,
          },
        ]
      : []),
  ];
}
