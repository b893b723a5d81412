import type { ecs as inputs } from "@pulumi/awsx/types/input";
import * as pulumi from "@pulumi/pulumi";
import { exactlyOne } from "./arguments";
import type { LogGroupId } from "./log-group";

type Container = inputs.TaskDefinitionContainerDefinitionArgs;
type Containers = pulumi.Output<Readonly<Record<string, Container>>>;

/** The containers of a task by name. */
export function containersOf(args: { container?: Container; containers?: Record<string, Container> }): Containers {
  exactlyOne(args, "container", "containers");
  const { container, containers } = args;
  if (!container) return pulumi.output(containers) as Containers;
  return pulumi.output(container.name).apply((name) => ({ [name ?? "container"]: container }));
}

/**
 * The definitions of a task's containers, as ECS reads them: ports that are not said follow from the target group, and
 * logs go to the log group.
 * Source: pulumi/pulumi-awsx, awsx/ecs/containers.ts of version 3.
 */
export function definitionsOf(containers: Containers, logGroup: pulumi.Output<LogGroupId> | undefined) {
  return containers.apply((known) =>
    pulumi.all(Object.entries(known).map(([name, container]) => definitionOf(name, container, logGroup))),
  );
}

function definitionOf(name: string, container: Container, logGroup: pulumi.Output<LogGroupId> | undefined) {
  const portMappings = pulumi
    .output(container.portMappings)
    .apply((mappings) => mappings && pulumi.all(mappings.map(portsOf)));
  return pulumi.all([container, portMappings, logGroup]).apply(([known, portMappings, logGroup]) => ({
    ...known,
    portMappings,
    name,
    logConfiguration: known.logConfiguration ?? (logGroup && logConfigurationOf(name, logGroup)),
  }));
}

/** awsx hands nothing else of a mapping on. */
function portsOf({
  containerPort,
  hostPort,
  protocol,
  targetGroup,
}: pulumi.Unwrap<inputs.TaskDefinitionPortMappingArgs>) {
  return pulumi.output(targetGroup?.port).apply((port) => ({
    containerPort: containerPort ?? hostPort ?? port,
    hostPort: hostPort ?? port ?? containerPort,
    protocol,
  }));
}

function logConfigurationOf(container: string, { name, region }: LogGroupId) {
  return {
    logDriver: "awslogs",
    options: { "awslogs-group": name, "awslogs-region": region, "awslogs-stream-prefix": container },
  };
}

/** The load balancers of a service with these containers: the target groups of their ports. */
export function loadBalancersOf(containers: Containers) {
  const targets = containers.apply((known) =>
    pulumi.all(Object.entries(known).map(([name, container]) => targetsOf(name, container))),
  );
  return targets.apply((all) =>
    all.flat().flatMap(({ containerPort, ...target }) => (containerPort ? [{ ...target, containerPort }] : [])),
  );
}

function targetsOf(containerName: string, { portMappings }: Container) {
  return pulumi.output(portMappings).apply((mappings = []) => {
    const groups = mappings.flatMap(({ targetGroup }) => (targetGroup ? [targetGroup] : []));
    return pulumi.all(groups.map(({ arn, port }) => ({ containerName, containerPort: port, targetGroupArn: arn })));
  });
}
