import assert from "node:assert/strict";
import { gatewayCaller, gatewayProvider } from "@plinth/standards/contracts/gateway";
import { containerImage } from "../../../../components/ecs/container-image";
import { AuditTrail } from "../../../../components/governance/audit-trail";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { GatewayService, type GatewayServiceArgs } from "../../../../components/model-access/gateway-service";
import { ModelAccess } from "../../../../components/model-access/model-access";
import { MultiProviderGateway, type OtherProvider } from "../../../../components/model-access/multi-provider-gateway";
import { ProviderSecret } from "../../../../components/model-access/provider-secret";
import { type Asked, accessIn, admits, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const TABLE = "arn:aws:dynamodb:eu-west-1:210987654321:table/support-prod-gateway-usage";
const SECRET = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:support-prod-gateway-mistral-key-Ab12Cd";
const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const CLAIMS = "arn:aws:iam::123456789012:role/workload/claims/claims-handler-role-1a2b3c4";

const parts = (): GatewayServiceArgs => ({
  workload,
  image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/gateway@sha256:${"0".repeat(64)}`, "aws"),
  models: new ModelAccess("models", { workload, models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }] }),
  network: networkOfAnotherStack(),
  key: new WorkloadKey("key", { workload, services: ["logs"] }),
  serviceNetworkId: "arn:aws:vpc-lattice:eu-west-1:555566667777:servicenetwork/sn-0123456789abcdef0",
  organizationId: "o-a1b2c3d4e5",
  clients: [
    { workload: "claims", accountId: "123456789012", monthlyUsd: 4000 },
    { workload: "assistant", accountId: "345678901234", tokensPerMinute: 50_000 },
  ],
});

/** Environment variables and secrets of the gateway's container. */
function containerOf({ resources }: TestPreview) {
  const definition = resources.only("aws:ecs/taskDefinition:TaskDefinition");
  const [container] = JSON.parse(String(definition?.inputs.containerDefinitions));
  const named = (list: { name: string; value?: string; valueFrom?: string }[]) =>
    Object.fromEntries(list.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
  return { environment: named(container.environment), secrets: named(container.secrets), definition };
}

describe("GatewayService", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => ({ url: new GatewayService("gateway", parts()).url }), { config: OWN_ACCOUNT });
  });

  it("keeps the contract of a gateway's environment", () => {
    const { environment, secrets } = containerOf(test);
    const callers: unknown[] = JSON.parse(String(environment.CALLERS));

    assert.deepEqual(Object.keys(environment).sort(), [
      "ACCOUNT_ID",
      "CALLERS",
      "ENVIRONMENT",
      "GUARDRAIL_ID",
      "GUARDRAIL_VERSION",
      "MODELS",
      "PORT",
      "USAGE_DAYS",
      "USAGE_TABLE",
      "WORKLOAD",
    ]);
    assert.deepEqual(
      callers.map((caller) => gatewayCaller.parse(caller)),
      [
        { workload: "claims", accountId: "123456789012", tokensPerMinute: 100_000, monthlyUsd: 4000 },
        { workload: "assistant", accountId: "345678901234", tokensPerMinute: 50_000 },
      ],
    );
    assert.deepEqual([environment.USAGE_TABLE, environment.USAGE_DAYS], ["support-prod-gateway-usage", "184"]);
    assert.deepEqual(secrets, {});
  });

  it("is behind VPC Lattice, and lets nobody else in", () => {
    const rules = test.resources.all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const registered = Object(test.resources.only("aws:ecs/service:Service")?.inputs.vpcLatticeConfigurations)[0];

    assert.deepEqual(
      rules.map(({ inputs }) => [inputs.cidrIpv4, inputs.fromPort]),
      [["169.254.171.0/24", 8080]],
    );
    assert.equal(registered.targetGroupArn, test.resources.only("aws:vpclattice/targetGroup:TargetGroup")?.props.arn);
    assert.match(String(test.outputs.url), /^https:\/\/support-prod-gateway-door-/);
  });

  it("takes requests for models of its clients, and of nobody else", () => {
    const policy = test.resources.only("aws:vpclattice/authPolicy:AuthPolicy")?.inputs.policy;
    const request = (path: string, method = "POST"): Asked => ({
      action: "vpc-lattice-svcs:Invoke",
      resource: `arn:aws:vpc-lattice:eu-west-1:210987654321:service/svc-0123456789abcdef0${path}`,
      context: {
        "aws:PrincipalOrgID": "o-a1b2c3d4e5",
        "vpc-lattice-svcs:RequestMethod": method,
        "vpc-lattice-svcs:RequestPath": path,
      },
    });

    assert.equal(admits(policy, CLAIMS, request("/v1/chat")), "allowed");
    assert.equal(admits(policy, CLAIMS, request("/v1/embeddings")), "allowed");
    for (const path of ["/health", "/v1/usage", "/v1/chat/x", "/"]) {
      assert.equal(admits(policy, CLAIMS, request(path)), "denied", path);
    }
    assert.equal(admits(policy, CLAIMS, request("/v1/chat", "GET")), "denied");
    const stranger = CLAIMS.replace("/claims/", "/marketing/");
    assert.equal(admits(policy, stranger, request("/v1/chat")), "denied");
  });

  it("writes and sums up usage, and can erase none", () => {
    const access = accessIn(test);
    const put: Asked = { action: "dynamodb:PutItem", resource: TABLE };
    const misses = nearMisses(put, [
      "dynamodb:DeleteItem",
      "dynamodb:BatchWriteItem",
      "dynamodb:Scan",
      "dynamodb:DeleteTable",
      "dynamodb:UpdateTimeToLive",
      "dynamodb:UpdateContinuousBackups",
      "dynamodb:ExportTableToPointInTime",
      "bedrock:InvokeAgent",
      "bedrock:CreateGuardrail",
      "secretsmanager:GetSecretValue",
      "vpc-lattice-svcs:Invoke",
      "vpc-lattice:RegisterTargets",
      "s3:GetObject",
    ]);

    for (const action of ["PutItem", "Query", "UpdateItem"]) {
      assert.equal(access("gateway-task-role", { ...put, action: `dynamodb:${action}` }), "allowed");
    }
    for (const miss of misses) assert.equal(access("gateway-task-role", miss), "denied", JSON.stringify(miss));
    assert.ok(misses.length >= 20, `${misses.length} near misses`);
  });

  it("keeps usage under its key, recoverable, each item with an end", () => {
    const table = test.resources.only("aws:dynamodb/table:Table")?.inputs;

    assert.deepEqual(
      [table?.hashKey, table?.rangeKey, table?.ttl, table?.deletionProtectionEnabled, table?.pointInTimeRecovery],
      [
        "caller",
        "request",
        { attributeName: "expiresAt", enabled: true },
        true,
        { enabled: true, recoveryPeriodInDays: 35 },
      ],
    );
  });

  it("adds to an audit trail where there is one, and neither reads nor takes away what is in it", async () => {
    const audited = await preview(
      () => {
        const kept = { workload, accessLogBucketName: "support-prod-access-logs" };
        new GatewayService("gateway", { ...parts(), audit: new AuditTrail("audit", kept) });
      },
      { config: OWN_ACCOUNT },
    );
    const bucket = audited.resources.only("aws:s3/bucket:Bucket")?.inputs.bucket;
    const add: Asked = { action: "s3:PutObject", resource: `arn:aws:s3:::${String(bucket)}/events/2026/11/22/1.json` };
    const access = accessIn(audited);
    const misses = nearMisses(add, ["s3:GetObject", "s3:DeleteObject", "s3:PutObjectRetention", "s3:PutBucketPolicy"]);

    assert.equal(containerOf(audited).environment.AUDIT_BUCKET, bucket);
    assert.equal(access("gateway-task-role", add), "allowed");
    for (const miss of misses) assert.equal(access("gateway-task-role", miss), "denied", JSON.stringify(miss));
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(() => {
      const client = { workload: "claims", accountId: "123456789012" };
      new GatewayService("gateway", { ...parts(), clients: [client, { ...client, monthlyUsd: 0 }], usageDays: 7 });
    });

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["gateway.clients", "claims"],
        ["gateway.clients", "claims"],
        ["gateway.usageDays", "7"],
      ],
    );
  });
});

describe("MultiProviderGateway", () => {
  const TOPIC = "arn:aws:sns:eu-west-1:210987654321:support-prod-alarms";
  const build = (providers: readonly OtherProvider[]) =>
    new MultiProviderGateway("gateway", { ...parts(), providers, reminderTopicArn: TOPIC });

  let test: TestPreview;
  before(async () => {
    test = await preview(() => build([{ name: "mistral", host: "api.mistral.ai" }]), { config: OWN_ACCOUNT });
  });

  it("hands each provider's key over as a secret, and says whose keys it has", () => {
    const { environment, secrets, definition } = containerOf(test);
    const secret = test.resources.only("aws:secretsmanager/secret:Secret");

    assert.deepEqual(
      JSON.parse(String(environment.PROVIDERS)).map((provider: unknown) => gatewayProvider.parse(provider)),
      [{ name: "mistral", host: "api.mistral.ai", keyVariable: "MISTRAL_API_KEY" }],
    );
    assert.deepEqual(secrets, { MISTRAL_API_KEY: secret?.props.arn });
    assert.equal(Object(definition?.inputs.tags)["plinth:providers"], "mistral");
    assert.equal(test.resources.all("aws:secretsmanager/secretVersion:SecretVersion").length, 0);
  });

  it("lets only the role that starts containers read the secret, with a key for secrets alone", () => {
    const access = accessIn(test);
    const read: Asked = { action: "secretsmanager:GetSecretValue", resource: SECRET };
    const open: Asked = {
      action: "kms:Decrypt",
      resource: KEY,
      context: { "kms:ResourceAliases": "alias/support-prod-gateway-secrets-key" },
    };
    const misses = [
      ...nearMisses(read, ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"]),
      ...nearMisses(open, ["kms:ScheduleKeyDeletion", "kms:PutKeyPolicy", "kms:CreateGrant"]),
    ];

    for (const request of [read, open]) assert.equal(access("gateway-starter-role", request), "allowed");
    for (const miss of misses) assert.equal(access("gateway-starter-role", miss), "denied", JSON.stringify(miss));
    assert.ok(misses.length >= 20, `${misses.length} near misses`);
    for (const role of ["gateway-task-role", "gateway-mistral-key-reminder-role", "gateway-door-registrar-role"]) {
      assert.equal(access(role, read), "denied", role);
    }
  });

  it("reminds of changing the key every 90 days, and does nothing else", () => {
    const schedule = test.resources.only("aws:scheduler/schedule:Schedule")?.inputs;
    const access = accessIn(test);
    const publish: Asked = { action: "sns:Publish", resource: TOPIC };

    assert.equal(schedule?.scheduleExpression, "rate(90 days)");
    assert.equal(Object(schedule?.target).arn, TOPIC);
    assert.equal(access("gateway-mistral-key-reminder-role", publish), "allowed");
    for (const miss of nearMisses(publish, ["sns:Subscribe", "sns:SetTopicAttributes"])) {
      assert.equal(access("gateway-mistral-key-reminder-role", miss), "denied", JSON.stringify(miss));
    }
  });

  it("refuses no provider, one twice, and one that has no host", async () => {
    const none = await preview(() => build([]));
    const twice = await preview(() =>
      build([
        { name: "openai", host: "https://api.openai.com" },
        { name: "openai", host: "api.openai.com" },
      ]),
    );
    const faultsOf = ({ error }: TestPreview) => error?.faults.map(({ path, found }) => [path, found]);

    assert.deepEqual(faultsOf(none), [["gateway.providers", undefined]]);
    assert.deepEqual(faultsOf(twice), [
      ["gateway.providers", "openai, openai"],
      ["gateway.providers", "https://api.openai.com"],
    ]);
  });
});

describe("ProviderSecret", () => {
  it("refuses a provider without a name, and a reminder that never comes", async () => {
    const { error } = await preview(
      () =>
        new ProviderSecret("secret", {
          workload,
          provider: "Open AI",
          key: new WorkloadKey("key", { workload }),
          reminderTopicArn: "arn:aws:sns:eu-west-1:210987654321:alarms",
          rotationDays: 0,
        }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["secret.provider", "Open AI"],
        ["secret.rotationDays", "0"],
      ],
    );
  });
});
