import type { ResourceRecord } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { ROLE_USING_TYPES } from "../../../policies/readers/iam/compute-roles";
import { type Statement, statementsOf, textsOf, withMember, withStatements } from "./documents";
import { changed, type Generator, type Mutation, named, ofType, type Props, withOneMore } from "./mutation";
import { fillTemplate, isProduction, locationOf } from "./workload-location";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const POLICY = "aws:iam/policy:Policy";
const SCOPED = "iam-invocation-is-scoped";
const BOUNDED = "iam-workload-role-has-boundary";
const TRUSTED = "iam-trust-has-source-conditions";
const FULL = "iam-access-is-not-full";
const SHARED = "iam-role-serves-one-workload";
const HUMAN = "iam-human-cannot-invoke-production-models";
const ALARMED = "lambda-function-is-alarmed";
/** A second one has no alarms and no traces, another workload's agent nobody who approves, another environment its own account. */
const OTHERS = [
  ALARMED,
  "agent-actions-are-approved",
  "environments-have-own-accounts",
  "inference-compute-is-alarmed",
  "workload-answers-are-evaluated",
  "workload-compute-is-traced",
];
/** A wide statement breaks every bound on its role, makes what runs under it one that asks models, and reaches services that the VPC has no endpoint for. */
const WIDER = [
  ALARMED,
  FULL,
  HUMAN,
  "bedrock-inference-stays-resident",
  "bedrock-invocation-carries-guardrail",
  "bedrock-invocation-is-attributable",
  "bedrock-model-is-approved",
  "iam-privileges-do-not-escalate",
  "iam-workload-role-keeps-audit-records",
  "iam-workload-cannot-weaken-its-controls",
  "vpc-endpoints-serve-the-workload",
];
const ROLE_PROPERTIES = ["role", "roleArn", "taskRoleArn", "executionRoleArn"];
const { tagKeys } = loadStandard();

/** Actions, by service, that reach a model or data; the use of a guardrail does not. */
const REACHING: Readonly<Record<string, string>> = { bedrock: "bedrock:Invoke", kms: "kms:", s3: "s3:" };

/** Wildcards over what other workloads have. */
const RANGES: readonly (readonly [what: string, members: Props])[] = [
  ["buckets of the environment", { Action: "s3:GetObject", Resource: "arn:aws:s3:::prod-*/*" }],
  ["buckets by the end of their names", { Action: "s3:PutObject", Resource: "arn:aws:s3:::*-outputs/*" }],
  [
    "any agent's test alias",
    { Action: "bedrock:InvokeAgent", Resource: "arn:aws:bedrock:*:*:agent-alias/*/TSTALIASID" },
  ],
  [
    "knowledge bases by length",
    { Action: "bedrock:Retrieve", Resource: "arn:aws:bedrock:*:*:knowledge-base/??????????" },
  ],
];

export const identity: Generator = (records) => [
  ...ofType(records, ROLE_POLICY).flatMap((policy) => rolePolicies(records, policy)),
  ...ofType(records, ROLE).flatMap((role) => [
    ...boundaries(records, role),
    ...trusts(records, role),
    ...sharing(records, role),
  ]),
];

