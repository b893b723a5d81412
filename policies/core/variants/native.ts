import { anyTrue, isObject, listOf, valueAt, valuesAt } from "../values";
import { BLOCK_DEVICES, flowOf, membersAt } from "./native-machines";
import { renameMembers, type Variant } from "./variant";

const inlinePolicies = { policies: "inlinePolicies" };
const readPolicies = { inlinePolicies: renameMembers({ policyName: "name", policyDocument: "policy" }) };
/** Rules of a security group, which name one block each here and lists of them there. */
const readGroupRules = (value: unknown) =>
  Array.isArray(value) ? value.map((rule) => (isObject(rule) ? groupRule(rule) : rule)) : value;

function groupRule({ ipProtocol, cidrIp, cidrIpv6, ...rest }: Readonly<Record<string, unknown>>) {
  const list = rest.sourcePrefixListId ?? rest.destinationPrefixListId;
  const group = rest.sourceSecurityGroupId ?? rest.destinationSecurityGroupId;
  return {
    ...rest,
    protocol: ipProtocol,
    ...(cidrIp !== undefined && { cidrBlocks: [cidrIp] }),
    ...(cidrIpv6 !== undefined && { ipv6CidrBlocks: [cidrIpv6] }),
    ...(list !== undefined && { prefixListIds: [list] }),
    ...(group !== undefined && { securityGroups: [group] }),
  };
}

const ownGroupRule = { groupId: "securityGroupId", cidrIp: "cidrIpv4" };
const database = {
  enableCloudwatchLogsExports: "enabledCloudwatchLogsExports",
  vpcSecurityGroups: "vpcSecurityGroupIds",
};

/**
 * Types of the `aws-native` provider, which are CloudFormation's with names in camel case, where the general mapping of
 * CloudFormation does not find what `@pulumi/aws` has: nested objects, and lists of
 * tags, inline policies and rules where `@pulumi/aws` has properties or resources of their own.
 * Source: `@pulumi/aws-native` 1.79.0 against `@pulumi/aws` 7.48.0, read 2026-11.
 */
