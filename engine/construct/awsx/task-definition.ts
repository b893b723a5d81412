import * as ecs from "@pulumi/aws/ecs";
import type { EC2TaskDefinitionArgs, FargateTaskDefinitionArgs } from "@pulumi/awsx/ecs";
import * as pulumi from "@pulumi/pulumi";
import { containersOf, definitionsOf, loadBalancersOf } from "./containers";
import { fargateSize } from "./fargate-size";
import { logGroupOf } from "./log-group";
import { roleOf, shortHash } from "./role";

type Args = EC2TaskDefinitionArgs & FargateTaskDefinitionArgs;

/** Where tasks run. */
export type Capacity = "EC2" | "Fargate";

const ASSUMED_BY_TASKS = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" }, Effect: "Allow", Sid: "" },
  ],
});

const EXECUTION_POLICIES = ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"];

/**
 * The children of `awsx.ecs.FargateTaskDefinition` and `awsx.ecs.EC2TaskDefinition`: the task definition, a log group, a
 * role of the task and one that starts it.
 * Sources: pulumi/pulumi-awsx, awsx/ecs/fargateTaskDefinition.ts (0dad45b) and ec2TaskDefinition.ts (1a5ce58) of version 3.
 */
export class TaskDefinition extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;
  readonly taskDefinition: ecs.TaskDefinition;
  readonly loadBalancers: ReturnType<typeof loadBalancersOf>;

  constructor(name: string, args: Args, options: pulumi.ComponentResourceOptions, capacity: Capacity) {
    const className = `${capacity}TaskDefinition`;
    const aliases = [{ type: `awsx:x:ecs:${className}` }, ...(options.aliases ?? [])];
    super(`awsx:ecs:${className}`, name, {}, { ...options, aliases });
    const containers = containersOf(args);
    const { logGroup, id } = args.logGroup?.skip ? {} : logGroupOf(name, args.logGroup ?? {}, this);
    const assumed = { assumeRolePolicy: ASSUMED_BY_TASKS };
    const task = roleOf(`${name}-task`, args.taskRole, assumed, this);
    const executionDefaults = { ...assumed, policyArns: EXECUTION_POLICIES };
    const execution = roleOf(`${name}-execution`, args.executionRole, executionDefaults, this);
    const definitions = definitionsOf(containers, id);
    const containerDefinitions = definitions.apply((known) => JSON.stringify(known));
    const hashed = containerDefinitions.apply((text) => `${name}-${shortHash(pulumi.getStack() + text)}`);
    this.taskDefinition = new ecs.TaskDefinition(
      name,
      {
        ...sized(args, definitions, capacity),
        requiresCompatibilities: [capacity.toUpperCase()],
        taskRoleArn: task.roleArn,
        executionRoleArn: execution.roleArn,
        family: pulumi.all([args.family, hashed]).apply(([family, other]) => family ?? other),
        containerDefinitions,
      },
      { parent: this },
    );
    this.loadBalancers = loadBalancersOf(containers);
    const { taskDefinition, loadBalancers } = this;
    const roles = { taskRole: task.role, executionRole: execution.role };
    this.outputs = Promise.resolve({ taskDefinition, loadBalancers, logGroup, ...roles });
    this.registerOutputs();
  }
}

/** On Fargate a task has a size and a network interface of its own; on instances it has them if it says so. */
function sized(args: Args, definitions: ReturnType<typeof definitionsOf>, capacity: Capacity) {
  if (capacity === "EC2") return { networkMode: "awsvpc", ...args };
  const size = definitions.apply(fargateSize);
  return { ...args, cpu: args.cpu ?? size.cpu, memory: args.memory ?? size.memory, networkMode: "awsvpc" };
}
