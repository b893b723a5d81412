import type { ResourceRecord } from "@plinth/policies";
import { type Statement, statementsOf, textsOf, withMember, withStatements } from "./documents";
import {
  changed,
  changedAt,
  type Generator,
  judgedNames,
  type Mutation,
  named,
  ofType,
  type Props,
  without,
} from "./mutation";
import { locationOf } from "./workload-location";

const APPROVED = "bedrock-model-is-approved";
const ATTRIBUTABLE = "bedrock-invocation-is-attributable";
const GUARDED = "bedrock-invocation-carries-guardrail";
const INVENTORY = "bedrock-model-has-inventory-entry";
const RESIDENT = "bedrock-inference-stays-resident";
const SCOPED = "iam-invocation-is-scoped";
const MODEL = "foundation-model/";
/** A model that no catalogue of ours names. */
const STRANGER = "meta.llama3-70b-instruct-v1:0";

export const models: Generator = (records) => [
  ...ofType(records, "aws:sagemaker/modelCard:ModelCard").flatMap((card) => inventory(records, card)),
  ...ofType(records, "aws:iam/rolePolicy:RolePolicy").flatMap((policy) => {
    const role = named(records, "aws:iam/role:Role", policy.props.role);
    if (!role) return [];
    return [
      ...permissions(records, policy, role),
      ...guardrails(records, policy, role),
      ...controls(records, policy, role),
    ];
  }),
  ...ofType(records, "aws:bedrock/inferenceProfile:InferenceProfile").flatMap((profile) => profiles(records, profile)),
  ...ofType(records, "aws:bedrock/guardrail:Guardrail").flatMap((guardrail) => filters(records, guardrail)),
  ...ofType(records, "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase").map((base) => hasty(records, base)),
];

/** A knowledge base that waits for nothing but what its properties refer to. */
function hasty(records: readonly ResourceRecord[], knowledgeBase: ResourceRecord): Mutation {
  const dependencies = Object.values(knowledgeBase.edges ?? {}).flat();
  return {
    title: `${knowledgeBase.name} without dependsOn`,
    records: records.map((record) => (record === knowledgeBase ? { ...record, dependencies } : record)),
    caughtBy: ["knowledge-base-waits-for-its-access"],
    names: [knowledgeBase.name],
  };
}

/** A guardrail that lets everything through. */
function filters(records: readonly ResourceRecord[], guardrail: ResourceRecord): readonly Mutation[] {
  const policies = Object.keys(guardrail.props).filter((name) => name.endsWith("PolicyConfig"));
  return [
    {
      title: `${guardrail.name} without filters`,
      records: changed(records, guardrail, Object.fromEntries(policies.map((policy) => [policy, undefined]))),
      caughtBy: ["bedrock-guardrail-blocks"],
      names: [guardrail.name],
    },
  ];
}

