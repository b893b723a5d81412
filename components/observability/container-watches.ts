import type { BalancedService } from "../ecs/balanced-service";
import type { ContainerService } from "../ecs/container-service";
import type { Watch } from "./watches";

/** Percent of a task's CPU or memory above which it no longer has room for what comes. */
const FULL_PERCENT = 85;

/** Metrics: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html (read 2026-11). */
export function serviceWatches(service: ContainerService): Watch[] {
  const dimensions = { ClusterName: service.clusterName, ServiceName: service.serviceName };
  const of = (what: string, metric: string): Watch => ({
    name: `${service.name}-${what}`,
    namespace: "AWS/ECS",
    metric,
    dimensions,
    statistic: "Average",
    above: FULL_PERCENT,
    description: `${service.name}: its tasks use more than ${FULL_PERCENT}% of their ${what}`,
  });
  return [of("cpu", "CPUUtilization"), of("memory", "MemoryUtilization")];
}

/** Metrics: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html (read 2026-11). */
export function balancerWatches({ name, balancerSuffix, targetGroupSuffix }: BalancedService): Watch[] {
  const LoadBalancer = balancerSuffix;
  const of = (suffix: string, metric: string, description: string): Watch => ({
    name: `${name}-${suffix}`,
    namespace: "AWS/ApplicationELB",
    metric,
    dimensions: { LoadBalancer },
    statistic: "Sum",
    above: 0,
    description: `${name}: ${description}`,
  });
  return [
    of("target-errors", "HTTPCode_Target_5XX_Count", "a task answered with an error of its own"),
    of("balancer-errors", "HTTPCode_ELB_5XX_Count", "no task answered"),
    {
      ...of("unhealthy", "UnHealthyHostCount", "a task is not healthy"),
      dimensions: { LoadBalancer, TargetGroup: targetGroupSuffix },
      statistic: "Maximum",
    },
  ];
}
