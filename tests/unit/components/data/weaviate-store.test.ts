import assert from "node:assert/strict";
import { WeaviateStore, type WeaviateStoreArgs } from "../../../../components/data/weaviate-store";
import { containerImage } from "../../../../components/ecs/container-image";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { InferenceVpc } from "../../../../components/network/inference-vpc";
import { accessIn, admits, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const OWN = { "aws:ResourceTag/workload": "support", "aws:ResourceTag/environment": "prod" };
const FILES = "arn:aws:elasticfilesystem:eu-west-1:210987654321:file-system/fs-0123456789abcdef0";
const IMAGE = `210987654321.dkr.ecr.eu-west-1.amazonaws.com/weaviate@sha256:${"0".repeat(64)}`;
const HOST = "weaviate.support-prod-vectors.internal";

function build(change: Partial<WeaviateStoreArgs> = {}): WeaviateStore {
  const key = new WorkloadKey("key", { workload, services: ["logs"] });
  const network = new InferenceVpc("network", { workload, key, zones: 3 });
  const store = new WeaviateStore("vectors", {
    workload,
    network,
    key,
    image: containerImage(IMAGE, "aws"),
    ...change,
  });
  store.grantSearch(new WorkloadRole("reader", { workload, service: "lambda" }));
  store.grantWrite(new WorkloadRole("writer", { workload, service: "states" }));
  return store;
}

describe("WeaviateStore", () => {
  let test: TestPreview;
  const idOf = (name: string) => test.resources.named(name)?.props.id;
  const arnOf = (role: string) => {
    const { path, name } = Object(test.resources.named(role)?.props);
    return `arn:aws:iam::210987654321:role${path}${name}`;
  };
  before(async () => {
    test = await preview(
      () => {
        const { environment, knowledgeBaseStorage } = build({ classification: "internal" });
        return { environment, knowledgeBaseStorage };
      },
      { config: OWN_ACCOUNT },
    );
  });

  it("keeps its data on an encrypted file system, safe from a mistake in production", () => {
    const { inputs, state } = test.resources.only("aws:efs/fileSystem:FileSystem") ?? {};

    assert.deepEqual(
      [inputs?.encrypted, inputs?.kmsKeyId, state?.protect, state?.retainOnDelete],
      [true, test.resources.only("aws:kms/key:Key")?.props.arn, true, true],
    );
    assert.equal(Object(inputs?.tags)["data-classification"], "internal");
    assert.deepEqual(
      test.resources.all("aws:efs/mountTarget:MountTarget").map((mount) => mount.inputs.subnetId),
      [idOf("network-subnet-a"), idOf("network-subnet-b")],
    );
  });

  it("mounts it over TLS and by IAM, in one container at a time", () => {
    const task = test.resources.only("aws:ecs/taskDefinition:TaskDefinition")?.inputs;
    const service = test.resources.only("aws:ecs/service:Service")?.inputs;
    const [container] = JSON.parse(String(task?.containerDefinitions));

    assert.deepEqual(task?.volumes, [
      { name: "writable-0" },
      {
        name: "writable-1",
        efsVolumeConfiguration: {
          fileSystemId: idOf("vectors-data-file-system"),
          transitEncryption: "ENABLED",
          authorizationConfig: { accessPointId: idOf("vectors-data-access-point"), iam: "ENABLED" },
        },
      },
    ]);
    assert.deepEqual(container.mountPoints, [
      { sourceVolume: "writable-0", containerPath: "/tmp", readOnly: false },
      { sourceVolume: "writable-1", containerPath: "/var/lib/weaviate", readOnly: false },
    ]);
    assert.deepEqual(
      [service?.desiredCount, service?.deploymentMinimumHealthyPercent, service?.deploymentMaximumPercent],
      [1, 0, 100],
    );
    assert.deepEqual(Object(service?.networkConfiguration).subnets, [
      idOf("network-subnet-a"),
      idOf("network-subnet-b"),
    ]);
  });

  it("knows who may read and who may write too, by API keys that only secrets hold", () => {
    const [container] = JSON.parse(
      String(test.resources.only("aws:ecs/taskDefinition:TaskDefinition")?.inputs.containerDefinitions),
    );
    const settings = Object.fromEntries(
      container.environment.map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    const versions = test.resources.all("aws:secretsmanager/secretVersion:SecretVersion");

    assert.equal(settings.AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED, "false");
    assert.deepEqual(
      [
        settings.AUTHENTICATION_APIKEY_USERS,
        settings.AUTHORIZATION_ADMINLIST_USERS,
        settings.AUTHORIZATION_ADMINLIST_READONLY_USERS,
      ],
      ["searcher,writer", "writer", "searcher"],
    );
    assert.deepEqual(container.secrets, [
      {
        name: "AUTHENTICATION_APIKEY_ALLOWED_KEYS",
        valueFrom: test.resources.named("vectors-keys-both-secret")?.props.arn,
      },
    ]);
    const [searcher, writer, both] = versions.map(({ inputs }) => String(inputs.secretString));
    assert.equal(both, `${searcher},${writer}`);
    assert.notEqual(searcher, writer);
    assert.equal(JSON.stringify(test.outputs).includes(`${searcher}`), false);
    assert.deepEqual(
      test.resources.all("aws:secretsmanager/secret:Secret").map(({ inputs }) => inputs.kmsKeyId),
      Array.from({ length: 3 }, () => test.resources.only("aws:kms/key:Key")?.props.arn),
    );
  });

  it("lets each role do its own part, and nothing near it", () => {
    const access = accessIn(test);
    const secret = (user: string) => test.resources.named(`vectors-keys-${user}-secret`)?.props.arn;
    const read = (user: string) => ({ action: "secretsmanager:GetSecretValue", resource: String(secret(user)) });
    const parts = [
      ["reader-role", read("searcher"), [read("writer"), read("both")], ["secretsmanager:PutSecretValue"]],
      ["writer-role", read("writer"), [read("searcher"), read("both")], ["secretsmanager:UpdateSecret"]],
      ["vectors-server-starter-role", read("both"), [read("searcher"), read("writer")], ["secretsmanager:ListSecrets"]],
      [
        "vectors-task-role",
        { action: "elasticfilesystem:ClientWrite", resource: FILES, context: OWN },
        [read("both"), read("writer")],
        ["elasticfilesystem:ClientRootAccess", "elasticfilesystem:DeleteFileSystem"],
      ],
    ] as const;
    let misses = 0;
    for (const [role, request, elsewhere, others] of parts) {
      assert.equal(access(role, request), "allowed", `${role} ${JSON.stringify(request)}`);
      for (const miss of [...nearMisses(request, others), ...elsewhere]) {
        assert.equal(access(role, miss), "denied", `${role} ${JSON.stringify(miss)}`);
        misses += 1;
      }
    }
    assert.ok(misses >= 50, `${misses} near misses`);
  });

  it("lets the task alone mount it, over TLS, by the file system's own policy", () => {
    const { policy } = test.resources.only("aws:efs/fileSystemPolicy:FileSystemPolicy")?.inputs ?? {};
    const context = { "elasticfilesystem:AccessedViaMountTarget": "true" };
    const request = { action: "elasticfilesystem:ClientMount", resource: FILES, context };
    const task = arnOf("vectors-task-role");
    const asks = (principal: string, change: Partial<typeof request> = {}) =>
      admits(policy, principal, { ...request, ...change });

    assert.equal(asks(task), "allowed");
    assert.equal(asks(arnOf("reader-role")), "denied");
    assert.equal(asks(task.replace("210987654321", "999999999999")), "denied");
    assert.equal(asks(task, { action: "elasticfilesystem:ClientRootAccess" }), "denied");
    assert.equal(
      admits(policy, task, { ...request, context: { ...context, "aws:SecureTransport": "false" } }),
      "denied",
    );
  });

  it("is found by a name of the network's own, on one port from its compute alone", () => {
    const service = test.resources.only("aws:ecs/service:Service")?.inputs;
    const rules = test.resources
      .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.securityGroupId === idOf("vectors-server-security-group"));

    assert.deepEqual(service?.serviceRegistries, { registryArn: test.resources.named("vectors-name")?.props.arn });
    assert.deepEqual(
      rules.map(({ inputs: { referencedSecurityGroupId, fromPort, toPort } }) => [
        referencedSecurityGroupId,
        fromPort,
        toPort,
      ]),
      [[idOf("network-workload-security-group"), 8080, 8080]],
    );
    assert.deepEqual(test.outputs.environment, {
      VECTOR_STORE: "weaviate",
      VECTOR_INDEX: "Documents",
      VECTOR_ENDPOINT: `http://${HOST}:8080`,
      VECTOR_SEARCH_SECRET_ARN: test.resources.named("vectors-keys-searcher-secret")?.props.arn,
      VECTOR_WRITE_SECRET_ARN: test.resources.named("vectors-keys-writer-secret")?.props.arn,
    });
    assert.equal(test.outputs.knowledgeBaseStorage, undefined);
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(() => build({ dimensions: 0, classification: "restricted", zones: 1 }));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["vectors.dimensions", "0"],
        ["vectors.classification", "restricted"],
        ["vectors.zones", "1"],
      ],
    );
  });
});
