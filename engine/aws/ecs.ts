import { service } from "./kit/service";
import { json, oneOf } from "./kit/validators";

export const ecs = service("ecs", {
  Cluster: {
    id: "{arn}",
    arn: "ecs:{region}:{account}:cluster/{name}",
    replaces: ["name"],
    outputs: { settings: [{ name: "containerInsights", value: "disabled" }] },
  },
  TaskDefinition: {
    id: "{family}",
    arn: "ecs:{region}:{account}:task-definition/{family}:1",
    defaults: { skipDestroy: false, trackLatest: false },
    validate: { containerDefinitions: json },
    replaces: [
      "containerDefinitions",
      "cpu",
      "executionRoleArn",
      "family",
      "memory",
      "networkMode",
      "taskRoleArn",
      "ephemeralStorage",
      "requiresCompatibilities",
      "runtimePlatform",
      "volumes",
    ],
    outputs: {
      arnWithoutRevision: "arn:{partition}:ecs:{region}:{account}:task-definition/{family}",
      revision: 1,
      networkMode: "bridge",
    },
  },
  Service: {
    id: "{arn}",
    arn: ({ cluster }) =>
      `ecs:{region}:{account}:service/${String(cluster ?? "default")
        .split("/")
        .at(-1)}/{name}`,
    defaults: {
      deploymentMaximumPercent: 200,
      deploymentMinimumHealthyPercent: 100,
      enableEcsManagedTags: false,
      enableExecuteCommand: false,
      schedulingStrategy: "REPLICA",
      waitForSteadyState: false,
    },
    validate: { launchType: oneOf("EC2", "FARGATE", "EXTERNAL") },
    replaces: ["name", "cluster", "launchType", "schedulingStrategy"],
    outputs: {
      launchType: "EC2",
      platformVersion: "LATEST",
      iamRole: "",
      triggers: {},
      availabilityZoneRebalancing: "ENABLED",
    },
  },
  CapacityProvider: { id: "{arn}", arn: "ecs:{region}:{account}:capacity-provider/{name}", replaces: ["name"] },
  ClusterCapacityProviders: { id: "{clusterName}", replaces: ["clusterName"] },
});

export const appautoscaling = service("appautoscaling", {
  Target: {
    id: "{resourceId}",
    arn: "application-autoscaling:{region}:{account}:scalable-target/{hex32}",
    replaces: ["resourceId", "scalableDimension", "serviceNamespace"],
  },
  Policy: {
    arn: "autoscaling:{region}:{account}:scalingPolicy:{uuid:policy}:resource/{serviceNamespace}/{resourceId}:policyName/{name}",
    defaults: { policyType: "StepScaling" },
    replaces: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
    outputs: { alarmArns: [] },
  },
});