export const NATIVE: Readonly<Record<string, Variant>> = {
  // Objects
  "aws-native:s3:Bucket": { type: "aws:s3/bucket:Bucket", renamed: { bucketName: "bucket" } },
  "aws-native:s3:BucketPolicy": { type: "aws:s3/bucketPolicy:BucketPolicy", renamed: { policyDocument: "policy" } },
  // Identity
  "aws-native:iam:Role": {
    type: "aws:iam/role:Role",
    renamed: { roleName: "name", assumeRolePolicyDocument: "assumeRolePolicy", ...inlinePolicies },
    convert: readPolicies,
  },
  "aws-native:iam:User": {
    type: "aws:iam/user:User",
    renamed: { userName: "name", ...inlinePolicies },
    convert: readPolicies,
  },
  "aws-native:iam:Group": {
    type: "aws:iam/group:Group",
    renamed: { groupName: "name", ...inlinePolicies },
    convert: readPolicies,
  },
  "aws-native:iam:RolePolicy": {
    type: "aws:iam/rolePolicy:RolePolicy",
    renamed: { policyName: "name", policyDocument: "policy", roleName: "role" },
  },
  "aws-native:iam:UserPolicy": {
    type: "aws:iam/userPolicy:UserPolicy",
    renamed: { policyName: "name", policyDocument: "policy", userName: "user" },
  },
  "aws-native:iam:GroupPolicy": {
    type: "aws:iam/groupPolicy:GroupPolicy",
    renamed: { policyName: "name", policyDocument: "policy", groupName: "group" },
  },
  // Compute
  "aws-native:lambda:Url": {
    type: "aws:lambda/functionUrl:FunctionUrl",
    renamed: { authType: "authorizationType", targetFunctionArn: "functionName" },
  },
  "aws-native:stepfunctions:StateMachine": {
    type: "aws:sfn/stateMachine:StateMachine",
    renamed: {
      stateMachineName: "name",
      definitionString: "definition",
      "loggingConfiguration.level": "loggingConfiguration.level",
      "loggingConfiguration.includeExecutionData": "loggingConfiguration.includeExecutionData",
      "loggingConfiguration.destinations": "loggingConfiguration.logDestination",
    },
    convert: { "loggingConfiguration.logDestination": firstLogGroup },
  },
  "aws-native:eks:Cluster": {
    type: "aws:eks/cluster:Cluster",
    renamed: { resourcesVpcConfig: "vpcConfig" },
    derived: {
      enabledClusterLogTypes: {
        from: "logging",
        read: (logging) => valuesAt(logging, "clusterLogging.enabledTypes[].type"),
      },
    },
  },
  "aws-native:elasticloadbalancingv2:LoadBalancer": {
    type: "aws:lb/loadBalancer:LoadBalancer",
    renamed: { scheme: "internal", type: "loadBalancerType" },
    convert: { internal: (scheme) => scheme === "internal" },
    derived: {
      accessLogs: {
        from: "loadBalancerAttributes",
        read: (attributes) => ({
          enabled: attributeOf(attributes, "access_logs.s3.enabled") === "true",
          bucket: attributeOf(attributes, "access_logs.s3.bucket"),
        }),
      },
    },
  },
  "aws-native:sagemaker:EndpointConfig": {
    type: "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    renamed: { endpointConfigName: "name", kmsKeyId: "kmsKeyArn" },
  },
  // Stores
  "aws-native:dynamodb:Table": {
    type: "aws:dynamodb/table:Table",
    renamed: {
      tableName: "name",
      "sseSpecification.sseEnabled": "serverSideEncryption.enabled",
      "sseSpecification.kmsMasterKeyId": "serverSideEncryption.kmsKeyArn",
      timeToLiveSpecification: "ttl",
      "pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled": "pointInTimeRecovery.enabled",
      "pointInTimeRecoverySpecification.recoveryPeriodInDays": "pointInTimeRecovery.recoveryPeriodInDays",
    },
  },
  "aws-native:opensearchservice:Domain": {
    type: "aws:opensearch/domain:Domain",
    renamed: {
      encryptionAtRestOptions: "encryptAtRest",
      nodeToNodeEncryptionOptions: "nodeToNodeEncryption",
      logPublishingOptions: "logPublishingOptions",
    },
    convert: { logPublishingOptions: readLogOptions },
  },
  "aws-native:elasticsearch:Domain": {
    type: "aws:elasticsearch/domain:Domain",
    renamed: { encryptionAtRestOptions: "encryptAtRest", nodeToNodeEncryptionOptions: "nodeToNodeEncryption" },
  },
  "aws-native:rds:DbInstance": {
    type: "aws:rds/instance:Instance",
    renamed: { dbInstanceIdentifier: "identifier", dbClusterIdentifier: "clusterIdentifier", ...database },
    // CloudFormation's default is one day, the provider's is none.
    defaults: { backupRetentionPeriod: 1 },
  },
  "aws-native:rds:DbCluster": {
    type: "aws:rds/cluster:Cluster",
    renamed: { dbClusterIdentifier: "clusterIdentifier", ...database },
  },
  "aws-native:kinesis:Stream": {
    type: "aws:kinesis/stream:Stream",
    renamed: { "streamEncryption.encryptionType": "encryptionType", "streamEncryption.keyId": "kmsKeyId" },
  },
  // Jobs
  "aws-native:glue:Job": { type: "aws:glue/job:Job", renamed: { "connections.connections": "connections" } },
  "aws-native:emr:Cluster": {
    type: "aws:emr/cluster:Cluster",
    derived: {
      ec2Attributes: {
        from: "instances",
        read: (instances, { jobFlowRole }) => ({
          subnetId: valueAt(instances, "ec2SubnetId"),
          subnetIds: valueAt(instances, "ec2SubnetIds"),
          instanceProfile: jobFlowRole,
        }),
      },
    },
  },
  "aws-native:dms:ReplicationInstance": {
    type: "aws:dms/replicationInstance:ReplicationInstance",
    // CloudFormation's default is the API's, which gives it a public address; the provider's is none:
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dms-replicationinstance.html (read 2026-11).
    defaults: { publiclyAccessible: true },
  },
  // Machines and networks
  "aws-native:ec2:Instance": {
    type: "aws:ec2/instance:Instance",
    derived: {
      associatePublicIpAddress: {
        from: "networkInterfaces",
        read: (interfaces) => {
          const answers = membersAt(interfaces, "associatePublicIpAddress");
          return answers.length === 0 ? undefined : anyTrue(answers as readonly boolean[]);
        },
      },
      subnetId: { from: "networkInterfaces", read: (interfaces) => membersAt(interfaces, "subnetId")[0] },
      vpcSecurityGroupIds: {
        from: "networkInterfaces",
        read: (interfaces) => {
          const groups = membersAt(interfaces, "groupSet[]");
          return groups.length === 0 ? undefined : groups;
        },
      },
      ...BLOCK_DEVICES,
    },
  },
  "aws-native:ec2:FlowLog": {
    type: "aws:ec2/flowLog:FlowLog",
    derived: {
      vpcId: flowOf("VPC"),
      subnetId: flowOf("Subnet"),
      eniId: flowOf("NetworkInterface"),
      transitGatewayId: flowOf("TransitGateway"),
      transitGatewayAttachmentId: flowOf("TransitGatewayAttachment"),
    },
  },
  "aws-native:elasticloadbalancing:LoadBalancer": {
    type: "aws:elb/loadBalancer:LoadBalancer",
    renamed: { scheme: "internal" },
    convert: { internal: (scheme) => scheme === "internal" },
  },
  "aws-native:msk:Cluster": {
    type: "aws:msk/cluster:Cluster",
    renamed: {
      "encryptionInfo.encryptionAtRest.dataVolumeKmsKeyId": "encryptionInfo.encryptionAtRestKmsKeyArn",
      "encryptionInfo.encryptionInTransit": "encryptionInfo.encryptionInTransit",
    },
  },
  "aws-native:ec2:SecurityGroup": {
    type: "aws:ec2/securityGroup:SecurityGroup",
    renamed: { groupName: "name", securityGroupIngress: "ingress", securityGroupEgress: "egress" },
    convert: { ingress: readGroupRules, egress: readGroupRules },
  },
  "aws-native:ec2:SecurityGroupIngress": {
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    renamed: {
      ...ownGroupRule,
      sourceSecurityGroupId: "referencedSecurityGroupId",
      sourcePrefixListId: "prefixListId",
    },
  },
  "aws-native:ec2:SecurityGroupEgress": {
    type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    renamed: {
      ...ownGroupRule,
      destinationSecurityGroupId: "referencedSecurityGroupId",
      destinationPrefixListId: "prefixListId",
    },
  },
  // Models
  "aws-native:cloudtrail:Trail": {
    type: "aws:cloudtrail/trail:Trail",
    renamed: { trailName: "name", isLogging: "enableLogging" },
  },
};

/** Attributes of a load balancer are a list of keys and texts. */
function attributeOf(attributes: unknown, key: string): unknown {
  return listOf(attributes).flatMap((one) => (valueAt(one, "key") === key ? [valueAt(one, "value")] : []))[0];
}

/** A map by the kind of log, where the other provider has a list of them. */
function readLogOptions(options: unknown): unknown {
  if (!isObject(options)) return options;
  return Object.entries(options).map(([logType, one]) => ({
    ...(isObject(one) ? one : {}),
    logType,
    cloudwatchLogGroupArn: isObject(one) ? (one.cloudWatchLogsLogGroupArn ?? one.CloudWatchLogsLogGroupArn) : one,
  }));
}

/** The one log group that a state machine writes to. */
function firstLogGroup(destinations: unknown): unknown {
  const [first] = Array.isArray(destinations) ? destinations : [];
  const group = isObject(first) ? first.cloudWatchLogsLogGroup : first;
  return isObject(group) ? group.logGroupArn : group;
}
