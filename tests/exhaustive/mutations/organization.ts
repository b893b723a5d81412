import type { ResourceRecord } from "@plinth/policies";
import { type Statement, statementsOf, textsOf, withMember, withStatements } from "./documents";
import { changed, type Generator, type Mutation, named, ofType, type Props, withOneMore, without } from "./mutation";

const GUARDED = "organization-production-is-guarded";
const UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit";
const ACCOUNT = "aws:organizations/account:Account";
const POLICY = "aws:organizations/policy:Policy";
const ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";

/** What only the production policy denies, as it writes it: keys for models and what goes unrecorded are denied above too. */
const WAYS = [
  "bedrock-agentcore:Invoke*",
  "bedrock:AgenticRetrieve*",
  "bedrock:CreateModelInvocationJob",
  "bedrock:Invoke*",
  "bedrock:Retrieve*",
  "bedrock:StartFlowExecution",
  "sagemaker:InvokeEndpoint*",
];

export const organization: Generator = (records) => [
  ...ofType(records, ATTACHMENT).flatMap((attachment) => attachments(records, attachment)),
  ...ofType(records, POLICY).flatMap((policy) => contents(records, policy)),
  ...ofType(records, ACCOUNT).flatMap((account) => accounts(records, account)),
  ...ofType(records, "aws:organizations/organization:Organization").map((owner) => inManagementAccount(records, owner)),
];

/** Whether a policy is the one that keeps production's models to workloads. */
function guards(policy: ResourceRecord | undefined): policy is ResourceRecord {
  return policy !== undefined && statementsOf(policy, "content").some(isGuard);
}

function isGuard({ Sid }: Statement): boolean {
  return Sid === "OnlyWorkloadsInvokeModels";
}

function production(records: readonly ResourceRecord[]): readonly string[] {
  return ofType(records, UNIT, ACCOUNT).flatMap(({ name }) => (/(?<!non-)prod/.test(name) ? [name] : []));
}

function attachments(records: readonly ResourceRecord[], attachment: ResourceRecord): readonly Mutation[] {
  if (!guards(named(records, POLICY, attachment.props.policyId))) return [];
  const elsewhere = ofType(records, UNIT).filter(({ id }) => id !== attachment.props.targetId);
  const expected = { caughtBy: [GUARDED], names: production(records) };
  return [
    { title: `${attachment.name} removed`, records: without(records, attachment), ...expected },
    ...elsewhere
      .filter(({ name }) => name.endsWith("security") || name.endsWith("non-production"))
      .map((unit) => ({
        title: `${attachment.name} on ${unit.name} instead`,
        records: changed(records, attachment, { targetId: unit.id }),
        ...expected,
      })),
  ];
}

function contents(records: readonly ResourceRecord[], policy: ResourceRecord): readonly Mutation[] {
  const statements = statementsOf(policy, "content");
  return statements.filter(isGuard).flatMap((guard) => {
    const mutation = (title: string, members: Props): Mutation => ({
      title: `${policy.name} ${title}`,
      records: withStatements(records, policy, "content", withMember(statements, guard, members)),
      caughtBy: [GUARDED],
      names: production(records),
    });
    const actions = textsOf(guard.Action);
    const except = (...arns: readonly string[]) => ({ Condition: { ArnNotLike: { "aws:PrincipalArn": arns } } });
    return [
      ...WAYS.map((way) => mutation(`without ${way}`, { Action: actions.filter((action) => action !== way) })),
      mutation("excepting every role", except("arn:aws:iam::*:role/*")),
      mutation("excepting everybody", except("*")),
      mutation(
        "excepting single sign-on",
        except("arn:aws:iam::*:role/workload/*", "arn:aws:iam::*:role/aws-reserved/*"),
      ),
      mutation("of one region alone", { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }),
      mutation("of services alone", { Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } }),
      mutation("of models alone", { Resource: "arn:aws:bedrock:*::foundation-model/*" }),
    ];
  });
}

/** A production account outside of the unit that production is guarded in. */
function accounts(records: readonly ResourceRecord[], account: ResourceRecord): readonly Mutation[] {
  const elsewhere = ofType(records, UNIT).find(({ name }) => name.endsWith("non-production"));
  if (!elsewhere || !production(records).includes(account.name)) return [];
  return [
    {
      title: `${account.name} in ${elsewhere.name}`,
      records: changed(records, account, { parentId: elsewhere.id }),
      caughtBy: [GUARDED],
      names: [account.name],
    },
  ];
}

function inManagementAccount(records: readonly ResourceRecord[], owner: ResourceRecord): Mutation {
  const type = "aws:bedrock/agentAgent:AgentAgent";
  const props = { agentName: "added", foundationModel: "anthropic.claude-sonnet-4-5-20250929-v1:0" };
  return {
    title: "an agent in the management account",
    records: withOneMore(records, owner, { type, name: "added", props }),
    caughtBy: ["management-account-runs-no-workload"],
    names: ["added"],
    companions: [
      "aws-service-is-open",
      "bedrock-invocation-is-attributable",
      "bedrock-model-has-inventory-entry",
      "bedrock-route-carries-guardrail",
      "workload-spend-is-budgeted",
    ],
  };
}
