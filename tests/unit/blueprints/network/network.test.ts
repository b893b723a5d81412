import assert from "node:assert/strict";
import { ProgramError } from "@plinth/engine";
import { PlinthError } from "@plinth/standards";
import { type Config, exampleConfig, previewConfig } from "../../../support/blueprint-examples";

async function typesOf(config: Config): Promise<Set<string>> {
  const { resources } = await previewConfig(config);
  return new Set(resources.map(({ type }) => type));
}

describe("the blueprint network", () => {
  it("has no way to the internet unless it is asked for one", async () => {
    const types = await typesOf(exampleConfig("network", "minimal"));

    for (const type of [
      "aws:ec2/vpc:Vpc",
      "aws:ec2/natGateway:NatGateway",
      "aws:ec2/internetGateway:InternetGateway",
    ]) {
      assert.equal(types.has(type), false, type);
    }
  });

  it("shares everything with its own organisation, and nobody else", async () => {
    const { resources } = await previewConfig(exampleConfig("network", "production"));
    const inputsOf = (type: string) => resources.filter((r) => r.type === type).map(({ inputs }) => inputs);

    assert.deepEqual(
      inputsOf("aws:ram/principalAssociation:PrincipalAssociation").map(({ principal }) => principal),
      ["arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5"],
    );
    assert.deepEqual(
      inputsOf("aws:ram/resourceShare:ResourceShare").map(({ allowExternalPrincipals }) => allowExternalPrincipals),
      [false],
    );
    assert.equal(inputsOf("aws:ram/resourceAssociation:ResourceAssociation").length, 4);
  });

  it("tells other stacks what they join, and leave by", async () => {
    const { outputs } = await previewConfig(exampleConfig("network", "production"));

    assert.deepEqual(Object.keys(outputs).sort(), [
      "dnsRuleGroupId",
      "queryLogConfigId",
      "serviceNetworkArn",
      "transitGatewayId",
    ]);
  });

  it("refuses hosts, ranges and zones that are none, all at once", async () => {
    const config = {
      ...exampleConfig("network", "production"),
      "plinth:egress": { allowedDomains: ["*"], cidr: "office", zones: 4, workloadCidrs: [] },
    };

    await assert.rejects(previewConfig(config), (error) => {
      assert.ok(error instanceof ProgramError);
      const cause = (error.cause as { readonly cause?: unknown }).cause ?? error.cause;
      assert.ok(cause instanceof PlinthError);
      assert.deepEqual(
        cause.faults.map(({ path }) => path),
        ["plinth:egress.allowedDomains[0]", "plinth:egress.cidr", "plinth:egress.zones", "plinth:egress.workloadCidrs"],
      );
      return true;
    });
  });
});
