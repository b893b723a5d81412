import type { BalancedService } from "../ecs/balanced-service";
import type { ContainerService } from "../ecs/container-service";
import type { AlarmDefinition } from "./alarm-definitions";

/** Utilisation of CPU or memory above which tasks have too little headroom, in percent. */
const MAX_UTILIZATION_PERCENT = 85;

/** @internal Alarms of a container service. Metrics: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html (read 2026-11). */
export function serviceAlarms(service: ContainerService): AlarmDefinition[] {
  const dimensions = { ClusterName: service.clusterName, ServiceName: service.serviceName };
  const alarm = (resource: string, metric: string): AlarmDefinition => ({
    name: `${service.name}-${resource}`,
    namespace: "AWS/ECS",
    metric,
    dimensions,
    statistic: "Average",
    threshold: MAX_UTILIZATION_PERCENT,
    description: `${service.name}: its tasks use more than ${MAX_UTILIZATION_PERCENT}% of their ${resource}`,
  });
  return [alarm("cpu", "CPUUtilization"), alarm("memory", "MemoryUtilization")];
}

/** @internal Alarms of a load balancer and its targets. Metrics: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html (read 2026-11). */
export function balancerAlarms({ name, balancerSuffix, targetGroupSuffix }: BalancedService): AlarmDefinition[] {
  const LoadBalancer = balancerSuffix;
  const alarm = (suffix: string, metric: string, description: string): AlarmDefinition => ({
    name: `${name}-${suffix}`,
    namespace: "AWS/ApplicationELB",
    metric,
    dimensions: { LoadBalancer },
    statistic: "Sum",
    threshold: 0,
    description: `${name}: ${description}`,
  });
  return [
    alarm("target-errors", "HTTPCode_Target_5XX_Count", "a task answered with an error of its own"),
    alarm("balancer-errors", "HTTPCode_ELB_5XX_Count", "no task answered"),
    {
      ...alarm("unhealthy", "UnHealthyHostCount", "a task is not healthy"),
      dimensions: { LoadBalancer, TargetGroup: targetGroupSuffix },
      statistic: "Maximum",
    },
  ];
}
