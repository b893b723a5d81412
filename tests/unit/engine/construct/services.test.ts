import assert from "node:assert/strict";
import { ProgramError, UNKNOWN_VALUE } from "@plinth/engine";
import * as ecs from "@pulumi/aws/ecs";
import * as awsx from "@pulumi/awsx";
import { childrenOf, only, preview } from "./support/children";

const SERVICE = "aws:ecs/service:Service";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const CONTAINER = { name: "gateway", image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/gateway:v1" };
const NETWORK = { subnets: ["subnet-1"], securityGroups: ["sg-1"] };

// Sources: pulumi/pulumi-awsx, awsx/ecs, see engine/construct/awsx/service.ts.
describe("awsx.ecs.FargateService, offline", () => {
  const component = "urn:pulumi:dev::shop::awsx:ecs:FargateService::gateway";
  const serve = (args: awsx.ecs.FargateServiceArgs, unknowns = false) =>
    preview(() => new awsx.ecs.FargateService("gateway", args), unknowns);

  it("makes a service and its task definition, behind the load balancer of its port", async () => {
    const result = await preview(() => {
      const cluster = new ecs.Cluster("shop");
      const web = new awsx.lb.ApplicationLoadBalancer("web", { subnetIds: ["subnet-1", "subnet-2"] });
      new awsx.ecs.FargateService("gateway", {
        cluster: cluster.arn,
        networkConfiguration: NETWORK,
        desiredCount: 2,
        taskDefinitionArgs: { container: { ...CONTAINER, portMappings: [{ targetGroup: web.defaultTargetGroup }] } },
      });
    });
    const { inputs } = only(result, SERVICE);

    assert.deepEqual(childrenOf(result, component), [
      "aws:ecs/service:Service::gateway",
      "awsx:ecs:FargateTaskDefinition::gateway",
    ]);
    assert.equal(
      only(result, TASK).urn,
      "urn:pulumi:dev::shop::awsx:ecs:FargateService$awsx:ecs:FargateTaskDefinition$aws:ecs/taskDefinition:TaskDefinition::gateway",
    );
    assert.deepEqual(inputs.loadBalancers, [
      {
        containerName: "gateway",
        containerPort: 80,
        targetGroupArn: only(result, "aws:lb/targetGroup:TargetGroup").outputs.arn,
      },
    ]);
    assert.deepEqual(
      [inputs.launchType, inputs.desiredCount, inputs.waitForSteadyState, inputs.taskDefinition, inputs.cluster],
      ["FARGATE", 2, true, only(result, TASK).outputs.arn, only(result, "aws:ecs/cluster:Cluster").outputs.arn],
    );
    assert.deepEqual((inputs.networkConfiguration as typeof NETWORK).securityGroups, ["sg-1"]);
  });

  it("runs in the default VPC with an open security group if no network is configured", async () => {
    const result = await serve({ taskDefinition: "gateway:1", assignPublicIp: true });
    const { inputs } = only(result, SERVICE);
    const group = only(result, GROUP);

    assert.deepEqual(childrenOf(result, component), [`${GROUP}::gateway-sg`, `${SERVICE}::gateway`]);
    assert.deepEqual((group.inputs.ingress as { cidrBlocks: string[] }[])[0]?.cidrBlocks, ["0.0.0.0/0"]);
    const network = inputs.networkConfiguration as { assignPublicIp: boolean; securityGroups: string[] };
    assert.deepEqual([network.assignPublicIp, network.securityGroups], [true, [group.id]]);
    assert.deepEqual([inputs.desiredCount, inputs.taskDefinition], [1, "gateway:1"]);
  });

  it("leaves the launch type to the capacity providers that it names", async () => {
    const capacityProviderStrategies = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
    const { inputs } = only(
      await serve({ taskDefinition: "gateway:1", networkConfiguration: NETWORK, capacityProviderStrategies }),
      SERVICE,
    );

    assert.deepEqual([inputs.launchType, inputs.capacityProviderStrategies], [undefined, capacityProviderStrategies]);
  });

  it("leaves unknown in a preview what AWS assigns", async () => {
    const result = await serve({ networkConfiguration: NETWORK, taskDefinitionArgs: { container: CONTAINER } }, true);

    assert.equal(only(result, SERVICE).inputs.taskDefinition, UNKNOWN_VALUE);
  });

  const REFUSED: readonly [title: string, args: awsx.ecs.FargateServiceArgs, message: RegExp][] = [
    ["no task definition", {}, /exactly one of taskDefinition, taskDefinitionArgs must be set/],
    [
      "a public address beside a network",
      { taskDefinition: "gateway:1", networkConfiguration: NETWORK, assignPublicIp: false },
      /only one of networkConfiguration, assignPublicIp can be set/,
    ],
  ];
  for (const [title, args, message] of REFUSED) {
    it(`refuses ${title}`, async () => {
      const error = await serve(args).catch((e: unknown) => e);
      assert.ok(error instanceof ProgramError);
      assert.match(error.message, message);
    });
  }
});

describe("awsx.ecs.EC2Service, offline", () => {
  it("makes a service and its task definition, and no network", async () => {
    const result = await preview(() => {
      const taskDefinitionArgs = { container: { ...CONTAINER, memory: 512 } };
      new awsx.ecs.EC2Service("gateway", { cluster: "shop", continueBeforeSteadyState: true, taskDefinitionArgs });
    });
    const { inputs } = only(result, SERVICE);

    assert.deepEqual(childrenOf(result, "urn:pulumi:dev::shop::awsx:ecs:EC2Service::gateway"), [
      "aws:ecs/service:Service::gateway",
      "awsx:ecs:EC2TaskDefinition::gateway",
    ]);
    assert.deepEqual(only(result, TASK).inputs.requiresCompatibilities, ["EC2"]);
    assert.deepEqual(
      [inputs.launchType, inputs.waitForSteadyState, inputs.networkConfiguration, inputs.desiredCount],
      ["EC2", false, undefined, undefined],
    );
  });

  it("leaves the launch type to the cluster if told so", async () => {
    const args = { taskDefinition: "gateway:1", useClusterDefaultCapacityProviderStrategy: true };
    const result = await preview(() => new awsx.ecs.EC2Service("gateway", args));

    assert.equal(only(result, SERVICE).inputs.launchType, undefined);
  });
});
