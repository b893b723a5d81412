import assert from "node:assert/strict";
import { canonicalType } from "@plinth/policies/core/variants";
import { type Fact, isKnownType, isTaggable, pathsOf, typesWith } from "@plinth/policies/readers/resource/type-facts";

/** A property of some type for each fact, from services that have little in common. */
const SAMPLES: Readonly<Record<Fact, readonly (readonly [type: string, path: string])[]>> = {
  roles: [
    ["aws:glue/job:Job", "roleArn"],
    ["aws:codebuild/project:Project", "serviceRole"],
    ["aws:apigateway/integration:Integration", "credentials"],
    ["aws:cloudwatch/eventTarget:EventTarget", "roleArn"],
    ["aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment", "roles{}"],
    ["aws:sagemaker/domain:Domain", "defaultUserSettings.executionRole"],
    ["aws-native:batch:JobDefinition", "containerProperties.jobRoleArn"],
    // CloudFormation alone says it inside of the resource.
    ["aws:rds/cluster:Cluster", "associatedRoles[].roleArn"],
  ],
  instanceProfiles: [
    ["aws:ec2/instance:Instance", "iamInstanceProfile"],
    ["aws:ec2/launchTemplate:LaunchTemplate", "iamInstanceProfile.name"],
  ],
  subnets: [
    ["aws:lambda/function:Function", "vpcConfig.subnetIds[]"],
    ["aws:emr/cluster:Cluster", "ec2Attributes.subnetId"],
  ],
  securityGroups: [["aws:lambda/function:Function", "vpcConfig.securityGroupIds[]"]],
  publicSwitches: [
    ["aws:rds/instance:Instance", "publiclyAccessible"],
    ["aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime", "networkConfiguration.networkMode"],
    ["aws:ecs/service:Service", "networkConfiguration.assignPublicIp"],
  ],
  policyDocuments: [
    ["aws:sqs/queuePolicy:QueuePolicy", "policy"],
    ["aws:opensearch/domain:Domain", "accessPolicies"],
    ["aws:iam/role:Role", "assumeRolePolicy"],
    ["aws:glue/resourcePolicy:ResourcePolicy", "policy"],
    ["aws:ecr/repository:Repository", "repositoryPolicyText"],
  ],
  retention: [
    ["aws:kinesis/stream:Stream", "retentionPeriod"],
    ["aws:cloudtrail/eventDataStore:EventDataStore", "retentionPeriod"],
    ["aws:ecr/lifecyclePolicy:LifecyclePolicy", "policy"],
  ],
  keys: [
    ["aws:secretsmanager/secret:Secret", "kmsKeyId"],
    ["aws:kendra/index:Index", "serverSideEncryptionConfiguration.kmsKeyId"],
  ],
  environment: [
    ["aws:lambda/function:Function", "environment.variables"],
    ["aws:codebuild/project:Project", "environment.environmentVariables[]"],
    ["aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions"],
    ["aws:glue/job:Job", "defaultArguments"],
  ],
  endpoints: [
    ["aws:cloudwatch/eventApiDestination:EventApiDestination", "invocationEndpoint"],
    ["aws:apigateway/integration:Integration", "uri"],
  ],
  regions: [
    ["aws:dynamodb/table:Table", "replicas[].regionName"],
    ["aws:secretsmanager/secret:Secret", "replicas[].region"],
    ["aws:redshift/snapshotCopy:SnapshotCopy", "destinationRegion"],
    ["aws:rds/instance:Instance", "automaticBackupReplicationRegion"],
  ],
  tags: [["aws:s3/bucket:Bucket", "tags"]],
};

describe("facts of the providers' types", () => {
  for (const [fact, samples] of Object.entries(SAMPLES) as [Fact, (typeof SAMPLES)[Fact]][]) {
    for (const [type, path] of samples) {
      it(`count ${path} of ${type} among ${fact}`, () => {
        assert.ok(pathsOf(type, fact).includes(path), pathsOf(type, fact).join(", "));
        // A type that is read as another is not among those that rules are about.
        assert.equal(typesWith(fact).includes(type), canonicalType(type) === type);
      });
    }
  }

  it("say nothing of a type that no schema knows", () => {
    assert.deepEqual(pathsOf("aws:new/thing:Thing", "roles"), []);
    assert.equal(isKnownType("aws:new/thing:Thing"), false);
  });

  it("know which types take tags", () => {
    assert.deepEqual(["aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"].map(isTaggable), [true, false]);
  });

  it("never count what a policy is attached to for a role that runs", () => {
    assert.deepEqual(pathsOf("aws:iam/rolePolicy:RolePolicy", "roles"), []);
  });
});
