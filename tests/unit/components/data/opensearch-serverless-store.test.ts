import assert from "node:assert/strict";
import { ClassifiedBucket } from "../../../../components/data/classified-bucket";
import { KnowledgeBase } from "../../../../components/data/knowledge-base";
import {
  OpenSearchServerlessStore,
  type OpenSearchServerlessStoreArgs,
} from "../../../../components/data/opensearch-serverless-store";
import { existingKey } from "../../../../components/identity/encryption-key";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { InferenceVpc } from "../../../../components/network/inference-vpc";
import { accessIn, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { desiredStateProblems } from "../../../support/cloudformation-types";
import { allowsData, type CollectionRequest, letsThrough } from "../../../support/collection-access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const COLLECTION = "aws:opensearch/serverlessCollection:ServerlessCollection";
const INDEX = "aws:lambda/invocation:Invocation";
const NAME = "support-prod-vectors";

/** What OpenSearch calls `ef_construction` is `EfConstruction` to CloudFormation; names of fields stay. */
function toCloudFormation(value: unknown, isFields = false): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      isFields ? key : key.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      toCloudFormation(member, key === "properties"),
    ]),
  );
}

function build(change: Partial<OpenSearchServerlessStoreArgs> = {}): OpenSearchServerlessStore {
  const key = new WorkloadKey("key", { workload, services: ["logs", "lambda"] });
  const network = new InferenceVpc("network", { workload, key });
  const store = new OpenSearchServerlessStore("vectors", { workload, key, network, ...change });
  store.grantSearch(new WorkloadRole("reader", { workload, service: "lambda" }));
  store.grantWrite(new WorkloadRole("writer", { workload, service: "bedrock" }));
  return store;
}

