import assert from "node:assert/strict";
import { AuroraVectorStore, type AuroraVectorStoreArgs } from "../../../../components/data/aurora-vector-store";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { type Asked, accessIn, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const CLUSTER = "arn:aws:rds:eu-west-1:210987654321:cluster:support-prod-vectors";
const secret = (name: string) => `arn:aws:secretsmanager:eu-west-1:210987654321:secret:${name}`;

function build(change: Partial<AuroraVectorStoreArgs> = {}): AuroraVectorStore {
  const store = new AuroraVectorStore("vectors", {
    workload,
    network: networkOfAnotherStack(),
    key: new WorkloadKey("key", { workload, services: ["lambda", "logs", "secretsmanager"] }),
    ...change,
  });
  store.grantSearch(new WorkloadRole("reader", { workload, service: "ecs-tasks" }));
  store.grantWrite(new WorkloadRole("writer", { workload, service: "bedrock" }));
  return store;
}

describe("AuroraVectorStore", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build(), { config: OWN_ACCOUNT });
  });

  it("is encrypted, backed up and protected, and no network reaches it", () => {
    const cluster = test.resources.only("aws:rds/cluster:Cluster")?.inputs ?? {};
    const key = test.resources.named("key-key")?.props.arn;

    assert.deepEqual(
      {
        storageEncrypted: cluster.storageEncrypted,
        kmsKeyId: cluster.kmsKeyId,
        masterUserSecretKmsKeyId: cluster.masterUserSecretKmsKeyId,
        manageMasterUserPassword: cluster.manageMasterUserPassword,
        masterPassword: cluster.masterPassword,
        enableHttpEndpoint: cluster.enableHttpEndpoint,
        iamDatabaseAuthenticationEnabled: cluster.iamDatabaseAuthenticationEnabled,
        backupRetentionPeriod: cluster.backupRetentionPeriod,
        deletionProtection: cluster.deletionProtection,
        skipFinalSnapshot: cluster.skipFinalSnapshot,
        enabledCloudwatchLogsExports: cluster.enabledCloudwatchLogsExports,
        serverlessv2ScalingConfiguration: cluster.serverlessv2ScalingConfiguration,
      },
      {
        storageEncrypted: true,
        kmsKeyId: key,
        masterUserSecretKmsKeyId: key,
        manageMasterUserPassword: true,
        masterPassword: undefined,
        enableHttpEndpoint: true,
        iamDatabaseAuthenticationEnabled: true,
        backupRetentionPeriod: 35,
        deletionProtection: true,
        skipFinalSnapshot: false,
        enabledCloudwatchLogsExports: ["postgresql"],
        serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 4 },
      },
    );
    const types = test.resources.countByType();
    assert.equal(types["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"], undefined);
    assert.equal(types["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"], undefined);
    assert.equal(types["aws:rds/clusterInstance:ClusterInstance"], 2);
    assert.equal(types["aws:secretsmanager/secretVersion:SecretVersion"], undefined);
    assert.equal(test.resources.named("vectors-logs")?.inputs.name, "/aws/rds/cluster/support-prod-vectors/postgresql");
  });

  it("has its schema made by the deployment, again when a step has changed", async () => {
    const run = test.resources.only("aws:lambda/invocation:Invocation");
    const longer = await preview(() => build({ dimensions: 512 }));
    const again = await preview(() => build());
    const inputOf = (one: TestPreview) => one.resources.only("aws:lambda/invocation:Invocation")?.inputs.input;
    const handler = test.resources.named("vectors-schema-function");

    assert.equal(run?.inputs.functionName, "support-prod-vectors-schema");
    assert.match(String(run?.inputs.input), /^\{"steps":"[0-9a-f]{64}"\}$/);
    assert.equal(inputOf(again), run?.inputs.input);
    assert.notEqual(inputOf(longer), run?.inputs.input);
    assert.deepEqual(Object(handler?.inputs.environment).variables, {
      CLUSTER_ARN: CLUSTER,
      OWNER_SECRET_ARN: Object(test.resources.only("aws:rds/cluster:Cluster")?.props.masterUserSecrets)[0].secretArn,
      DATABASE: "vectors",
      READER_SECRET: "support-prod-vectors-reader",
      WRITER_SECRET: "support-prod-vectors-writer",
      DIMENSIONS: "1024",
    });
  });

  it("tells a knowledge base where to write", async () => {
    const tableNames: unknown[] = [];
    await preview(() => {
      tableNames.push(Object(build().knowledgeBaseStorage.rdsConfiguration).tableName);
    });

    assert.deepEqual(tableNames, ["bedrock_integration.bedrock_kb"]);
  });

  it("lets each role do its own part and nothing near it", () => {
    const access = accessIn(test);
    const owned = { "aws:ResourceTag/aws:rds:primaryDBClusterArn": CLUSTER };
    const parts: readonly (readonly [role: string, request: Asked, others: readonly string[]])[] = [
      [
        "reader-role",
        { action: "rds-data:ExecuteStatement", resource: CLUSTER },
        ["rds-data:BatchExecuteStatement", "rds:DeleteDBCluster", "rds:ModifyDBCluster"],
      ],
      [
        "reader-role",
        { action: "secretsmanager:GetSecretValue", resource: secret("support-prod-vectors-reader-AbCdEf") },
        ["secretsmanager:PutSecretValue", "secretsmanager:DeleteSecret"],
      ],
      [
        "writer-role",
        { action: "rds-data:BatchExecuteStatement", resource: CLUSTER },
        ["rds-data:BeginTransaction", "rds:ModifyDBCluster"],
      ],
      [
        "writer-role",
        { action: "secretsmanager:GetSecretValue", resource: secret("support-prod-vectors-writer-AbCdEf") },
        ["secretsmanager:PutSecretValue", "secretsmanager:DeleteSecret"],
      ],
      [
        "vectors-schema-role",
        { action: "secretsmanager:GetSecretValue", resource: secret("rds!cluster-0a1b-AbCdEf"), context: owned },
        ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"],
      ],
      [
        "vectors-schema-role",
        { action: "secretsmanager:PutSecretValue", resource: secret("support-prod-vectors-writer-AbCdEf") },
        ["secretsmanager:UpdateSecret", "secretsmanager:DeleteSecret"],
      ],
    ];
    let misses = 0;
    for (const [role, request, others] of parts) {
      assert.equal(access(role, request), "allowed", `${role} ${request.action}`);
      for (const miss of nearMisses(request, others)) {
        assert.equal(access(role, miss), "denied", `${role}: ${JSON.stringify(miss)}`);
        misses += 1;
      }
    }
    assert.equal(
      access("reader-role", {
        action: "secretsmanager:GetSecretValue",
        resource: secret("support-prod-vectors-writer-AbCdEf"),
      }),
      "denied",
    );
    assert.ok(misses >= 60, `${misses} near misses`);
  });

  it("refuses every bad argument at once and registers nothing", async () => {
    const { resources, error } = await preview(() =>
      build({
        classification: "restricted",
        dimensions: 2_001,
        capacity: { min: 0.3, max: 4 },
        instances: 16,
        backupDays: 36,
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["vectors.classification", "restricted"],
        ["vectors.dimensions", "2001"],
        ["vectors.capacity", "0.3 to 4"],
        ["vectors.instances", "16"],
        ["vectors.backupDays", "36"],
      ],
    );
    assert.equal(resources.named("vectors-cluster"), undefined);
  });
});
