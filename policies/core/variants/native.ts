import { isObject } from "../values";
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
 * Types of the `aws-native` provider, which are CloudFormation's with names in camel case: nested objects, and lists of
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
  "aws-native:kms:Key": { type: "aws:kms/key:Key", renamed: { keyPolicy: "policy" } },
  "aws-native:kms:ReplicaKey": { type: "aws:kms/replicaKey:ReplicaKey", renamed: { keyPolicy: "policy" } },
  // Compute
  "aws-native:lambda:Function": { type: "aws:lambda/function:Function", renamed: { functionName: "name" } },
  "aws-native:lambda:Permission": { type: "aws:lambda/permission:Permission", renamed: { functionName: "function" } },
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
  "aws-native:eks:Cluster": { type: "aws:eks/cluster:Cluster", renamed: { resourcesVpcConfig: "vpcConfig" } },
  "aws-native:elasticloadbalancingv2:LoadBalancer": {
    type: "aws:lb/loadBalancer:LoadBalancer",
    renamed: { scheme: "internal", type: "loadBalancerType" },
    convert: { internal: (scheme) => scheme === "internal" },
  },
  "aws-native:sagemaker:Model": { type: "aws:sagemaker/model:Model", renamed: { modelName: "name" } },
  "aws-native:sagemaker:EndpointConfig": {
    type: "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    renamed: { endpointConfigName: "name", kmsKeyId: "kmsKeyArn" },
  },
  "aws-native:sagemaker:Endpoint": { type: "aws:sagemaker/endpoint:Endpoint", renamed: { endpointName: "name" } },
  "aws-native:sagemaker:Domain": { type: "aws:sagemaker/domain:Domain" },
  // Stores
  "aws-native:logs:LogGroup": { type: "aws:cloudwatch/logGroup:LogGroup", renamed: { logGroupName: "name" } },
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
    renamed: { encryptionAtRestOptions: "encryptAtRest", nodeToNodeEncryptionOptions: "nodeToNodeEncryption" },
  },
  "aws-native:opensearchserverless:Collection": { type: "aws:opensearch/serverlessCollection:ServerlessCollection" },
  "aws-native:opensearchserverless:SecurityPolicy": {
    type: "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
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
  "aws-native:sqs:Queue": { type: "aws:sqs/queue:Queue", renamed: { queueName: "name" } },
  "aws-native:sns:Topic": { type: "aws:sns/topic:Topic", renamed: { topicName: "name" } },
  "aws-native:kinesis:Stream": {
    type: "aws:kinesis/stream:Stream",
    renamed: { "streamEncryption.encryptionType": "encryptionType", "streamEncryption.keyId": "kmsKeyId" },
  },
  "aws-native:secretsmanager:Secret": { type: "aws:secretsmanager/secret:Secret" },
  "aws-native:efs:FileSystem": { type: "aws:efs/fileSystem:FileSystem" },
  "aws-native:ec2:Volume": { type: "aws:ebs/volume:Volume" },
  // Network
  "aws-native:ec2:Vpc": { type: "aws:ec2/vpc:Vpc" },
  "aws-native:ec2:Subnet": { type: "aws:ec2/subnet:Subnet" },
  "aws-native:ec2:RouteTable": { type: "aws:ec2/routeTable:RouteTable" },
  "aws-native:ec2:Route": {
    type: "aws:ec2/route:Route",
    renamed: { egressOnlyInternetGatewayId: "egressOnlyGatewayId" },
  },
  "aws-native:ec2:SubnetRouteTableAssociation": { type: "aws:ec2/routeTableAssociation:RouteTableAssociation" },
  "aws-native:ec2:InternetGateway": { type: "aws:ec2/internetGateway:InternetGateway" },
  "aws-native:ec2:NatGateway": { type: "aws:ec2/natGateway:NatGateway" },
  "aws-native:ec2:VpcEndpoint": { type: "aws:ec2/vpcEndpoint:VpcEndpoint", renamed: { policyDocument: "policy" } },
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
  "aws-native:bedrock:ApplicationInferenceProfile": {
    type: "aws:bedrock/inferenceProfile:InferenceProfile",
    renamed: { inferenceProfileName: "name" },
  },
  "aws-native:bedrock:DataSource": { type: "aws:bedrock/agentDataSource:AgentDataSource" },
  "aws-native:bedrockagentcore:Memory": { type: "aws:bedrock/agentcoreMemory:AgentcoreMemory" },
  "aws-native:bedrockagentcore:Gateway": { type: "aws:bedrock/agentcoreGateway:AgentcoreGateway" },
  "aws-native:cloudtrail:Trail": {
    type: "aws:cloudtrail/trail:Trail",
    renamed: { trailName: "name", isLogging: "enableLogging" },
  },
};

/** The one log group that a state machine writes to. */
function firstLogGroup(destinations: unknown): unknown {
  const [first] = Array.isArray(destinations) ? destinations : [];
  const group = isObject(first) ? first.cloudWatchLogsLogGroup : first;
  return isObject(group) ? group.logGroupArn : group;
}
