import type { Standard } from "@plinth/standards";
import { memoize } from "../../core/memoize";
import type { Context } from "./conditions";
import { type Permissions, statementsOf } from "./evaluate";
import type { Target } from "./permission-search";

/**
 * Resources that nobody declared. A permission that reaches one of them is not scoped, however it is written: that is
 * asked of the evaluator, and no star is looked for.
 */
const NAME = "plinth-other";
/** An id as AWS assigns them. */
const ID = "PLINTHOTHER";

/** Other models, profiles, agents and endpoints than the workload's own. */
export const strangeModels = memoize((standard: Standard): readonly Target[] => {
  const providers = new Set(standard.models.map(({ modelId }) => modelId.slice(0, modelId.indexOf("."))));
  const foundation = ["plinth", ...providers].map(
    (provider) => `arn:*:bedrock:*::foundation-model/${provider}.${NAME}-v1:0`,
  );
  const profiles = ["zz", ...standard.residency].map((area) =>
    bedrock(`inference-profile/${area}.plinth.${NAME}-v1:0`),
  );
  const own = ["application-inference-profile", "provisioned-model", "custom-model", "imported-model", "prompt-router"];
  const all = [...foundation, ...profiles, ...own.map((kind) => bedrock(`${kind}/${ID}`))];
  return [
    ...["InvokeModel", "InvokeModelWithResponseStream", "CreateModelInvocationJob"].map((action) => ({
      action: `bedrock:${action}`,
      resources: all,
    })),
    on("bedrock:InvokeAgent", bedrock(`agent-alias/${ID}/${ID}`)),
    on("bedrock:InvokeFlow", bedrock(`flow/${ID}/alias/${ID}`)),
    on("bedrock:Retrieve", bedrock(`knowledge-base/${ID}`)),
    on("bedrock-mantle:CreateInference", `arn:*:bedrock-mantle:*:*:project/${NAME}`),
    on("bedrock-agentcore:InvokeAgentRuntime", `arn:*:bedrock-agentcore:*:*:runtime/${NAME}-${ID}`),
    on("bedrock-agentcore:InvokeHarness", `arn:*:bedrock-agentcore:*:*:harness/${NAME}-${ID}`),
    on("sagemaker:InvokeEndpoint", `arn:*:sagemaker:*:*:endpoint/${NAME}`),
    // A bearer token stands for whatever its holder may do: no workload needs one.
    on("bedrock:CallWithBearerToken", "${*}"),
    on("bedrock-mantle:CallWithBearerToken", "${*}"),
  ];
});

/** Other stores, secrets and keys than the workload's own. */
export const STRANGE_DATA: readonly Target[] = [
  ...each("s3", ["GetObject", "GetObjectVersion", "PutObject", "DeleteObject"], `arn:*:s3:::${NAME}/${NAME}`),
  on("s3:ListBucket", `arn:*:s3:::${NAME}`),
  ...each(
    "dynamodb",
    ["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"],
    `arn:*:dynamodb:*:*:table/${NAME}`,
  ),
  on("secretsmanager:GetSecretValue", `arn:*:secretsmanager:*:*:secret:${NAME}-a1b2c3`),
  ...each("ssm", ["GetParameter", "GetParameters", "GetParametersByPath"], `arn:*:ssm:*:*:parameter/${NAME}`),
  on("rds-data:ExecuteStatement", `arn:*:rds:*:*:cluster:${NAME}`),
  on("aoss:APIAccessAll", `arn:*:aoss:*:*:collection/${NAME}`),
  ...each(
    "s3vectors",
    ["QueryVectors", "GetVectors", "ListVectors", "PutVectors", "DeleteVectors"],
    `arn:*:s3vectors:*:*:bucket/${NAME}/index/${NAME}`,
  ),
  ...each("es", ["ESHttpGet", "ESHttpPost", "ESHttpPut"], `arn:*:es:*:*:domain/${NAME}/${NAME}`),
  ...each(
    "kms",
    ["Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom"],
    "arn:*:kms:*:*:key/0a0a0a0a-0b0b-0c0c-0d0d-0e0e0e0e0e0e",
  ),
];

/** Condition keys that say which resource is meant; the service sets them, not the caller. */
const TELLING =
  /:resourcetag\/|:existingobjecttag\/|^kms:(resourcealiases|requestalias|encryptioncontext:)|^bedrock:inferenceprofilearn$|^aoss:collection$|^dynamodb:leadingkeys$|^s3:(prefix|dataaccesspointarn)$/;

/**
 * What requests about a stranger's resource say of it: once that it is tagged, aliased and profiled as somebody else's,
 * once nothing at all, which catches conditions that absence satisfies.
 */
export function strangerFacts(permissions: Permissions): readonly Context[] {
  const keys = new Set(
    statementsOf(permissions.identity)
      .flatMap(({ conditions }) => conditions.map(({ key }) => key))
      .filter((key) => TELLING.test(key)),
  );
  const profile = `arn:aws:bedrock:eu-west-1:000000000000:application-inference-profile/${ID.toLowerCase()}`;
  const other = new Map([...keys].map((key) => [key, [key === "bedrock:inferenceprofilearn" ? profile : NAME]]));
  const absent = new Map([...keys].map((key) => [key, []]));
  return keys.size > 0 ? [other, absent] : [other];
}

function bedrock(resource: string): string {
  return `arn:*:bedrock:*:*:${resource}`;
}

function on(action: string, resource: string): Target {
  return { action, resources: [resource] };
}

function each(service: string, actions: readonly string[], resource: string): Target[] {
  const resources = [resource];
  return actions.map((action) => ({ action: `${service}:${action}`, resources }));
}