/** What a statement lets a role invoke models by. */
function permissions(
  records: readonly ResourceRecord[],
  policy: ResourceRecord,
  role: ResourceRecord,
): readonly Mutation[] {
  const statements = statementsOf(policy, "policy");
  return statements.filter(isInvocation).flatMap((statement) => {
    const own = textsOf(statement.Resource);
    const [first = ""] = own;
    const { account, region } = locationOf(role);
    const profile = (area: string) =>
      `arn:aws:bedrock:${region}:${account}:inference-profile/${area}.${modelOf(first)}`;
    const mutation = (title: string, members: Props, caughtBy: readonly string[]): Mutation => ({
      title: `${policy.name} ${title}`,
      records: withStatements(records, policy, "policy", withMember(statements, statement, members)),
      caughtBy,
      names: [role.name],
      companions: [APPROVED, ATTRIBUTABLE, GUARDED, RESIDENT, SCOPED].filter((rule) => !caughtBy.includes(rule)),
    });
    const regionless = own.map((arn) => arn.replace(/^arn:aws:bedrock:[^:]*:/, "arn:aws:bedrock:*:"));
    // The workload's boundary stops other models and other areas' profiles by itself, so it has to be another one.
    const unbounded = (title: string, members: Props, caughtBy: readonly string[]): Mutation => {
      const { records: mutated, ...expected } = mutation(
        `${title}, behind a boundary for every model`,
        members,
        caughtBy,
      );
      return { ...expected, records: withBoundaryForEveryModel(mutated, role) };
    };
    return [
      unbounded(
        "for a model outside the catalogue",
        { Condition: undefined, Resource: [...own, renamed(first, STRANGER)] },
        [APPROVED],
      ),
      unbounded("for every model of a provider", { Condition: undefined, Resource: [renamed(first, "anthropic.*")] }, [
        APPROVED,
      ]),
      mutation("for a model in Virginia", { Condition: undefined, Resource: [...own, moved(first, "us-east-1")] }, [
        RESIDENT,
      ]),
      mutation("for a model in Tokyo", { Condition: undefined, Resource: [...own, moved(first, "ap-northeast-1")] }, [
        RESIDENT,
      ]),
      mutation("for a model in any region", { Resource: regionless, Condition: undefined }, [RESIDENT]),
      // Models that embed have no profile: nothing keeps them to one.
      ...(statement.Condition ? [mutation("directly", { Condition: undefined }, [ATTRIBUTABLE])] : []),
      ...["global", "us", "apac"].map((area) =>
        unbounded(`through the ${area} profile`, { Resource: [...own, profile(area)], Condition: undefined }, [
          RESIDENT,
        ]),
      ),
      mutation("through the area's profile", { Resource: [...own, profile("eu")], Condition: undefined }, [
        ATTRIBUTABLE,
      ]),
    ];
  });
}

/** A role that invokes models and may delete its guardrails, once no boundary denies that. */
function controls(
  records: readonly ResourceRecord[],
  policy: ResourceRecord,
  role: ResourceRecord,
): readonly Mutation[] {
  const statements = statementsOf(policy, "policy");
  if (!statements.some(isInvocation)) return [];
  const deletes = { Effect: "Allow", Action: "bedrock:DeleteGuardrail", Resource: "*" };
  const unbound = changed(records, role, { permissionsBoundary: undefined });
  return [
    {
      title: `${policy.name} beside a permission to delete guardrails`,
      records: withStatements(unbound, policy, "policy", [...statements, deletes]),
      caughtBy: ["iam-workload-cannot-weaken-its-controls"],
      names: [role.name],
      companions: ["iam-workload-role-has-boundary", "vpc-endpoints-serve-the-workload"],
    },
  ];
}

function isInvocation({ Effect, Action, Resource }: Statement): boolean {
  return (
    Effect === "Allow" &&
    textsOf(Action).includes("bedrock:InvokeModel") &&
    textsOf(Resource).some((arn) => arn.includes(MODEL))
  );
}

function withBoundaryForEveryModel(records: readonly ResourceRecord[], role: ResourceRecord): ResourceRecord[] {
  const boundary = named(records, "aws:iam/policy:Policy", role.props.permissionsBoundary);
  if (!boundary) return [...records];
  const statements = statementsOf(boundary, "policy").map((statement) =>
    statement.Sid === "CatalogueModels" ? { ...statement, Resource: "*" } : statement,
  );
  return withStatements(records, boundary, "policy", statements);
}

function modelOf(arn: string): string {
  return arn.slice(arn.indexOf(MODEL) + MODEL.length);
}

function renamed(arn: string, model: string): string {
  return arn.replace(modelOf(arn), model);
}

function moved(arn: string, region: string): string {
  return arn.split(":").with(3, region).join(":");
}