function rolePolicies(records: readonly ResourceRecord[], policy: ResourceRecord): readonly Mutation[] {
  const role = named(records, ROLE, policy.props.role);
  if (!role) return [];
  const statements = statementsOf(policy, "policy");
  return statements.flatMap((statement, index) => {
    const actions = textsOf(statement.Action);
    const services = [...new Set(actions.map((action) => action.slice(0, action.indexOf(":"))))].join(" ");
    const mutation = (title: string, members: Props): Mutation => ({
      title: `${policy.name}, statement ${index} of ${services}, ${title}`,
      records: withStatements(records, policy, "policy", withMember(statements, statement, members)),
      // Of a role that a service uses for itself, or people take on, only models are asked.
      caughtBy: usersOf(records, role).length > 0 ? [SCOPED] : [SCOPED, FULL, "iam-actions-name-their-resources"],
      names: [role.name, policy.name],
      companions: WIDER,
    });
    if (statement.Effect !== "Allow") return [];
    const reached = Object.keys(REACHING).filter((service) =>
      actions.some((a) => a.startsWith(REACHING[service] ?? "")),
    );
    const unconditional = { Condition: undefined };
    return [
      mutation("for everything", { Action: "*", Resource: "*", ...unconditional }),
      mutation("for everything but IAM", { Action: undefined, NotAction: "iam:*", Resource: "*", ...unconditional }),
      mutation("for every model", { Action: "bedrock:*", Resource: "*", ...unconditional }),
      mutation("for every object", { Action: ["s3:*"], Resource: "arn:aws:s3:::*", ...unconditional }),
      ...reached.flatMap((service) => [
        mutation(`for every resource of ${service}`, { Resource: "*", ...unconditional }),
        mutation(`for all but one resource of ${service}`, {
          Resource: undefined,
          NotResource: `arn:aws:${service}:::none`,
          ...unconditional,
        }),
      ]),
      ...(reached.includes("s3") && usersOf(records, role).length > 0 ? RANGES : []).map(([what, members]) =>
        mutation(`for ${what}`, { ...members, ...unconditional }),
      ),
      ...(reached.includes("kms") && statement.Condition ? [mutation("without its condition", unconditional)] : []),
    ];
  });
}

