import assert from "node:assert/strict";
import {
  cloudFormationType,
  counterpart,
  counterpartNames,
  counterpartProperties,
  nativeProperties,
  nativeTokensOf,
} from "@plinth/standards/cloudformation/mapping";
import { camelCase, nativeToken } from "@plinth/standards/cloudformation/names";

const mapped = (type: string, properties: object) =>
  counterpartProperties(type, nativeProperties(type, properties as Record<string, unknown>));

describe("names of CloudFormation", () => {
  for (const [name, camel] of [
    ["DBInstanceIdentifier", "dbInstanceIdentifier"],
    ["KMSMasterKeyID", "kmsMasterKeyId"],
    ["TargetGroupARNs", "targetGroupArns"],
    ["SSESpecification", "sseSpecification"],
    ["EnableHttp2", "enableHttp2"],
  ] as const) {
    it(`${name} is ${camel}`, () => assert.equal(camelCase(name), camel));
  }

  for (const [type, token] of [
    ["AWS::RDS::DBInstance", "aws-native:rds:DbInstance"],
    ["AWS::EC2::VPC", "aws-native:ec2:Vpc"],
    ["AWS::Config::ConfigRule", "aws-native:configuration:ConfigRule"],
  ] as const) {
    it(`${type} is ${token}`, () => {
      assert.equal(nativeToken(type), token);
      assert.equal(cloudFormationType(token), type);
    });
  }
});

describe("counterparts of CloudFormation's types", () => {
  for (const [type, token] of [
    ["AWS::RDS::DBInstance", "aws:rds/instance:Instance"],
    ["AWS::EC2::Instance", "aws:ec2/instance:Instance"],
    ["AWS::EC2::Route", "aws:ec2/route:Route"],
    ["AWS::EC2::TransitGatewayRoute", "aws:ec2transitgateway/route:Route"],
    ["AWS::Lambda::Url", "aws:lambda/functionUrl:FunctionUrl"],
    ["AWS::Bedrock::KnowledgeBase", "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase"],
    ["AWS::BedrockAgentCore::Runtime", "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime"],
    ["AWS::OpenSearchServerless::Collection", "aws:opensearch/serverlessCollection:ServerlessCollection"],
    ["AWS::S3Vectors::VectorBucket", "aws:s3/vectorsVectorBucket:VectorsVectorBucket"],
    ["AWS::SSO::Assignment", "aws:ssoadmin/accountAssignment:AccountAssignment"],
    ["AWS::HealthLake::FHIRDatastore", undefined],
    ["AWS::IAM::Policy", undefined],
  ] as const) {
    it(`${type} is ${token ?? "none"}`, () => assert.equal(counterpart(type), token));
  }

  it("are known the other way round", () => {
    assert.deepEqual(nativeTokensOf("aws:directoryservice/directory:Directory"), [
      "aws-native:directoryservice:MicrosoftAd",
      "aws-native:directoryservice:SimpleAd",
    ]);
  });
});

describe("properties of CloudFormation as @pulumi/aws has them", () => {
  it("have their names there, nested ones too", () => {
    assert.deepEqual(
      mapped("AWS::CodeBuild::Project", { ServiceRole: "r", Source: { BuildSpec: "b", Type: "NO_SOURCE" } }),
      { serviceRole: "r", source: { buildspec: "b", type: "NO_SOURCE" } },
    );
  });

  it("stand where their object is left out there", () => {
    const network = { AwsvpcConfiguration: { AssignPublicIp: "ENABLED", Subnets: ["subnet-1"] } };
    assert.deepEqual(mapped("AWS::ECS::Service", { NetworkConfiguration: network }), {
      networkConfiguration: { assignPublicIp: true, subnets: ["subnet-1"] },
    });
    assert.ok(counterpartNames("AWS::Backup::BackupPlan", "backupPlan").includes("rules"));
  });

  it("turn lists of tags and variables into maps, and keep what is not known", () => {
    const unknown = Symbol("unknown");
    assert.deepEqual(mapped("AWS::SQS::Queue", { Tags: [{ Key: "owner", Value: unknown }] }), {
      tags: { owner: unknown },
    });
    assert.deepEqual(mapped("AWS::SQS::Queue", { Tags: [unknown] }), { tags: unknown });
  });

  it("turn texts of templates into booleans and numbers, and no other texts", () => {
    assert.deepEqual(mapped("AWS::RDS::DBInstance", { StorageEncrypted: "true", BackupRetentionPeriod: "7" }), {
      storageEncrypted: true,
      backupRetentionPeriod: 7,
    });
    assert.deepEqual(mapped("AWS::SSM::Parameter", { Value: "true" }), { value: "true" });
  });

  it("leave keys alone that are no names of properties", () => {
    const variables = { API_KEY: "k", Nested: { MoreKeys: "v" } };
    assert.deepEqual(mapped("AWS::Lambda::Function", { Environment: { Variables: variables } }), {
      environment: { variables },
    });
  });

  it("take one of a list where there is one, and make a list of one", () => {
    assert.deepEqual(mapped("AWS::Lambda::Function", { FileSystemConfigs: [{ Arn: "a", LocalMountPath: "/mnt" }] }), {
      fileSystemConfig: { arn: "a", localMountPath: "/mnt" },
    });
    assert.deepEqual(mapped("AWS::Bedrock::Agent", { GuardrailConfiguration: { GuardrailIdentifier: "g" } }), {
      guardrailConfigurations: [{ guardrailIdentifier: "g" }],
    });
  });

  it("keep their names where there is no counterpart", () => {
    assert.deepEqual(mapped("AWS::EC2::Instance", { HibernationOptions: { Configured: true } }), {
      hibernationOptions: { configured: true },
    });
    assert.deepEqual(mapped("AWS::New::Thing", { SomeName: { InnerName: 1 } }), { someName: { innerName: 1 } });
  });
});
