import { service } from "./kit/service";

export const autoscaling = service("autoscaling", {
  Group: {
    arn: "autoscaling:{region}:{account}:autoScalingGroup:{uuid:group}:autoScalingGroupName/{name}",
    defaults: {
      forceDelete: false,
      forceDeleteWarmPool: false,
      healthCheckGracePeriod: 300,
      ignoreFailedScalingActivities: false,
      metricsGranularity: "1Minute",
      protectFromScaleIn: false,
      waitForCapacityTimeout: "10m",
    },
    replaces: ["name", "namePrefix", "placementGroup"],
    outputs: { defaultCooldown: 300, healthCheckType: "EC2" },
  },
});
