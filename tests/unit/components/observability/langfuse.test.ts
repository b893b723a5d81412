import assert from "node:assert/strict";
import { containerImage } from "../../../../components/ecs/container-image";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { Langfuse, type LangfuseArgs } from "../../../../components/observability/langfuse";
import { accessIn, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview, type TestResource } from "../../../support/preview";
import { workload } from "../../../support/workload";

const REPOSITORY = "210987654321.dkr.ecr.eu-west-1.amazonaws.com";
const CLICKHOUSE_SECRET = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:clickhouse-a1b2c3";
const COMPUTE = "sg-0123456789abcdef0";

function build(change: Partial<LangfuseArgs> = {}): Langfuse {
  return new Langfuse("langfuse", {
    workload,
    network: networkOfAnotherStack(),
    key: new WorkloadKey("key", { workload, services: ["logs"] }),
    images: {
      web: containerImage(`${REPOSITORY}/langfuse@sha256:${"0".repeat(64)}`, "aws"),
      worker: containerImage(`${REPOSITORY}/langfuse-worker@sha256:${"1".repeat(64)}`, "aws"),
    },
    clickhouse: {
      host: "clickhouse.acme.example",
      passwordSecretArn: CLICKHOUSE_SECRET,
      securityGroupId: "sg-0fedcba9876543210",
    },
    host: "langfuse.acme.example",
    certificateArn: "arn:aws:acm:eu-west-1:210987654321:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
    clients: { engineers: { securityGroupId: "sg-0aaaaaaaaaaaaaaaa" } },
    ownerEmail: "platform@acme.example",
    ...change,
  });
}

