import assert from "node:assert/strict";
import { UNKNOWN_VALUE } from "@plinth/engine";
import * as ec2 from "@pulumi/aws/ec2";
import { Provider } from "@pulumi/aws/provider";
import * as awsx from "@pulumi/awsx";
import { childrenOf, only, preview } from "./support/children";

// Source: pulumi/pulumi-awsx, awsx/ec2/defaultVpc.ts and getDefaultVpc.ts, see engine/construct/awsx/default-vpc.ts.
describe("awsx.ec2.DefaultVpc, offline", () => {
  it("is looked up, and has no children", async () => {
    const result = await preview(() => {
      const { vpcId, publicSubnetIds } = new awsx.ec2.DefaultVpc("default");
      new ec2.SecurityGroup("gateway", { vpcId });
      return { same: ec2.getVpcOutput({ default: true }).id, vpcId, publicSubnetIds };
    });

    assert.deepEqual(childrenOf(result, "urn:pulumi:dev::shop::awsx:ec2:DefaultVpc::default"), []);
    assert.equal(only(result, "aws:ec2/securityGroup:SecurityGroup").inputs.vpcId, result.outputs.same);
    assert.equal(result.outputs.vpcId, result.outputs.same);
    // Which of its subnets are public is not known of a VPC that the stack does not make.
    assert.equal(result.outputs.publicSubnetIds, UNKNOWN_VALUE);
  });

  it("is that of the region of its provider", async () => {
    const { outputs } = await preview(() => {
      const provider = new Provider("frankfurt", { region: "eu-central-1" });
      return {
        here: new awsx.ec2.DefaultVpc("here").vpcId,
        there: new awsx.ec2.DefaultVpc("there", {}, { provider }).vpcId,
      };
    });

    assert.notEqual(outputs.here, outputs.there);
  });
});
