import assert from "node:assert/strict";
import { previewStack } from "@plinth/engine";
import * as ec2 from "@pulumi/aws/ec2";

describe("a look-up of what the same stack makes", () => {
  const config = { "aws:region": "eu-west-1" };

  it("answers with what is made, and is no read of the world outside", async () => {
    const program = () => {
      const vpc = new ec2.Vpc("net", { cidrBlock: "10.0.0.0/16" });
      const made = {
        vpcId: vpc.id,
        cidrBlock: "10.0.0.0/24",
        availabilityZone: "eu-west-1b",
        mapPublicIpOnLaunch: true,
      };
      const subnet = new ec2.Subnet("net", made);
      const found = ec2.getSubnetOutput({ id: subnet.id });
      return { vpcs: [vpc.id, found.vpcId], zone: found.availabilityZone, isPublic: found.mapPublicIpOnLaunch };
    };
    const { outputs, outside } = await previewStack({ project: "shop", stack: "dev", config, program });
    const [made, found] = outputs.vpcs as string[];

    assert.equal(found, made);
    assert.deepEqual([outputs.zone, outputs.isPublic], ["eu-west-1b", true]);
    assert.deepEqual(outside, []);
  });

  it("stays one of another subnet", async () => {
    const program = () => {
      new ec2.Subnet("net", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" });
      return { found: ec2.getSubnetOutput({ id: "subnet-1" }).vpcId };
    };
    const { outputs, outside } = await previewStack({ project: "shop", stack: "dev", config, program });

    assert.notEqual(outputs.found, "vpc-1");
    assert.deepEqual(
      outside.map(({ name, args }) => [name, args]),
      [["aws:ec2/getSubnet:getSubnet", { id: "subnet-1" }]],
    );
  });
});
