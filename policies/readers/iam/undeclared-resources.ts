import type { Standard } from "@plinth/standards";
import { memoize } from "../../core/memoize";
import type { Context } from "./conditions";
import { type Permissions, statementsOf } from "./evaluate";
import { onResource, type Target } from "./permission-search";

/**
 * Resources that no program declares. A permission that reaches one of them is not scoped, however it is written: the
 * evaluator decides, and wildcards are not searched for.
 */
export const UNDECLARED_NAME = "plinth-other";
/** An id as AWS assigns them. */
const UNDECLARED_ID = "PLINTHOTHER";

/** Roles at the root of the path and below one. */
export const UNDECLARED_ROLES: readonly string[] = [
  `arn:*:iam::*:role/${UNDECLARED_NAME}`,
  `arn:*:iam::*:role/plinth-elsewhere/${UNDECLARED_NAME}`,
];

/** Other models, profiles, agents and endpoints than the workload's own. */
export const undeclaredModels = memoize((standard: Standard): readonly Target[] => {
  const providers = new Set(standard.models.map(({ modelId }) => modelId.slice(0, modelId.indexOf("."))));
  const foundation = ["plinth", ...providers].map(
    (provider) => `arn:*:bedrock:*::foundation-model/${provider}.${UNDECLARED_NAME}-v1:0`,
  );
  const profiles = ["zz", ...standard.residency].map((area) =>
    bedrock(`inference-profile/${area}.plinth.${UNDECLARED_NAME}-v1:0`),
  );
  const own = ["application-inference-profile", "provisioned-model", "custom-model", "imported-model", "prompt-router"];
  const all = [...foundation, ...profiles, ...own.map((kind) => bedrock(`${kind}/${UNDECLARED_ID}`))];
  return [
    ...["InvokeModel", "InvokeModelWithResponseStream", "CreateModelInvocationJob"].map((action) => ({
      action: `bedrock:${action}`,
      resources: all,
    })),
    onResource("bedrock:InvokeAgent", bedrock(`agent-alias/${UNDECLARED_ID}/${UNDECLARED_ID}`)),
    onResource("bedrock:InvokeFlow", bedrock(`flow/${UNDECLARED_ID}/alias/${UNDECLARED_ID}`)),
    onResource("bedrock:Retrieve", bedrock(`knowledge-base/${UNDECLARED_ID}`)),
    onResource("bedrock-mantle:CreateInference", `arn:*:bedrock-mantle:*:*:project/${UNDECLARED_NAME}`),
    onResource(
      "bedrock-agentcore:InvokeAgentRuntime",
      `arn:*:bedrock-agentcore:*:*:runtime/${UNDECLARED_NAME}-${UNDECLARED_ID}`,
    ),
    onResource(
      "bedrock-agentcore:InvokeHarness",
      `arn:*:bedrock-agentcore:*:*:harness/${UNDECLARED_NAME}-${UNDECLARED_ID}`,
    ),
    onResource("sagemaker:InvokeEndpoint", `arn:*:sagemaker:*:*:endpoint/${UNDECLARED_NAME}`),
    // A bearer token carries all permissions of its principal: no workload needs one.
    onResource("bedrock:CallWithBearerToken", "${*}"),
    onResource("bedrock-mantle:CallWithBearerToken", "${*}"),
  ];
});

