import * as ecs from "@pulumi/aws/ecs";
import type { EC2ServiceArgs, FargateServiceArgs } from "@pulumi/awsx/ecs";
import * as pulumi from "@pulumi/pulumi";
import { exactlyOne, oneAtMost } from "./arguments";
import { lookUpDefaultVpc } from "./default-vpc";
import { securityGroup } from "./security-group";
import { type Capacity, TaskDefinition } from "./task-definition";

type Args = EC2ServiceArgs & FargateServiceArgs;

/**
 * The children of `awsx.ecs.FargateService` and `awsx.ecs.EC2Service`: the service, its task definition, and on Fargate a
 * security group that is open to the internet if no network is configured.
 * Sources: pulumi/pulumi-awsx, awsx/ecs/fargateService.ts (019a326) and ec2Service.ts (e64c932) of version 3.
 */
export class Service extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: Args, options: pulumi.ComponentResourceOptions, capacity: Capacity) {
    const className = `${capacity}Service`;
    const aliases = [{ type: `awsx:x:ecs:${className}` }, ...(options.aliases ?? [])];
    super(`awsx:ecs:${className}`, name, {}, { ...options, aliases });
    exactlyOne(args, "taskDefinition", "taskDefinitionArgs");
    oneAtMost(args, "capacityProviderStrategies", "useClusterDefaultCapacityProviderStrategy");
    const own = args.taskDefinitionArgs
      ? new TaskDefinition(name, args.taskDefinitionArgs, { parent: this }, capacity)
      : undefined;
    const isOfCluster = args.capacityProviderStrategies ?? args.useClusterDefaultCapacityProviderStrategy;
    const service = new ecs.Service(
      name,
      {
        ...(capacity === "Fargate" ? onFargate(name, args, this) : args),
        launchType: isOfCluster ? undefined : capacity.toUpperCase(),
        loadBalancers: args.loadBalancers ?? own?.loadBalancers,
        waitForSteadyState: pulumi.output(args.continueBeforeSteadyState).apply((goesOn) => !goesOn),
        taskDefinition: args.taskDefinition ?? own?.taskDefinition.arn,
      },
      { parent: this },
    );
    this.outputs = Promise.resolve({ service, taskDefinition: own?.taskDefinition });
    this.registerOutputs();
  }
}

/** One task in the default VPC, if the program says nothing else. */
function onFargate(name: string, args: Args, parent: pulumi.Resource): ecs.ServiceArgs {
  const { assignPublicIp, ...given } = args;
  if (given.networkConfiguration !== undefined && assignPublicIp !== undefined) {
    throw new Error("only one of networkConfiguration, assignPublicIp can be set");
  }
  const networkConfiguration = given.networkConfiguration ?? defaultNetwork(name, assignPublicIp ?? false, parent);
  return { desiredCount: 1, ...given, networkConfiguration };
}

function defaultNetwork(name: string, assignPublicIp: pulumi.Input<boolean | undefined>, parent: pulumi.Resource) {
  const { vpcId, publicSubnetIds, privateSubnetIds } = lookUpDefaultVpc(parent);
  const group = securityGroup(`${name}-sg`, vpcId, parent);
  const subnets = pulumi
    .all([assignPublicIp, publicSubnetIds, privateSubnetIds])
    .apply(([isPublic, publicIds, privateIds]) => {
      if (isPublic) return publicIds;
      if (privateIds.length > 0) return privateIds;
      throw new Error("the default VPC has no private subnets: set assignPublicIp or networkConfiguration");
    });
  return { subnets, assignPublicIp, securityGroups: [group.id] };
}
