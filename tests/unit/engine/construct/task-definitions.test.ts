import assert from "node:assert/strict";
import { ProgramError, type StackPreview, UNKNOWN_VALUE } from "@plinth/engine";
import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Repository } from "@pulumi/aws/ecr";
import { TargetGroup } from "@pulumi/aws/lb";
import { Secret } from "@pulumi/aws/secretsmanager";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { childrenOf, only, preview } from "./support/children";

const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/gateway:v1";

const CHILDREN = [
  "aws:cloudwatch/logGroup:LogGroup::gateway",
  "aws:ecs/taskDefinition:TaskDefinition::gateway",
  "aws:iam/role:Role::gateway-execution",
  "aws:iam/role:Role::gateway-task",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment::gateway-execution-9a42f520",
];

const containersOf = (result: StackPreview) => JSON.parse(String(only(result, TASK).inputs.containerDefinitions));

// Sources: pulumi/pulumi-awsx, awsx/ecs and awsx/role.ts, see engine/construct/awsx/task-definition.ts.
describe("awsx.ecs.FargateTaskDefinition, offline", () => {
  const component = "urn:pulumi:dev::shop::awsx:ecs:FargateTaskDefinition::gateway";
  const define = (args: awsx.ecs.FargateTaskDefinitionArgs) =>
    preview(() => new awsx.ecs.FargateTaskDefinition("gateway", args));

  it("makes a task definition, a log group and two roles, below itself", async () => {
    const result = await define({ container: { name: "gateway", image: IMAGE } });
    const { inputs } = only(result, TASK);
    const group = only(result, "aws:cloudwatch/logGroup:LogGroup");
    const attachment = only(result, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    const roles = result.resources.filter(({ type }) => type === "aws:iam/role:Role");

    assert.deepEqual(childrenOf(result, component), CHILDREN);
    assert.deepEqual(result.resources.find(({ urn }) => urn === component)?.aliases, [
      "urn:pulumi:dev::shop::awsx:x:ecs:FargateTaskDefinition::gateway",
    ]);
    assert.equal(attachment.inputs.policyArn, "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy");
    assert.deepEqual(
      [inputs.requiresCompatibilities, inputs.networkMode, inputs.cpu, inputs.memory],
      [["FARGATE"], "awsvpc", "256", "512"],
    );
    assert.deepEqual(
      new Map(roles.map(({ name, outputs }) => [name, outputs.arn])),
      new Map([
        ["gateway-task", inputs.taskRoleArn],
        ["gateway-execution", inputs.executionRoleArn],
      ]),
    );
    assert.match(String(inputs.family), /^gateway-[0-9a-f]{8}$/);
    assert.deepEqual(JSON.parse(String(roles[0]?.inputs.assumeRolePolicy)).Statement[0].Principal, {
      Service: "ecs-tasks.amazonaws.com",
    });
    assert.deepEqual(containersOf(result), [
      {
        image: IMAGE,
        name: "gateway",
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": group.outputs.name,
            "awslogs-region": "eu-west-1",
            "awslogs-stream-prefix": "gateway",
          },
        },
      },
    ]);
  });

  it("gives containers the ports of their target groups, and these to a service", async () => {
    const result = await preview(() => {
      const targetGroup = new TargetGroup("web", { port: 8080, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" });
      const repository = new Repository("gateway");
      const secret = new Secret("key");
      const side = { name: "side", image: "envoy", portMappings: [{ containerPort: 9901 }] };
      const { loadBalancers } = new awsx.ecs.FargateTaskDefinition("gateway", {
        containers: {
          gateway: {
            name: "gateway",
            image: pulumi.interpolate`${repository.repositoryUrl}:v1`,
            cpu: 512,
            memory: 1024,
            portMappings: [{ targetGroup }],
            secrets: [{ name: "KEY", valueFrom: secret.arn }],
          },
          side,
        },
        family: "shop",
      });
      return { loadBalancers };
    });
    const [gateway, side] = containersOf(result);
    const { outputs } = only(result, "aws:lb/targetGroup:TargetGroup");

    assert.deepEqual(gateway.portMappings, [{ containerPort: 8080, hostPort: 8080 }]);
    assert.deepEqual(side.portMappings, [{ containerPort: 9901, hostPort: 9901 }]);
    assert.match(gateway.image, /amazonaws\.com\/gateway-\w+:v1$/);
    assert.deepEqual(gateway.secrets[0].valueFrom, only(result, "aws:secretsmanager/secret:Secret").outputs.arn);
    assert.deepEqual(result.outputs.loadBalancers, [
      { containerName: "gateway", containerPort: 8080, targetGroupArn: outputs.arn },
    ]);
    const { inputs } = only(result, TASK);
    assert.deepEqual([inputs.family, inputs.cpu, inputs.memory], ["shop", "512", "1024"]);
  });

  it("uses the roles and the log group of the program", async () => {
    const result = await preview(() => {
      const group = new LogGroup("logs", { name: "/shop/gateway" });
      new awsx.ecs.FargateTaskDefinition("gateway", {
        container: { name: "gateway", image: IMAGE },
        logGroup: { existing: { arn: group.arn } },
        taskRole: { args: { policyArns: ["arn:aws:iam::aws:policy/AmazonBedrockLimitedAccess"] } },
        executionRole: { roleArn: "arn:aws:iam::123456789012:role/execution" },
      });
    });

    assert.equal(containersOf(result)[0].logConfiguration.options["awslogs-group"], "/shop/gateway");
    assert.equal(only(result, "aws:iam/role:Role").name, "gateway-task");
    assert.match(only(result, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").name, /^gateway-task-[0-9a-f]{8}$/);
    assert.equal(only(result, TASK).inputs.executionRoleArn, "arn:aws:iam::123456789012:role/execution");
  });

  it("has neither if told so", async () => {
    const skip = true;
    const container = { name: "gateway", image: IMAGE };
    const result = await define({ container, logGroup: { skip }, taskRole: { skip }, executionRole: { skip } });

    assert.deepEqual(childrenOf(result, component), ["aws:ecs/taskDefinition:TaskDefinition::gateway"]);
    assert.deepEqual(containersOf(result), [{ image: IMAGE, name: "gateway" }]);
  });

  it("leaves unknown in a preview what AWS assigns", async () => {
    const result = await preview(() => {
      const targetGroup = new TargetGroup("web", { port: 8080, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" });
      const container = {
        name: "gateway",
        image: new Repository("gateway").repositoryUrl,
        portMappings: [{ targetGroup }],
      };
      return { loadBalancers: new awsx.ecs.FargateTaskDefinition("gateway", { container }).loadBalancers };
    }, true);
    const { inputs } = only(result, TASK);

    assert.deepEqual(result.outputs, { loadBalancers: UNKNOWN_VALUE });
    assert.deepEqual([inputs.containerDefinitions, inputs.taskRoleArn], [UNKNOWN_VALUE, UNKNOWN_VALUE]);
    assert.equal(inputs.networkMode, "awsvpc");
    assert.equal(only(result, "aws:cloudwatch/logGroup:LogGroup").name, "gateway");
  });

  const REFUSED: readonly [title: string, args: awsx.ecs.FargateTaskDefinitionArgs, message: RegExp][] = [
    ["no container", {}, /exactly one of container, containers must be set/],
    [
      "a log group that is none",
      { container: { name: "x", image: IMAGE }, logGroup: { existing: { arn: "arn:aws:s3:::logs" } } },
      /arn:aws:s3:::logs is not the ARN of a log group/,
    ],
  ];
  for (const [title, args, message] of REFUSED) {
    it(`refuses ${title}`, async () => {
      const error = await define(args).catch((e: unknown) => e);
      assert.ok(error instanceof ProgramError);
      assert.match(error.message, message);
    });
  }
});

describe("awsx.ecs.EC2TaskDefinition, offline", () => {
  it("makes the same children, without a size and with the network mode that it says", async () => {
    const result = await preview(() => {
      const container = { name: "gateway", image: IMAGE, memory: 512 };
      new awsx.ecs.EC2TaskDefinition("gateway", { container, networkMode: "bridge" });
    });
    const { inputs } = only(result, TASK);
    const component = "urn:pulumi:dev::shop::awsx:ecs:EC2TaskDefinition::gateway";

    assert.deepEqual(childrenOf(result, component), CHILDREN);
    assert.deepEqual(
      [inputs.requiresCompatibilities, inputs.networkMode, inputs.cpu, inputs.memory],
      [["EC2"], "bridge", undefined, undefined],
    );
    assert.equal(containersOf(result)[0].memory, 512);
  });

  it("has a network interface of its own if it says nothing", async () => {
    const result = await preview(
      () => new awsx.ecs.EC2TaskDefinition("gateway", { container: { name: "gateway", image: IMAGE } }),
    );
    assert.equal(only(result, TASK).inputs.networkMode, "awsvpc");
  });
});
