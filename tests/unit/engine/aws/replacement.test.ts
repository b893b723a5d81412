import assert from "node:assert/strict";
import { specOf } from "../../../../engine/aws/catalogue";
import { replacingProperties } from "../../../../engine/aws/kit/diff";
import { immutableProperties } from "../../../support/cloudformation-types";

/**
 * Types of our components that hold data, by their names in CloudFormation, and where a property that CloudFormation
 * cannot change in place has another name here; `null`: the provider has no such property.
 */
const STORES: Readonly<Record<string, readonly [string, Readonly<Record<string, string | null>>?]>> = {
  "aws:s3/bucket:Bucket": ["AWS::S3::Bucket", { BucketName: "bucket", BucketNamePrefix: "bucketPrefix" }],
  "aws:s3/vectorsVectorBucket:VectorsVectorBucket": [
    "AWS::S3Vectors::VectorBucket",
    { EncryptionConfiguration: "encryptionConfigurations" },
  ],
  "aws:s3/vectorsIndex:VectorsIndex": [
    "AWS::S3Vectors::Index",
    { EncryptionConfiguration: "encryptionConfigurations", VectorBucketArn: "vectorBucketName" },
  ],
  "aws:dynamodb/table:Table": [
    "AWS::DynamoDB::Table",
    { TableName: "name", KeySchema: "hashKey", ImportSourceSpecification: "importTable" },
  ],
  "aws:rds/cluster:Cluster": [
    "AWS::RDS::DBCluster",
    {
      DBClusterIdentifier: "clusterIdentifier",
      PubliclyAccessible: null,
      RestoreToTime: null,
      RestoreType: null,
      SourceDBClusterIdentifier: null,
      SourceDbClusterResourceId: null,
      UseLatestRestorableTime: null,
    },
  ],
  "aws:efs/fileSystem:FileSystem": ["AWS::EFS::FileSystem"],
  "aws:opensearch/serverlessCollection:ServerlessCollection": [
    "AWS::OpenSearchServerless::Collection",
    // The provider changes tags in place.
    { EncryptionConfig: "encryptionConfigs", Tags: null },
  ],
  "aws:opensearch/domain:Domain": ["AWS::OpenSearchService::Domain", { EngineMode: null }],
  "aws:kms/key:Key": ["AWS::KMS::Key"],
  "aws:secretsmanager/secret:Secret": ["AWS::SecretsManager::Secret"],
  "aws:cloudwatch/logGroup:LogGroup": ["AWS::Logs::LogGroup", { LogGroupName: "name" }],
  "aws:sqs/queue:Queue": ["AWS::SQS::Queue", { QueueName: "name" }],
  "aws:sns/topic:Topic": ["AWS::SNS::Topic", { TopicName: "name" }],
  "aws:cloudtrail/trail:Trail": ["AWS::CloudTrail::Trail", { TrailName: "name" }],
  "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase": ["AWS::Bedrock::KnowledgeBase"],
  "aws:bedrock/agentcoreMemory:AgentcoreMemory": ["AWS::BedrockAgentCore::Memory"],
};

describe("What replaces a store of data", () => {
  for (const [type, [cloudFormationType, names = {}]] of Object.entries(STORES)) {
    it(`is for a ${type.split(":").at(-1)} all that ${cloudFormationType} cannot change in place`, () => {
      const replacing = replacingProperties(type, specOf(type));
      const known = new Set(replacing.map((property) => property.toLowerCase()));
      const nameOf = (property: string) => (Object.hasOwn(names, property) ? names[property] : property);
      const immutable = immutableProperties(cloudFormationType).flatMap((property) => nameOf(property) ?? []);

      assert.deepEqual(
        immutable.filter((property) => !known.has(property.toLowerCase())),
        [],
      );
    });
  }

  it("is not another subnet of a balancer, which only a network balancer must be replaced for", () => {
    const type = "aws:lb/loadBalancer:LoadBalancer";

    assert.equal(replacingProperties(type, specOf(type)).includes("subnets"), false);
  });
});