/** Other stores, secrets and keys than the workload's own. */
export const UNDECLARED_DATA: readonly Target[] = [
  ...each(
    "s3",
    ["GetObject", "GetObjectVersion", "PutObject", "DeleteObject"],
    `arn:*:s3:::${UNDECLARED_NAME}/${UNDECLARED_NAME}`,
  ),
  onResource("s3:ListBucket", `arn:*:s3:::${UNDECLARED_NAME}`),
  ...each(
    "dynamodb",
    ["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"],
    `arn:*:dynamodb:*:*:table/${UNDECLARED_NAME}`,
  ),
  onResource("secretsmanager:GetSecretValue", `arn:*:secretsmanager:*:*:secret:${UNDECLARED_NAME}-a1b2c3`),
  ...each(
    "ssm",
    ["GetParameter", "GetParameters", "GetParametersByPath"],
    `arn:*:ssm:*:*:parameter/${UNDECLARED_NAME}`,
  ),
  ...each(
    "dynamodb",
    ["PartiQLSelect", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"],
    `arn:*:dynamodb:*:*:table/${UNDECLARED_NAME}`,
  ),
  onResource("dynamodb:GetRecords", `arn:*:dynamodb:*:*:table/${UNDECLARED_NAME}/stream/2026-01-01T00:00:00.000`),
  onResource("kinesis:GetRecords", `arn:*:kinesis:*:*:stream/${UNDECLARED_NAME}`),
  onResource("sqs:ReceiveMessage", `arn:*:sqs:*:*:${UNDECLARED_NAME}`),
  ...each(
    "logs",
    ["GetLogEvents", "FilterLogEvents", "StartQuery", "StartLiveTail"],
    `arn:*:logs:*:*:log-group:${UNDECLARED_NAME}`,
    `arn:*:logs:*:*:log-group:${UNDECLARED_NAME}:log-stream:${UNDECLARED_NAME}`,
  ),
  ...each(
    "bedrock-agentcore",
    ["GetEvent", "ListEvents", "GetMemoryRecord", "ListMemoryRecords", "RetrieveMemoryRecords"],
    `arn:*:bedrock-agentcore:*:*:memory/${UNDECLARED_NAME}-${UNDECLARED_ID}`,
  ),
  onResource("rds-db:connect", `arn:*:rds-db:*:*:dbuser:${UNDECLARED_ID}/${UNDECLARED_NAME}`),
  onResource("rds-data:ExecuteStatement", `arn:*:rds:*:*:cluster:${UNDECLARED_NAME}`),
  onResource("aoss:APIAccessAll", `arn:*:aoss:*:*:collection/${UNDECLARED_NAME}`),
  ...each(
    "s3vectors",
    ["QueryVectors", "GetVectors", "ListVectors", "PutVectors", "DeleteVectors"],
    `arn:*:s3vectors:*:*:bucket/${UNDECLARED_NAME}/index/${UNDECLARED_NAME}`,
  ),
  ...each("es", ["ESHttpGet", "ESHttpPost", "ESHttpPut"], `arn:*:es:*:*:domain/${UNDECLARED_NAME}/${UNDECLARED_NAME}`),
  ...each(
    "kms",
    ["Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom"],
    "arn:*:kms:*:*:key/0a0a0a0a-0b0b-0c0c-0d0d-0e0e0e0e0e0e",
  ),
];

/** Condition keys that identify the resource; the service sets them, not the caller. */
const RESOURCE_CONDITION_KEYS =
  /:resourcetag\/|:existingobjecttag\/|^kms:(resourcealiases|requestalias|encryptioncontext:)|^bedrock:inferenceprofilearn$|^aoss:collection$|^dynamodb:leadingkeys$|^s3:(prefix|dataaccesspointarn)$/;

/**
 * Contexts of requests for an undeclared resource: one with the tags, aliases and profiles of another owner, and one
 * without these keys, which finds conditions that an absent key satisfies.
 */
export function undeclaredResourceContexts(permissions: Permissions): readonly Context[] {
  const keys = new Set(
    statementsOf(permissions.identity)
      .flatMap(({ conditions }) => conditions.map(({ key }) => key))
      .filter((key) => RESOURCE_CONDITION_KEYS.test(key)),
  );
  const profile = `arn:aws:bedrock:eu-west-1:000000000000:application-inference-profile/${UNDECLARED_ID.toLowerCase()}`;
  const other = new Map(
    [...keys].map((key) => [key, [key === "bedrock:inferenceprofilearn" ? profile : UNDECLARED_NAME]]),
  );
  const absent = new Map([...keys].map((key) => [key, []]));
  return keys.size > 0 ? [other, absent] : [other];
}

function bedrock(resource: string): string {
  return `arn:*:bedrock:*:*:${resource}`;
}

function each(service: string, actions: readonly string[], ...resources: readonly string[]): Target[] {
  return actions.map((action) => ({ action: `${service}:${action}`, resources }));
}
