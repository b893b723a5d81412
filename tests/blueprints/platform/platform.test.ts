import assert from "node:assert/strict";
import { exampleConfig, previewConfig } from "../../support/blueprint-examples";

const minimal = exampleConfig("platform", "minimal");

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
});
