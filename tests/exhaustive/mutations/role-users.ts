import type { ResourceRecord } from "@plinth/policies";
import { documentOf, statementsOf, withStatements } from "./documents";
import { type Generator, type Mutation, ofType, type Props, withOneMore } from "./mutation";
import { fillTemplate, isProduction, locationOf, workloadsIn } from "./workload-location";

const ROLE = "aws:iam/role:Role";
const SHARED = "iam-role-serves-one-workload";
const HUMAN = "iam-human-cannot-invoke-production-models";
/** A role of another workload has no boundary here, and people beside it are a finding of their own. */
const OTHERS = ["iam-workload-role-has-boundary", HUMAN, "iam-trust-stays-inside"];
const OTHER_TAGS = {
  workload: "other",
  owner: "other",
  environment: "{environment}",
  "data-classification": "internal",
};
const PROFILE = "arn:aws:bedrock:{region}:{account}:application-inference-profile/abc123def456";
const OIDC = "oidc.eks.{region}.amazonaws.com/id/1A2B";

/** What else than compute names a role, with what it needs to be one. */
const USERS: readonly { readonly type: string; readonly props: Props }[] = [
  { type: "aws:iot/topicRule:TopicRule", props: { name: "added", enabled: true, s3: { roleArn: "{role}" } } },
  { type: "aws:pipes/pipe:Pipe", props: { name: "added", roleArn: "{role}" } },
  { type: "aws:lex/v2modelsBot:V2modelsBot", props: { name: "added", roleArn: "{role}" } },
  {
    type: "aws:codepipeline/pipeline:Pipeline",
    props: { name: "added", stages: [{ actions: [{ roleArn: "{role}" }] }] },
  },
  { type: "aws:amplify/app:App", props: { name: "added", computeRoleArn: "{role}" } },
];

/** People and things outside AWS that a service lends a role to. */
const LENDERS: readonly Props[] = [
  {
    Principal: { Service: "rolesanywhere.amazonaws.com" },
    Condition: { ArnLike: { "aws:SourceArn": "arn:aws:rolesanywhere:*:{account}:*" } },
  },
  { Principal: { Service: "chatbot.amazonaws.com" } },
  {
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: "cognito-identity.amazonaws.com" },
    Condition: {
      StringEquals: {
        "cognito-identity.amazonaws.com:aud": "{region}:1a2b",
        "cognito-identity.amazonaws.com:amr": "unauthenticated",
      },
    },
  },
];

/** Whom a role serves besides its workload, by what names it and by what it trusts; and principals of other stacks. */
export const roleUsers: Generator = (records) => [
  ...rolesThatInvoke(records).flatMap((role) => [
    ...users(records, role),
    ...chains(records, role),
    ...serviceAccounts(records, role),
    ...lenders(records, role),
  ]),
  ...outsiders(records),
];

/** One role of each stack: the others are under the same rules. */
function rolesThatInvoke(records: readonly ResourceRecord[]): readonly ResourceRecord[] {
  return ofType(records, ROLE)
    .filter((role) => typeof role.props.arn === "string" && invokes(records, role))
    .slice(0, 1);
}

function invokes(records: readonly ResourceRecord[], { props }: ResourceRecord): boolean {
  return ofType(records, "aws:iam/rolePolicy:RolePolicy").some(
    (policy) => policy.props.role === props.name && String(policy.props.policy).includes("bedrock:InvokeModel"),
  );
}

function users(records: readonly ResourceRecord[], role: ResourceRecord): readonly Mutation[] {
  const location = { ...locationOf(role), role: String(role.props.arn) };
  return fillTemplate(USERS, location).map(({ type, props }) => {
    const tags = fillTemplate(OTHER_TAGS, location);
    return {
      title: `${role.name} under another workload's ${type}`,
      records: withOneMore(records, role, { type, name: "added", props: { ...props, tags, tagsAll: tags } }),
      caughtBy: [SHARED],
      names: [role.name, "added"],
      companions: ["inference-compute-has-no-internet-path", "data-store-is-encrypted", "iam-passrole-is-bounded"],
    };
  });
}

function chains(records: readonly ResourceRecord[], role: ResourceRecord): readonly Mutation[] {
  const location = locationOf(role);
  const arn = `arn:aws:iam::${location.account}:role/added`;
  const tags = fillTemplate(OTHER_TAGS, location);
  const assumeRolePolicy = documentOf({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { Service: "lambda.amazonaws.com" },
  });
  const props = { name: "added", arn, assumeRolePolicy, tags, tagsAll: tags };
  const trusted = trusting(records, role, { Action: "sts:AssumeRole", Principal: { AWS: arn } });
  return [
    {
      title: `${role.name} taken on by another workload's role`,
      records: withOneMore(trusted, role, { type: ROLE, name: "added", props }),
      caughtBy: [SHARED],
      names: [role.name, "added"],
      companions: OTHERS,
    },
  ];
}

function serviceAccounts(records: readonly ResourceRecord[], role: ResourceRecord): readonly Mutation[] {
  const pods = (operator: string, ...subjects: readonly string[]) => ({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::{account}:oidc-provider/${OIDC}` },
    Condition: { [operator]: { [`${OIDC}:sub`]: subjects.map((subject) => `system:serviceaccount:${subject}`) } },
  });
  const statements = [pods("StringEquals", "one:api", "two:api"), pods("StringLike", "*:api")];
  return fillTemplate(statements, locationOf(role)).map((statement, i) => ({
    title: `${role.name} taken on by service accounts of ${i === 0 ? "two namespaces" : "every namespace"}`,
    records: trusting(records, role, statement),
    caughtBy: [SHARED],
    names: [role.name],
    companions: [...OTHERS, "iam-trust-has-source-conditions"],
  }));
}

function lenders(records: readonly ResourceRecord[], role: ResourceRecord): readonly Mutation[] {
  if (!isProduction(role)) return [];
  return fillTemplate(LENDERS, locationOf(role)).map((statement) => ({
    title: `${role.name} lent out: ${JSON.stringify(statement)}`,
    records: trusting(records, role, { Action: "sts:AssumeRole", ...statement }),
    caughtBy: [HUMAN],
    names: [role.name],
    companions: ["iam-trust-has-source-conditions"],
  }));
}

function trusting(records: readonly ResourceRecord[], role: ResourceRecord, statement: Props): ResourceRecord[] {
  const statements = statementsOf(role, "assumeRolePolicy");
  return withStatements(records, role, "assumeRolePolicy", [...statements, { Effect: "Allow", ...statement }]);
}

/** Policies for a group and a permission set that another stack manages. */
function outsiders(records: readonly ResourceRecord[]): readonly Mutation[] {
  return workloadsIn(records)
    .filter(({ neighbour }) => isProduction(neighbour))
    .flatMap(({ neighbour, location }) => {
      const policy = fillTemplate(
        documentOf({ Effect: "Allow", Action: "bedrock:InvokeModel", Resource: PROFILE }),
        location,
      );
      return [
        { type: "aws:iam/groupPolicy:GroupPolicy", props: { group: "elsewhere", policy } },
        {
          type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
          props: { permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1", inlinePolicy: policy },
        },
      ].map(({ type, props }) => ({
        title: `a model for people of another stack, by ${type}`,
        records: withOneMore(records, neighbour, { type, name: "added", props }),
        caughtBy: [HUMAN],
        names: ["added"],
      }));
    });
}
