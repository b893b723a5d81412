import assert from "node:assert/strict";
import { ClassifiedBucket } from "../../../../components/data/classified-bucket";
import { KnowledgeBase, type KnowledgeBaseArgs } from "../../../../components/data/knowledge-base";
import { S3VectorStore } from "../../../../components/data/s3-vector-store";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const OWN = { "aws:ResourceTag/workload": "support", "aws:ResourceTag/environment": "prod" };
const INDEX = "arn:aws:s3vectors:eu-west-1:210987654321:bucket/support-prod-vectors/index/support-prod-vectors";
const BASE = "arn:aws:bedrock:eu-west-1:210987654321:knowledge-base/ABCDEFGHIJ";
const TITAN = "arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0";
const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";

function build(change: Partial<KnowledgeBaseArgs> = {}, dimensions?: number): KnowledgeBase {
  const key = new WorkloadKey("key", { workload, services: ["logs", "s3vectors"] });
  const source = new ClassifiedBucket("articles", { workload, classification: "confidential", kind: "source", key });
  const store = new S3VectorStore("vectors", { workload, key, dimensions });
  const knowledge = new KnowledgeBase("knowledge", { workload, source, store, key, ...change });
  knowledge.grantRetrieve(new WorkloadRole("reader", { workload, service: "lambda" }));
  return knowledge;
}

describe("KnowledgeBase", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build({ prefix: "articles/" }), { config: OWN_ACCOUNT });
  });

  it("searches vectors that go when their document goes", () => {
    const base = test.resources.only("aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase")?.inputs;
    const source = test.resources.only("aws:bedrock/agentDataSource:AgentDataSource")?.inputs;

    assert.deepEqual(base?.knowledgeBaseConfiguration, {
      type: "VECTOR",
      vectorKnowledgeBaseConfiguration: {
        embeddingModelArn: TITAN,
        embeddingModelConfiguration: {
          bedrockEmbeddingModelConfiguration: { dimensions: 1024, embeddingDataType: "FLOAT32" },
        },
      },
    });
    assert.deepEqual(base?.storageConfiguration, { type: "S3_VECTORS", s3VectorsConfiguration: { indexArn: INDEX } });
    assert.equal(source?.dataDeletionPolicy, "DELETE");
    assert.deepEqual(source?.dataSourceConfiguration, {
      type: "S3",
      s3Configuration: {
        bucketArn: test.resources.named("articles-bucket")?.props.arn,
        bucketOwnerAccountId: "210987654321",
        inclusionPrefixes: ["articles/"],
      },
    });
  });

  it("takes in what is new once a day, and records what became of each document", () => {
    const schedule = test.resources.only("aws:scheduler/schedule:Schedule")?.inputs;
    const delivered = test.resources.only("aws:cloudwatch/logDeliverySource:LogDeliverySource");
    const base = test.resources.only("aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase");
    const source = test.resources.only("aws:bedrock/agentDataSource:AgentDataSource");

    assert.equal(schedule?.scheduleExpression, "rate(1 day)");
    assert.deepEqual(JSON.parse(String(Object(schedule?.target).input)), {
      KnowledgeBaseId: base?.props.id,
      DataSourceId: source?.props.dataSourceId,
    });
    assert.deepEqual([delivered?.inputs.logType, delivered?.inputs.resourceArn], ["APPLICATION_LOGS", base?.props.arn]);
    assert.equal(test.resources.named("knowledge-logs")?.inputs.name, "/aws/vendedlogs/bedrock/support-prod-knowledge");
  });

  it("lets each role do its own part and nothing near it", () => {
    const bucket = String(test.resources.named("articles-bucket")?.props.arn);
    const parts: readonly Part[] = [
      [
        "reader-role",
        { action: "bedrock:Retrieve", resource: BASE, context: OWN },
        ["bedrock:StartIngestionJob", "bedrock:RetrieveAndGenerate"],
      ],
      [
        "knowledge-schedule-role",
        { action: "bedrock:StartIngestionJob", resource: BASE, context: OWN },
        ["bedrock:Retrieve", "bedrock:InvokeModel"],
      ],
      [
        "knowledge-ingestion-role",
        { action: "bedrock:InvokeModel", resource: TITAN },
        ["bedrock:Retrieve", "bedrock:InvokeModelWithResponseStream"],
      ],
      [
        "knowledge-ingestion-role",
        { action: "s3vectors:PutVectors", resource: INDEX },
        ["s3vectors:DeleteIndex", "s3vectors:PutVectorBucketPolicy"],
      ],
      [
        "knowledge-ingestion-role",
        { action: "s3:GetObject", resource: `${bucket}/articles/a.md` },
        ["s3:PutObject", "s3:DeleteObject"],
      ],
      [
        "knowledge-ingestion-role",
        { action: "kms:Decrypt", resource: KEY, context: { "kms:ResourceAliases": "alias/support-prod-key" } },
        ["kms:PutKeyPolicy", "kms:CreateGrant"],
      ],
    ];
    assertOnly(test, parts, 60);
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(() =>
      build({
        embeddingModel: "anthropic.claude-sonnet-4-5",
        chunks: { tokens: 5, overlapPercent: 0 },
        ingestion: "daily",
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["knowledge.embeddingModel", "anthropic.claude-sonnet-4-5"],
        ["knowledge.chunks", "5, 0"],
        ["knowledge.ingestion", "daily"],
      ],
    );
  });

  it("refuses a store whose vectors are not as long as the model writes them", async () => {
    const { error } = await preview(() => build({}, 768));

    assert.deepEqual(
      error?.faults.map(({ path, allowed }) => [path, allowed]),
      [["knowledge.store", "a store of 1024 or 512 or 256 dimensions, which amazon.titan-embed-text-v2 writes"]],
    );
  });
});