describe("Langfuse", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => void build(), { config: OWN_ACCOUNT });
  });
  const containerOf = (task: string) =>
    JSON.parse(String(test.resources.named(`${task}-task`)?.inputs.containerDefinitions))[0];
  const namesOf = (pairs: readonly { readonly name: string }[]) => pairs.map(({ name }) => name).sort();

  it("draws every secret, which the state keeps encrypted and no container's definition holds", () => {
    const drawn = [
      ...test.resources.all("random:index/randomPassword:RandomPassword").map(({ props }) => String(props.result)),
      ...test.resources.all("random:index/randomBytes:RandomBytes").map(({ props }) => String(props.hex)),
    ];
    const holders = (value: string): TestResource[] =>
      test.resources
        .all("aws:secretsmanager/secretVersion:SecretVersion")
        .filter(({ inputs }) => inputs.secretString === value);

    assert.equal(drawn.length, 6);
    assert.equal(new Set(drawn).size, 6);
    for (const value of drawn) {
      assert.ok(test.preview?.secrets.has(value), "a drawn value is no secret of the stack's state");
      assert.equal(holders(value).length, 1);
    }
    for (const task of ["langfuse-web", "langfuse-worker"]) {
      const text = JSON.stringify(containerOf(task));
      assert.ok(drawn.every((value) => !text.includes(value)));
    }
    assert.match(String(test.resources.only("random:index/randomBytes:RandomBytes")?.props.hex), /^[0-9a-f]{64}$/);
  });

  it("hands each container its own secrets, and the first user's password to the web application alone", () => {
    const shared = ["CLICKHOUSE_PASSWORD", "DATABASE_PASSWORD", "ENCRYPTION_KEY", "REDIS_AUTH", "SALT"];

    assert.deepEqual(namesOf(containerOf("langfuse-worker").secrets), shared);
    assert.deepEqual(
      namesOf(containerOf("langfuse-web").secrets),
      [...shared, "LANGFUSE_INIT_USER_PASSWORD", "NEXTAUTH_SECRET"].sort(),
    );
    const settings = new Map<string, string>(
      containerOf("langfuse-web").environment.map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    assert.deepEqual(
      ["NEXTAUTH_URL", "CLICKHOUSE_URL", "CLICKHOUSE_MIGRATION_URL", "AUTH_DISABLE_SIGNUP", "TELEMETRY_ENABLED"].map(
        (name) => settings.get(name),
      ),
      [
        "https://langfuse.acme.example",
        "https://clickhouse.acme.example:8443",
        "clickhouse://clickhouse.acme.example:9440",
        "true",
        "false",
      ],
    );
  });

  it("keeps its queue encrypted, behind a password, and never forgets a job to make room", () => {
    const { parameters } = Object(test.resources.only("aws:elasticache/parameterGroup:ParameterGroup")?.inputs);
    const group = Object(test.resources.only("aws:elasticache/replicationGroup:ReplicationGroup")?.inputs);

    assert.deepEqual(parameters, [{ name: "maxmemory-policy", value: "noeviction" }]);
    assert.deepEqual(
      [group.engine, group.transitEncryptionMode, group.atRestEncryptionEnabled, group.multiAzEnabled],
      ["valkey", "required", true, true],
    );
    assert.equal(group.authToken, test.resources.named("langfuse-cache-password-value")?.props.result);
  });

  it("opens the database, the queue and ClickHouse to the network's compute, each on its port, and to nobody else", () => {
    const doors = ["langfuse-database", "langfuse-cache"].map((name) => test.resources.named(`${name}-security-group`));
    const ids = doors.map((door) => door?.props.id);
    const into = test.resources
      .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => ids.includes(inputs.securityGroupId));
    const out = test.resources
      .all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
      .filter(({ inputs }) => inputs.securityGroupId === COMPUTE);

    assert.deepEqual(into.map(({ inputs: i }) => [i.referencedSecurityGroupId, i.fromPort, i.toPort]).sort(), [
      [COMPUTE, 5432, 5432],
      [COMPUTE, 6379, 6379],
    ]);
    assert.deepEqual(
      out.map(({ inputs }) => inputs.toPort).sort((a, b) => Number(a) - Number(b)),
      [5432, 6379, 8443, 9440],
    );
  });

  it("lets its tasks keep events, and who starts them read their secrets, and nothing near it", () => {
    const access = accessIn(test);
    const event = "arn:aws:s3:::support-prod-langfuse-events-objects-210987654321/events/a.json";
    const secret = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:support-prod-langfuse-salt-a1b2c3";
    const parts: readonly Part[] = [
      ["langfuse-task-role", { action: "s3:GetObject", resource: event }, ["s3:DeleteObject", "s3:PutBucketPolicy"]],
      ["langfuse-task-role", { action: "s3:PutObject", resource: event }, ["s3:DeleteObject", "s3:PutBucketPolicy"]],
      [
        "langfuse-worker-starter-role",
        { action: "secretsmanager:GetSecretValue", resource: secret },
        ["secretsmanager:PutSecretValue", "secretsmanager:ListSecrets"],
      ],
    ];
    assertOnly(test, parts, 20);
    const owner = secret.replace("salt", "owner");
    const read = { action: "secretsmanager:GetSecretValue", resource: owner };
    assert.equal(access("langfuse-web-starter-role", read), "allowed");
    assert.equal(access("langfuse-worker-starter-role", read), "denied");
    assert.equal(access("langfuse-task-role", read), "denied");
  });

  it("is one of each outside production", async () => {
    const { resources } = await preview(() => void build({ workload: { ...workload, environment: "dev" } }));

    assert.equal(resources.all("aws:rds/clusterInstance:ClusterInstance").length, 1);
    assert.equal(resources.only("aws:elasticache/replicationGroup:ReplicationGroup")?.inputs.numCacheClusters, 1);
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(
      () =>
        void build({
          host: "https://langfuse.acme.example",
          ownerEmail: "platform",
          clickhouse: {
            host: "clickhouse.acme.example:8443",
            passwordSecretArn: "clickhouse",
            securityGroupId: "sg-0fedcba9876543210",
          },
        }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["langfuse.host", "https://langfuse.acme.example"],
        ["langfuse.ownerEmail", "platform"],
        ["langfuse.clickhouse.host", "clickhouse.acme.example:8443"],
        ["langfuse.clickhouse.passwordSecretArn", "clickhouse"],
      ],
    );
  });
});