function boundaries(records: readonly ResourceRecord[], role: ResourceRecord): readonly Mutation[] {
  const boundary = named(records, POLICY, role.props.permissionsBoundary);
  if (!boundary || usersOf(records, role).length === 0) return [];
  const expected = { caughtBy: [BOUNDED], names: [role.name] };
  const statements = statementsOf(boundary, "policy");
  const wide: readonly [string, readonly (Statement | Props)[]][] = [
    ["everything", [{ Effect: "Allow", Action: "*", Resource: "*" }]],
    ["everything but organisations", [{ Effect: "Allow", NotAction: "organizations:*", Resource: "*" }]],
    [
      "IAM as well",
      [...statements.filter(({ Effect }) => Effect === "Allow"), { Effect: "Allow", Action: "iam:*", Resource: "*" }],
    ],
  ];
  return [
    {
      title: `${role.name} without its boundary`,
      records: changed(records, role, { permissionsBoundary: undefined }),
      ...expected,
    },
    {
      title: `${role.name} bounded by AdministratorAccess`,
      records: changed(records, role, { permissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess" }),
      ...expected,
    },
    ...wide.map(([what, document]) => ({
      title: `${boundary.name} allows ${what}`,
      records: withStatements(records, boundary, "policy", document),
      ...expected,
    })),
  ];
}

/** Somebody else in a trust policy, and the rules that know them. */
const EXTERNAL_PRINCIPALS: readonly {
  readonly who: string;
  readonly members: Props;
  readonly caughtBy: readonly string[];
}[] = [
  { who: "everybody", members: { Principal: { AWS: "*" } }, caughtBy: [TRUSTED] },
  { who: "everybody, for short", members: { Principal: "*" }, caughtBy: [TRUSTED] },
  {
    who: "everybody but one",
    members: { NotPrincipal: { AWS: "arn:aws:iam::111111111111:root" } },
    caughtBy: [TRUSTED],
  },
  ...["bedrock", "sagemaker", "states", "scheduler", "ecs-tasks", "bedrock-agentcore", "vpc-flow-logs"].map(
    (service) => ({
      who: `${service} for anybody`,
      members: { Principal: { Service: `${service}.amazonaws.com` } },
      caughtBy: [TRUSTED],
    }),
  ),
  {
    who: "every repository",
    members: {
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: "arn:aws:iam::{account}:oidc-provider/token.actions.githubusercontent.com" },
      Condition: { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
    },
    caughtBy: [TRUSTED],
  },
];

/** People in a trust policy, who then can do what the role can. */
const HUMAN_PRINCIPALS: readonly { readonly who: string; readonly members: Props }[] = [
  { who: "its whole account", members: { Principal: { AWS: "arn:aws:iam::{account}:root" } } },
  { who: "its account by number", members: { Principal: { AWS: "{account}" } } },
  { who: "a user", members: { Principal: { AWS: "arn:aws:iam::{account}:user/ann" } } },
  {
    who: "a team's single sign-on",
    members: {
      Principal: {
        AWS: "arn:aws:iam::{account}:role/aws-reserved/sso.amazonaws.com/{region}/AWSReservedSSO_plinth-developer_0123456789abcdef",
      },
    },
  },
  {
    who: "an identity provider",
    members: {
      Action: "sts:AssumeRoleWithSAML",
      Principal: { Federated: "arn:aws:iam::{account}:saml-provider/corporate" },
      Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    },
  },
];

function trusts(records: readonly ResourceRecord[], role: ResourceRecord): readonly Mutation[] {
  const statements = statementsOf(role, "assumeRolePolicy");
  const trust = (...document: readonly Props[]) => withStatements(records, role, "assumeRolePolicy", document);
  const assume = { Effect: "Allow", Action: "sts:AssumeRole" };
  const names = [role.name];
  const location = locationOf(role);
  const asHuman = { caughtBy: [HUMAN], names };
  return [
    ...fillTemplate(EXTERNAL_PRINCIPALS, location).map(({ who, members, caughtBy }) => ({
      title: `${role.name} also trusts ${who}`,
      records: trust(...statements, { ...assume, ...members }),
      caughtBy,
      names,
      companions: [HUMAN, "iam-trust-stays-inside"],
    })),
    ...(invokes(records, role) && isProduction(role)
      ? fillTemplate(HUMAN_PRINCIPALS, location).map(({ who, members }) => ({
          title: `${role.name} also trusts ${who}`,
          records: trust(...statements, { ...assume, ...members }),
          ...asHuman,
        }))
      : []),
    ...statements
      .filter(({ Condition }) => isFlowLogs(role) && Condition)
      .map((statement) => ({
        title: `${role.name} without source conditions`,
        records: trust(...withMember(statements, statement, { Condition: undefined })),
        caughtBy: [TRUSTED],
        names,
      })),
  ];
}

/** Lambda is only ever handed a role of its own account, so a condition adds nothing there. */
function isFlowLogs({ props }: ResourceRecord): boolean {
  return String(props.assumeRolePolicy).includes("vpc-flow-logs.amazonaws.com");
}

function invokes(records: readonly ResourceRecord[], role: ResourceRecord): boolean {
  return ofType(records, ROLE_POLICY).some(
    ({ props }) =>
      props.role === role.props.name && String(props.policy).includes('"Allow","Action":["bedrock:InvokeModel'),
  );
}

/** What runs under the role once more, for others; and under other tags. */
function sharing(records: readonly ResourceRecord[], role: ResourceRecord): readonly Mutation[] {
  const other = [
    [tagKeys.workload, "other"],
    [tagKeys.environment, "test"],
  ] as const;
  return usersOf(records, role).flatMap((user) =>
    other.flatMap(([key, value]): Mutation[] => {
      const tags = { ...toProps(user.props.tagsAll), [key]: value };
      // A workflow's key is then another workload's.
      const companions = [...OTHERS, "data-store-is-encrypted"];
      const expected = { caughtBy: [SHARED], names: [role.name, user.name], companions };
      const twin = { ...user.props, tags, tagsAll: tags, name: user.props.name, arn: undefined };
      return [
        {
          title: `${role.name} shared with another like ${user.name} whose ${key} is ${value}`,
          records: withOneMore(records, user, { type: user.type, name: "twin", props: twin }),
          ...expected,
        },
        {
          title: `${user.name}, under ${role.name}, whose ${key} is ${value}`,
          records: changed(records, user, { tags, tagsAll: tags }),
          ...expected,
        },
        {
          title: `${role.name} whose ${key} is ${value}`,
          records: changed(records, role, { tags, tagsAll: tags }),
          ...expected,
          // What it reads is then another workload's.
          companions: [...OTHERS, SCOPED],
        },
      ];
    }),
  );
}

/** Compute that runs under a role. */
function usersOf(records: readonly ResourceRecord[], role: ResourceRecord): readonly ResourceRecord[] {
  return ofType(records, ...ROLE_USING_TYPES).filter(({ props }) =>
    ROLE_PROPERTIES.some((property) => props[property] === role.props.arn),
  );
}

function toProps(value: unknown): Props {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