/** Ways around the statement that denies invocation without the workload's guardrail. */
function guardrails(
  records: readonly ResourceRecord[],
  policy: ResourceRecord,
  role: ResourceRecord,
): readonly Mutation[] {
  const statements = statementsOf(policy, "policy");
  const deny = statements.find(({ Sid }) => Sid === "GuardrailRequired");
  if (!deny) return [];
  const narrower: readonly (readonly [string, Props])[] = [
    ["of answers at once alone", { Action: "bedrock:InvokeModel" }],
    ["of streams alone", { Action: "bedrock:InvokeModelWithResponseStream" }],
    ["of one region alone", { Resource: `arn:aws:bedrock:${locationOf(role).region}::${MODEL}*` }],
    ["of another provider's models alone", { Resource: `arn:aws:bedrock:*::${MODEL}meta.*` }],
    [
      "of a principal that is not there",
      { Condition: { ...condition(deny), StringEquals: { "aws:PrincipalTag/a": "b" } } },
    ],
    ["of requests that name another", { Condition: { StringEquals: { "bedrock:GuardrailIdentifier": "other" } } }],
    [
      "of requests that name one",
      { Condition: { ...condition(deny), Null: { "bedrock:GuardrailIdentifier": "false" } } },
    ],
  ];
  const expected = { caughtBy: [GUARDED], names: [role.name] };
  return [
    { title: `${policy.name} removed`, records: without(records, policy), ...expected },
    ...narrower.map(([title, members]) => ({
      title: `${policy.name} ${title}`,
      records: withStatements(records, policy, "policy", withMember(statements, deny, members)),
      ...expected,
    })),
  ];
}

function condition({ Condition }: Statement): Props {
  return typeof Condition === "object" && Condition !== null ? { ...Condition } : {};
}

function inventory(records: readonly ResourceRecord[], card: ResourceRecord): readonly Mutation[] {
  const expected = {
    caughtBy: [INVENTORY],
    names: judgedNames(INVENTORY, records),
  };
  const other = { model_overview: { model_name: "other", model_id: STRANGER } };
  return [
    { title: `${card.name} removed`, records: without(records, card), ...expected },
    {
      title: `${card.name} of another model`,
      records: changed(records, card, { content: JSON.stringify(other) }),
      ...expected,
    },
  ];
}

function profiles(records: readonly ResourceRecord[], profile: ResourceRecord): readonly Mutation[] {
  const source = String(profile.props.modelSource && JSON.stringify(profile.props.modelSource));
  const arn = /arn:[^"]*/.exec(source)?.[0] ?? "";
  const copyOf = (copyFrom: string) => changedAt(records, profile, "modelSource.copyFrom", copyFrom);
  const tags = { ...Object(profile.props.tagsAll) };
  return [
    ...["workload", "owner", "environment"].map((key) => {
      const fewer = { ...tags, [key]: undefined };
      return {
        title: `${profile.name} without tag ${key}`,
        records: changed(records, profile, { tags: fewer, tagsAll: fewer }),
        caughtBy: [ATTRIBUTABLE],
        names: [profile.name],
      };
    }),
    ...["global", "us"].map((area) => ({
      title: `${profile.name} of the ${area} profile`,
      records: copyOf(arn.replace("/eu.", `/${area}.`)),
      caughtBy: [RESIDENT],
      names: [profile.name],
    })),
    ...(tags.environment === "prod"
      ? [
          {
            title: `${profile.name} of a model in one region`,
            records: copyOf(
              `arn:aws:bedrock:${locationOf(profile).region}::${MODEL}${arn.slice(arn.indexOf("/eu.") + "/eu.".length)}`,
            ),
            caughtBy: ["bedrock-profile-spans-regions"],
            names: [profile.name],
          },
        ]
      : []),
    {
      title: `${profile.name} of a model outside the catalogue`,
      records: copyOf(arn.replace(/eu\..*/, `eu.${STRANGER}`)),
      caughtBy: [APPROVED],
      names: [profile.name],
      companions: [INVENTORY],
    },
  ];
}
