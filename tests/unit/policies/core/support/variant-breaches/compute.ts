import { type Breach, listedTags, role, tags } from "./breach";

const definition = JSON.stringify({ StartAt: "end", States: { end: { Type: "Succeed" } } });

/** Breaches by compute and by what it writes: functions, state machines, SageMaker, log groups, trails. */
export const COMPUTE: readonly Breach[] = [
  {
    rule: "log-group-retention-is-set",
    declaredAs: {
      "aws:cloudwatch/logGroup:LogGroup": { name: "/aws/x", tags },
      "aws-native:logs:LogGroup": { logGroupName: "/aws/x", tags: listedTags },
    },
  },
  {
    rule: "log-group-key-follows-classification",
    declaredAs: {
      "aws:cloudwatch/logGroup:LogGroup": { name: "/aws/x", retentionInDays: 400, tags },
      "aws-native:logs:LogGroup": { logGroupName: "/aws/x", retentionInDays: 400, tags: listedTags },
    },
  },
  ...["workload-compute-is-traced", "lambda-log-group-is-declared", "inference-compute-has-no-internet-path"].map(
    (rule) => ({
      rule,
      declaredAs: {
        "aws:lambda/function:Function": { name: "handler", role: "handler", tags },
        "aws-native:lambda:Function": { functionName: "handler", role: "handler", tags: listedTags },
      },
      around: [role],
    }),
  ),
  {
    rule: "data-store-is-private",
    declaredAs: {
      "aws:dms/replicationInstance:ReplicationInstance": { publiclyAccessible: true },
      "aws-native:dms:ReplicationInstance": {},
    },
  },
  {
    rule: "sfn-state-machine-is-logged",
    declaredAs: {
      "aws:sfn/stateMachine:StateMachine": { definition, loggingConfiguration: { level: "OFF" } },
      "aws-native:stepfunctions:StateMachine": { definitionString: definition, loggingConfiguration: { level: "OFF" } },
    },
  },
  {
    rule: "service-log-group-is-declared",
    declaredAs: {
      "aws:sfn/stateMachine:StateMachine": {
        definition,
        loggingConfiguration: { level: "ALL", logDestination: "arn:aws:logs:eu-west-1:1:log-group:missing:*" },
      },
      "aws-native:stepfunctions:StateMachine": {
        definitionString: definition,
        loggingConfiguration: {
          level: "ALL",
          destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: "arn:aws:logs:eu-west-1:1:log-group:missing:*" } }],
        },
      },
    },
  },
  {
    rule: "service-log-group-is-declared",
    declaredAs: {
      "aws:rds/instance:Instance": { identifier: "db", enabledCloudwatchLogsExports: ["postgresql"] },
      "aws-native:rds:DbInstance": { dbInstanceIdentifier: "db", enableCloudwatchLogsExports: ["postgresql"] },
    },
  },
  {
    rule: "sagemaker-model-is-isolated",
    declaredAs: {
      "aws:sagemaker/model:Model": { enableNetworkIsolation: false },
      "aws-native:sagemaker:Model": { enableNetworkIsolation: false },
    },
  },
  {
    rule: "sagemaker-endpoint-spend-is-declared",
    declaredAs: {
      "aws:sagemaker/endpointConfiguration:EndpointConfiguration": { productionVariants: [{ modelName: "m" }] },
      "aws-native:sagemaker:EndpointConfig": { productionVariants: [{ modelName: "m" }] },
    },
  },
  {
    rule: "cloudtrail-trail-is-whole",
    declaredAs: {
      "aws:cloudtrail/trail:Trail": { s3BucketName: "audit", enableLogging: false },
      "aws-native:cloudtrail:Trail": { s3BucketName: "audit", isLogging: false },
    },
  },
];
