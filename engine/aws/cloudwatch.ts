import { service } from "./kit/service";
import { arn, json, matches, oneOf } from "./kit/validators";

/** Days; 0 keeps events for ever. Source: PutRetentionPolicy in the CloudWatch Logs API reference, read 2026-11. */
const RETENTION = oneOf(
  ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
);

export const cloudwatch = service(
  "cloudwatch",
  {
    LogGroup: {
      arn: "logs:{region}:{account}:log-group:{name}",
      defaults: { retentionInDays: 0, skipDestroy: false },
      validate: {
        kmsKeyId: arn,
        logGroupClass: oneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
        name: matches(/^[\w./#-]{1,512}$/, "1 to 512 of a-z, A-Z, 0-9, _ - / . #"),
        retentionInDays: RETENTION,
      },
      replaces: ["name", "namePrefix", "logGroupClass"],
      outputs: { logGroupClass: "STANDARD", deletionProtectionEnabled: false },
    },
    LogStream: {
      arn: "logs:{region}:{account}:log-group:{logGroupName}:log-stream:{name}",
      replaces: ["name", "logGroupName"],
    },
    LogMetricFilter: { replaces: ["name", "logGroupName"] },
    LogDataProtectionPolicy: {
      id: "{logGroupName}",
      validate: { policyDocument: json },
      replaces: ["logGroupName"],
    },
    LogResourcePolicy: {
      id: "{policyName}",
      documents: ["policyDocument"],
      validate: { policyDocument: json },
      replaces: ["policyName"],
    },
    LogSubscriptionFilter: {
      id: "cwlsf-{digit10}",
      defaults: { distribution: "ByLogStream" },
      replaces: ["name", "logGroup"],
    },
    LogDestination: { arn: "logs:{region}:{account}:destination:{name}", replaces: ["name"] },
    LogDestinationPolicy: { id: "{destinationName}", replaces: ["destinationName"] },
    LogDelivery: { arn: "logs:{region}:{account}:delivery:{id}", id: "{alnum16}" },
    LogDeliverySource: {
      arn: "logs:{region}:{account}:delivery-source:{name}",
      replaces: ["name", "logType", "resourceArn"],
    },
    LogDeliveryDestination: { arn: "logs:{region}:{account}:delivery-destination:{name}", replaces: ["name"] },
    QueryDefinition: { id: "{uuid}", outputs: { queryDefinitionId: "{id}" }, replaces: [] },
    MetricAlarm: {
      arn: "cloudwatch:{region}:{account}:alarm:{name}",
      defaults: { actionsEnabled: true, treatMissingData: "missing" },
      validate: {
        comparisonOperator: oneOf(
          "GreaterThanOrEqualToThreshold",
          "GreaterThanThreshold",
          "LessThanThreshold",
          "LessThanOrEqualToThreshold",
          "LessThanLowerOrGreaterThanUpperThreshold",
          "LessThanLowerThreshold",
          "GreaterThanUpperThreshold",
        ),
        statistic: oneOf("SampleCount", "Average", "Sum", "Minimum", "Maximum"),
        treatMissingData: oneOf("breaching", "notBreaching", "ignore", "missing"),
      },
      replaces: ["name"],
    },
    CompositeAlarm: {
      id: "{alarmName}",
      arn: "cloudwatch:{region}:{account}:alarm:{alarmName}",
      defaults: { actionsEnabled: true },
      replaces: ["alarmName", "actionsEnabled"],
    },
    Dashboard: {
      id: "{dashboardName}",
      documents: ["dashboardBody"],
      validate: { dashboardBody: json },
      replaces: ["dashboardName"],
      outputs: { dashboardArn: "arn:{partition}:cloudwatch::{account}:dashboard/{dashboardName}" },
    },
    EventRule: {
      autoname: { maxLength: 64 },
      id: ({ eventBusName }) =>
        eventBusName === "default" || eventBusName === undefined ? "{name}" : "{eventBusName}/{name}",
      arn: ({ eventBusName }) =>
        eventBusName === "default" || eventBusName === undefined
          ? "events:{region}:{account}:rule/{name}"
          : "events:{region}:{account}:rule/{eventBusName}/{name}",
      defaults: { eventBusName: "default", forceDestroy: false },
      validate: {
        eventPattern: json,
        state: oneOf("ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"),
      },
      replaces: ["name", "namePrefix", "eventBusName"],
    },
    EventTarget: {
      autoname: { property: "targetId" },
      id: ({ eventBusName }) => (eventBusName === "default" ? "{rule}-{targetId}" : "{eventBusName}-{rule}-{targetId}"),
      defaults: { eventBusName: "default", forceDestroy: false },
      validate: { arn },
      replaces: ["rule", "targetId", "eventBusName"],
    },
    EventBus: { arn: "events:{region}:{account}:event-bus/{name}", replaces: ["name"] },
    EventBusPolicy: { id: "{eventBusName}", defaults: { eventBusName: "default" }, replaces: ["eventBusName"] },
    EventArchive: { arn: "events:{region}:{account}:archive/{name}", replaces: ["name", "eventSourceArn"] },
    EventConnection: {
      arn: "events:{region}:{account}:connection/{name}/{uuid:connection}",
      replaces: ["name"],
      outputs: {
        secretArn: "arn:{partition}:secretsmanager:{region}:{account}:secret:events!connection/{name}/{uuid}",
      },
    },
    EventApiDestination: {
      arn: "events:{region}:{account}:api-destination/{name}/{uuid:destination}",
      replaces: ["name"],
    },
    MetricStream: { arn: "cloudwatch:{region}:{account}:metric-stream/{name}", replaces: ["name"] },
  },
  { getLogGroup: { id: "{name}", arn: "arn:{partition}:logs:{region}:{account}:log-group:{name}" } },
);
