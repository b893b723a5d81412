import assert from "node:assert/strict";
import { ProgramError, type StackPreview } from "@plinth/engine";
import { type Config, exampleConfig, previewConfig } from "../../../support/blueprint-examples";
import { findingsOf } from "../../../support/pack-findings";

const minimal = exampleConfig("platform", "minimal");
const production = exampleConfig("platform", "production");
const inputsIn = ({ resources }: StackPreview, type: string) =>
  resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);

const exampleImage = (region: string) =>
  `666677778888.dkr.ecr.${region}.amazonaws.com/gateway@sha256:${"0".repeat(64)}`;

const LINK = "aws:oam/link:Link";
const SPANS = "aws:xray/traceSegmentDestination:TraceSegmentDestination";

async function faultsOf(config: Config): Promise<string[]> {
  try {
    await previewConfig(config);
    return [];
  } catch (error) {
    assert.ok(error instanceof ProgramError);
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.trim());
  }
}

describe("the blueprint platform", () => {
  it("offers every text model of the catalogue that its region can invoke, unless it names some", async () => {
    const profilesIn = async (example: string) => {
      const { resources } = await previewConfig(exampleConfig("platform", example));
      return resources
        .filter(({ type }) => type === "aws:bedrock/inferenceProfile:InferenceProfile")
        .map(({ name }) => name.replace("platform-models-", ""))
        .sort();
    };

    assert.deepEqual(await profilesIn("minimal"), [
      "amazon-nova-2-lite",
      "anthropic-claude-haiku-4-5",
      "anthropic-claude-opus-4-6",
      "anthropic-claude-sonnet-4-5",
      "anthropic-claude-sonnet-4-6",
    ]);
    assert.deepEqual(await profilesIn("production"), ["anthropic-claude-haiku-4-5", "anthropic-claude-sonnet-4-5"]);
  });

  it("offers the gateway in the service network of the network stack", async () => {
    const { resources, outputs } = await previewConfig(minimal);
    const type = "aws:vpclattice/serviceNetworkServiceAssociation:ServiceNetworkServiceAssociation";

    assert.deepEqual(
      resources.filter((r) => r.type === type).map(({ inputs }) => inputs.serviceNetworkIdentifier),
      ["arn:aws:vpc-lattice:eu-west-1:555566667777:servicenetwork/sn-0123456789abcdef0"],
    );
    assert.deepEqual(Object.keys(outputs).sort(), ["alarmTopicArn", "gatewayUrl", "usageTableName"]);
  });

  it("has the endpoints that the gateway needs, and no others", async () => {
    const { resources } = await previewConfig(minimal);

    assert.deepEqual(
      resources
        .filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint")
        .map(({ inputs }) => String(inputs.serviceName).replace("com.amazonaws.eu-west-1.", ""))
        .sort(),
      ["bedrock-runtime", "dynamodb", "ecr.api", "ecr.dkr", "logs", "s3", "xray"],
    );
  });

  it("reaches other providers through the network stack's egress only", async () => {
    const providers = [{ name: "mistral", host: "api.mistral.ai" }];
    const { resources } = await previewConfig({ ...minimal, "plinth:providers": providers });
    const inputsOf = (type: string) => resources.filter((r) => r.type === type).map(({ inputs }) => inputs);

    assert.deepEqual(
      inputsOf("aws:ec2/routeTable:RouteTable").map(({ routes }) => routes),
      Array(2).fill([{ cidrBlock: "0.0.0.0/0", transitGatewayId: "tgw-0123456789abcdef0" }]),
    );
    assert.deepEqual(
      inputsOf("aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation").map(
        ({ firewallRuleGroupId }) => firewallRuleGroupId,
      ),
      ["rslvr-frg-0123456789abcdef"],
    );
    assert.equal(inputsOf("aws:secretsmanager/secret:Secret").length, 1);
    const schedule = inputsOf("aws:scheduler/schedule:Schedule")[0];
    const topic = inputsOf("aws:sns/topic:Topic")[0];
    assert.equal(Object(schedule?.target).arn, `arn:aws:sns:eu-west-1:777788889999:${String(topic?.name)}`);
  });

  describe("in production", () => {
    const SINK = "arn:aws:oam:eu-central-1:444455556666:sink/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    let preview: StackPreview;
    before(async () => {
      preview = await previewConfig(production);
    });

    it("makes every span searchable, and is seen by the account that watches in its region", () => {
      assert.deepEqual(
        inputsIn(preview, LINK).map(({ sinkIdentifier }) => sinkIdentifier),
        [SINK],
      );
      assert.equal(inputsIn(preview, SPANS).length, 1);
    });

    it("has its gateway add to an audit trail, which it cannot read", () => {
      const [container] = inputsIn(preview, "aws:ecs/taskDefinition:TaskDefinition").map(({ containerDefinitions }) =>
        JSON.parse(String(containerDefinitions)),
      )[0];
      const audit = container.environment.find(({ name }: { name: string }) => name === "AUDIT_BUCKET");
      const policies = preview.resources
        .filter(
          ({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith("platform-gateway-task"),
        )
        .map(({ inputs }) => String(inputs.policy))
        .filter((policy) => policy.includes(audit.value));

      assert.match(audit.value, /^platform-prod-audit-records/);
      assert.equal(policies.length, 1);
      assert.equal(policies[0]?.includes("s3:PutObject"), true);
      assert.equal(policies[0]?.includes("s3:GetObject"), false);
    });

    it("keeps what was said locked, has it masked as it arrives, and rings when that fails", () => {
      const [logging] = inputsIn(
        preview,
        "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration",
      );
      const watched = inputsIn(preview, "aws:cloudwatch/metricAlarm:MetricAlarm")
        .filter(({ namespace }) => namespace === "AWS/Lambda")
        .map(({ metricName }) => metricName);

      assert.equal(Object(logging?.loggingConfig).textDataDeliveryEnabled, true);
      assert.equal(inputsIn(preview, "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy").length, 1);
      assert.deepEqual(watched.sort(), ["Duration", "Errors", "Throttles"]);
    });
  });

  it("leaves the account's telemetry to another stack where it is told to, and elsewhere than in production", async () => {
    const left = await previewConfig({ ...production, "plinth:telemetry": { manage: "account" } });

    for (const preview of [left, await previewConfig(minimal)]) {
      assert.deepEqual([inputsIn(preview, LINK), inputsIn(preview, SPANS)], [[], []]);
    }
  });

  it("reads no stack for the sink of a landing zone that exists, and links to the sink that it is told", async () => {
    const organization = { existing: { id: "o-9z8y7x6w5v", logArchiveBucketName: "acme-logs" } };
    const sinkArn = "arn:aws:oam:eu-central-1:999988887777:sink/1f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    const existing = { ...production, "plinth:organization": organization };
    const told = await previewConfig({ ...existing, "plinth:telemetry": { sinkArn } });

    const unwatched = await previewConfig(existing);
    assert.deepEqual(inputsIn(unwatched, LINK), []);
    assert.equal(inputsIn(unwatched, SPANS).length, 1);
    assert.deepEqual(
      inputsIn(told, LINK).map(({ sinkIdentifier }) => sinkIdentifier),
      [sinkArn],
    );
    assert.deepEqual(
      told.resources.filter(({ type }) => type === "pulumi:pulumi:StackReference").map(({ name }) => name),
      ["organization/plinth/network"],
    );
  });

  it("refuses a region in which nobody watches", async () => {
    const unwatched = { ...production, "aws:region": "eu-north-1", "plinth:image": exampleImage("eu-north-1") };

    assert.match(
      (await faultsOf(unwatched)).join("\n"),
      /a stack with a sink in eu-north-1; it has them in eu-west-1, eu-central-1/,
    );
  });

  describe("with Langfuse", () => {
    const ecr = "666677778888.dkr.ecr.eu-central-1.amazonaws.com";
    const langfuse = {
      images: {
        web: `${ecr}/langfuse@sha256:${"1".repeat(64)}`,
        worker: `${ecr}/langfuse-worker@sha256:${"2".repeat(64)}`,
      },
      clickhouse: {
        host: "a1b2c3d4e5.eu-central-1.vpce.aws.clickhouse.cloud",
        passwordSecretArn: "arn:aws:secretsmanager:eu-central-1:666677778888:secret:clickhouse-a1b2c3",
        securityGroupId: "sg-0fedcba9876543210",
      },
      host: "langfuse.acme.example",
      certificateArn: "arn:aws:acm:eu-central-1:666677778888:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
      clients: { offices: "10.20.0.0/16" },
      ownerEmail: "platform@acme.example",
    };

    it("runs it beside the gateway, watched, with the endpoint for its secrets, within every mandatory rule", async () => {
      const config = { ...production, "plinth:langfuse": langfuse };
      const preview = await previewConfig(config);
      const endpoints = inputsIn(preview, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ serviceName }) => serviceName);

      assert.deepEqual(findingsOf(config, preview), []);
      assert.equal(inputsIn(preview, "aws:ecs/service:Service").length, 3);
      assert.equal(endpoints.includes("com.amazonaws.eu-central-1.secretsmanager"), true);
      const balanced = inputsIn(preview, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
        ({ namespace }) => namespace === "AWS/ApplicationELB",
      );
      assert.notEqual(balanced.length, 0);
    });

    it("refuses images by tag, no clients and public ones, in one error", async () => {
      const images = { ...langfuse.images, web: `${ecr}/langfuse:4` };

      assert.deepEqual(await faultsOf({ ...production, "plinth:langfuse": { ...langfuse, images, clients: {} } }), [
        `plinth:langfuse.images.web: found ${ecr}/langfuse:4; must be an image of Amazon ECR by digest: <repository>@sha256:… [stack/Config/langfuse.images.web]`,
        "plinth:langfuse.clients: found a map; must be at least one range [stack/Config/langfuse.clients]",
      ]);
      assert.deepEqual(
        await faultsOf({ ...production, "plinth:langfuse": { ...langfuse, clients: { all: "0.0.0.0/0" } } }),
        [
          "plinth:langfuse.clients.all: found 0.0.0.0/0; must be a private IPv4 network such as 10.20.0.0/16, without host bits [stack/Config/langfuse.clients.all]",
        ],
      );
    });
  });

  it("refuses text in records that another stack keeps, or that the standard does not lock", async () => {
    const { "plinth:workload": workload } = minimal;

    assert.deepEqual(await faultsOf({ ...production, "plinth:invocationLogging": "account" }), [
      "plinth:invocationText: found redacted; must be none where another stack records invocations [stack/Config/invocationText]",
    ]);
    assert.match(
      (await faultsOf({ ...minimal, "plinth:invocationText": "redacted" })).join("\n"),
      /textDelivery.*locks no store of internal data/,
    );
    assert.equal(Object(workload).classification, "internal");
  });
});
