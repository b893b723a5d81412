import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";

/** @internal The ECS service to scale, and its limits. */
export interface ScalingArgs {
  /** Name of the service's cluster. */
  readonly clusterName: pulumi.Input<string>;
  /** Name of the service. */
  readonly serviceName: pulumi.Input<string>;
  /** Minimum and maximum number of tasks. */
  readonly tasks: { readonly min: number; readonly max: number };
  /** Tags of the scalable target. */
  readonly tags: Record<string, string>;
}

/** Average CPU utilisation of tasks. It leaves headroom for requests that arrive while another task starts. */
const TARGET_CPU_PERCENT = 60;

/**
 * @internal Creates the scalable target of a service and a target tracking policy on its average CPU utilisation.
 * @param name Logical name of the service.
 */
export function scaleOnCpu(
  name: string,
  { clusterName, serviceName, tasks, tags }: ScalingArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const target = new appautoscaling.Target(
    `${name}-scaling`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${clusterName}/${serviceName}`,
      minCapacity: tasks.min,
      maxCapacity: tasks.max,
      tags,
    },
    opts,
  );
  new appautoscaling.Policy(
    `${name}-scaling-cpu`,
    {
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        targetValue: TARGET_CPU_PERCENT,
      },
    },
    opts,
  );
}