describe("OpenSearchServerlessStore", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(
      () => {
        const { environment, knowledgeBaseStorage, endpoints } = build({ classification: "internal" });
        return { environment, knowledgeBaseStorage, endpoints };
      },
      { config: OWN_ACCOUNT },
    );
  });

  it("keeps vectors in a collection of its own, with standby replicas and safe from a mistake in production", () => {
    const { inputs, state } = test.resources.only(COLLECTION) ?? {};

    assert.deepEqual(
      [inputs?.name, inputs?.type, inputs?.standbyReplicas, state?.protect, state?.retainOnDelete],
      [NAME, "VECTORSEARCH", "ENABLED", true, true],
    );
    assert.equal(Object(inputs?.tags)["data-classification"], "internal");
    assert.equal(Object(inputs?.tags)["plinth:store"], "vector");
  });

  it("leaves standby replicas and protection away outside production", async () => {
    const { resources } = await preview(() => build({ workload: { ...workload, environment: "dev" } }));
    const { inputs, state } = resources.only(COLLECTION) ?? {};

    assert.deepEqual([inputs?.standbyReplicas, state?.protect], ["DISABLED", false]);
  });

  it("encrypts with the workload's key, before the collection is there", () => {
    const encryption = test.resources.named("vectors-encryption");

    assert.deepEqual(JSON.parse(String(encryption?.inputs.policy)), {
      Rules: [{ ResourceType: "collection", Resource: [`collection/${NAME}`] }],
      AWSOwnedKey: false,
      KmsARN: test.resources.only("aws:kms/key:Key")?.props.arn,
    });
    assert.deepEqual(
      ["vectors-encryption", "vectors-network", "vectors-index-maker"].filter(
        (name) => !test.resources.only(COLLECTION)?.state.dependencies.includes(`${test.resources.named(name)?.urn}`),
      ),
      [],
    );
  });

  it("makes an index that AWS's specification of indexes accepts, from inside the network", () => {
    const { index, body } = JSON.parse(String(test.resources.only(INDEX)?.inputs.input));
    const { vector, text, metadata } = body.mappings.properties;
    const handler = test.resources.only("aws:lambda/function:Function")?.inputs;

    assert.deepEqual(
      desiredStateProblems("AWS::OpenSearchServerless::Index", {
        CollectionEndpoint: "https://example.com",
        IndexName: index,
        ...Object(toCloudFormation(body)),
      }),
      [],
    );
    assert.deepEqual([vector.dimension, vector.method.name, vector.method.engine], [1024, "hnsw", "faiss"]);
    assert.deepEqual([text.index, metadata.index], [true, false]);
    assert.deepEqual(Object(handler?.vpcConfig).securityGroupIds, [
      test.resources.named("network-workload-security-group")?.props.id,
    ]);
    assert.deepEqual(Object(handler?.environment).variables, {
      ENDPOINT: test.resources.only(COLLECTION)?.props.collectionEndpoint,
      SERVICE: "aoss",
    });
  });

  it("tells an index apart that the specification does not accept", () => {
    const { body } = JSON.parse(String(test.resources.only(INDEX)?.inputs.input));
    const { settings, mappings } = structuredClone(body);
    settings.index.number_of_shards = 2;
    mappings.properties.vector.dimension = "1024";
    mappings.properties.vector.method.engine = "hnswlib";

    assert.deepEqual(
      desiredStateProblems("AWS::OpenSearchServerless::Index", Object(toCloudFormation({ settings, mappings }))),
      [
        "CollectionEndpoint is missing",
        "IndexName is missing",
        "Settings.Index.NumberOfShards is unknown",
        "Mappings.Properties.vector.Dimension is no integer",
        "Mappings.Properties.vector.Method.Engine is not one of nmslib, faiss, lucene",
      ],
    );
  });

  it("lets in Bedrock and the network's own endpoint, and nobody else", () => {
    const id = String(test.resources.only("aws:opensearch/serverlessVpcEndpoint:ServerlessVpcEndpoint")?.props.id);
    const collection = `collection/${NAME}`;
    const through = (...request: Parameters<typeof letsThrough> extends [unknown, ...infer Rest] ? Rest : never) =>
      letsThrough(test.resources, ...request);

    assert.equal(through({ endpointId: id }, collection), true);
    assert.equal(through({ service: "bedrock.amazonaws.com" }, collection), true);
    const others = [
      "internet" as const,
      { endpointId: "vpce-0123456789abcdef0" },
      { endpointId: "" },
      ...["lambda", "cloudformation", "osis", "sagemaker", "bedrock-agentcore"].map((name) => ({
        service: `${name}.amazonaws.com`,
      })),
    ];
    const refused = [
      ...others.map((origin) => through(origin, collection)),
      ...[...others, { endpointId: id }, { service: "bedrock.amazonaws.com" }].flatMap((origin) => [
        through(origin, "collection/support-dev-vectors"),
        through(origin, `${collection}-2`),
        through(origin, collection, "dashboard"),
      ]),
    ];
    assert.equal(refused.length, 38);
    assert.equal(refused.includes(true), false);
  });

  it("lets each principal do its part with the index, and nothing near it", () => {
    const resource = `index/${NAME}/${NAME}`;
    const role = (name: string) => {
      const { path, name: physical } = Object(test.resources.named(`${name}-role`)?.props);
      return `arn:aws:iam::210987654321:role${path}${physical}`;
    };
    const parts: Readonly<Record<string, readonly string[]>> = {
      [role("reader")]: ["DescribeIndex", "ReadDocument"],
      [role("writer")]: ["DescribeIndex", "ReadDocument", "WriteDocument"],
      [role("vectors-setup")]: ["CreateIndex", "DescribeIndex"],
    };
    const all = ["CreateIndex", "DeleteIndex", "DescribeIndex", "ReadDocument", "UpdateIndex", "WriteDocument"];
    let misses = 0;
    for (const [principal, permissions] of Object.entries(parts)) {
      for (const name of all) {
        const request = { principal, permission: `aoss:${name}`, resource };
        assert.equal(allowsData(test.resources, request), permissions.includes(name), JSON.stringify(request));
      }
      for (const name of permissions) {
        const request = { principal, permission: `aoss:${name}`, resource };
        const near: CollectionRequest[] = [
          { ...request, principal: principal.replace("210987654321", "999999999999") },
          { ...request, principal: `${principal}-2` },
          { ...request, principal: "*" },
          { ...request, principal: "arn:aws:iam::210987654321:root" },
          { ...request, permission: `aoss:${name}s` },
          { ...request, permission: "aoss:*" },
          { ...request, permission: "aoss:CreateCollectionItems" },
          { ...request, resource: `index/${NAME}/another` },
          { ...request, resource: `index/${NAME}/*` },
          { ...request, resource: `index/support-dev-vectors/${NAME}` },
          { ...request, resource: `collection/${NAME}` },
        ];
        for (const miss of near) {
          assert.equal(allowsData(test.resources, miss), false, JSON.stringify(miss));
          misses += 1;
        }
      }
    }
    assert.equal(misses, 77);
  });

  it("lets each role speak to this collection only, by IAM", () => {
    const access = accessIn(test);
    const request = {
      action: "aoss:APIAccessAll",
      resource: "arn:aws:aoss:eu-west-1:210987654321:collection/abcdefghij0123456789",
      context: { "aoss:collection": NAME },
    };
    const others = ["aoss:DashboardsAccessAll", "aoss:CreateAccessPolicy", "aoss:DeleteCollection", "aoss:CreateIndex"];
    for (const role of ["reader-role", "writer-role", "vectors-setup-role"]) {
      assert.equal(access(role, request), "allowed");
      const misses = nearMisses(request, others);
      for (const miss of misses) assert.equal(access(role, miss), "denied", JSON.stringify(miss));
      assert.equal(misses.length, 15);
    }
  });

  it("is reached by the network's compute on one port", () => {
    const group = test.resources.named("vectors-endpoint-security-group")?.props.id;
    const compute = test.resources.named("network-workload-security-group")?.props.id;
    const { inputs: inward } = test.resources.named("vectors-endpoint-from-compute") ?? {};
    const { inputs: outward } = test.resources.named("vectors-endpoint-to-store") ?? {};

    assert.deepEqual(
      [inward?.securityGroupId, inward?.referencedSecurityGroupId, inward?.fromPort, inward?.toPort],
      [group, compute, 443, 443],
    );
    assert.deepEqual([outward?.securityGroupId, outward?.referencedSecurityGroupId], [compute, group]);
  });

  it("tells knowledge bases and code how to reach it, without a secret", () => {
    const collection = test.resources.only(COLLECTION)?.props;

    assert.deepEqual(test.outputs.environment, {
      VECTOR_STORE: "opensearch-serverless",
      VECTOR_INDEX: NAME,
      VECTOR_ENDPOINT: collection?.collectionEndpoint,
    });
    assert.deepEqual(test.outputs.knowledgeBaseStorage, {
      type: "OPENSEARCH_SERVERLESS",
      opensearchServerlessConfiguration: {
        collectionArn: collection?.arn,
        vectorIndexName: NAME,
        fieldMapping: { vectorField: "vector", textField: "text", metadataField: "metadata" },
      },
    });
    assert.deepEqual(test.outputs.endpoints, []);
  });

  it("is what a knowledge base is made over, once its index is there", async () => {
    const { resources } = await preview(() => {
      const key = new WorkloadKey("key", { workload, services: ["logs"] });
      const network = new InferenceVpc("network", { workload, key });
      const source = new ClassifiedBucket("articles", {
        workload,
        classification: "confidential",
        kind: "source",
        key,
      });
      const store = new OpenSearchServerlessStore("vectors", { workload, key, network });
      return new KnowledgeBase("knowledge", { workload, source, store, key });
    });
    const base = resources.only("aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase");
    const writePolicy = resources.named("vectors-knowledge-ingestion-write");

    assert.equal(Object(base?.inputs.storageConfiguration).type, "OPENSEARCH_SERVERLESS");
    assert.equal(base?.state.dependencies.includes(`${resources.only(INDEX)?.urn}`), true);
    assert.equal(base?.state.dependencies.includes(`${writePolicy?.urn}`), true);
  });

  it("refuses every bad argument at once and registers nothing", async () => {
    const { error, resources } = await preview(
      () =>
        new OpenSearchServerlessStore("vectors-of-all-our-articles", {
          workload,
          network: networkOfAnotherStack(),
          key: existingKey("shared", "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
          dimensions: 20_000,
          classification: "restricted",
        }),
    );

    assert.deepEqual(
      error?.faults.map(({ id, found }) => [id, found]),
      [
        ["data/OpenSearchServerlessStore/name", "support-prod-vectors-of-all-our-articles"],
        ["data/OpenSearchServerlessStore/dimensions", "20000"],
        ["data/OpenSearchServerlessStore/classification", "restricted"],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});
