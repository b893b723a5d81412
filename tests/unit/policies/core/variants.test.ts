import assert from "node:assert/strict";
import { createEstate, judge, type ResourceRecord, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { UNKNOWN } from "../../../../policies/core/rule";
import { canonical, declaredType, VARIANTS, withVariants } from "../../../../policies/core/variants";

type Props = Readonly<Record<string, unknown>>;

/** One breach, told with each type that can say it. */
interface Breach {
  readonly rule: string;
  readonly told: Readonly<Record<string, Props>>;
  /** What stands around it in each case. */
  readonly around?: readonly (readonly [type: string, name: string, props: Props])[];
}

const tags = { workload: "support", owner: "care", environment: "prod", "data-classification": "confidential" };
const listedTags = Object.entries(tags).map(([key, value]) => ({ key, value }));
const allow = (statement: Props) => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const trust = allow({ Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } });
const everything = allow({ Action: "*", Resource: "*" });
const everybody = allow({ Action: "s3:GetObject", Principal: "*", Resource: "*" });
const open = { protocol: "tcp", fromPort: 22, toPort: 22 };
const nativeOpen = { ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIp: "0.0.0.0/0" };
const definition = JSON.stringify({ StartAt: "end", States: { end: { Type: "Succeed" } } });
const bucket = ["aws:s3/bucket:Bucket", "store", { bucket: "store", tags }] as const;
const role = [
  "aws:iam/role:Role",
  "handler",
  { name: "handler", assumeRolePolicy: JSON.stringify(trust), tags },
] as const;

const BREACHES: readonly Breach[] = [
  ...["data-store-is-classified", "s3-bucket-is-private", "s3-bucket-demands-tls", "s3-bucket-objects-expire"].map(
    (rule) => ({
      rule,
      told: {
        "aws:s3/bucket:Bucket": { bucket: "own", tags: { owner: "care" } },
        "aws:s3/bucketV2:BucketV2": { bucket: "own", tags: { owner: "care" } },
        "aws-native:s3:Bucket": { bucketName: "own", tags: [{ key: "owner", value: "care" }] },
      },
    }),
  ),
  ...[
    "s3-bucket-access-is-logged",
    "s3-bucket-key-follows-classification",
    "s3-bucket-versions-follow-classification",
  ].map((rule) => ({
    rule,
    told: {
      "aws:s3/bucket:Bucket": { bucket: "own", tags },
      "aws:s3/bucketV2:BucketV2": { bucket: "own", tags },
      "aws-native:s3:Bucket": { bucketName: "own", tags: listedTags },
    },
  })),
  {
    rule: "s3-bucket-objects-expire",
    told: {
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
        bucket: "store",
        rules: [{ status: "Disabled", expiration: { days: 400 } }],
      },
      "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": {
        bucket: "store",
        rules: [{ status: "Disabled", expiration: { days: 400 } }],
      },
    },
    around: [bucket],
  },
  {
    rule: "s3-bucket-versions-follow-classification",
    told: {
      "aws:s3/bucketVersioning:BucketVersioning": {
        bucket: "store",
        versioningConfiguration: { status: "Suspended" },
      },
      "aws:s3/bucketVersioningV2:BucketVersioningV2": {
        bucket: "store",
        versioningConfiguration: { status: "Suspended" },
      },
    },
    around: [bucket],
  },
  {
    rule: "s3-bucket-policy-stays-inside",
    told: {
      "aws:s3/bucketPolicy:BucketPolicy": { bucket: "store", policy: JSON.stringify(everybody) },
      "aws-native:s3:BucketPolicy": { bucket: "store", policyDocument: everybody },
    },
    around: [bucket],
  },
  {
    rule: "log-group-retention-is-set",
    told: {
      "aws:cloudwatch/logGroup:LogGroup": { name: "/aws/x", tags },
      "aws-native:logs:LogGroup": { logGroupName: "/aws/x", tags: listedTags },
    },
  },
  {
    rule: "log-group-key-follows-classification",
    told: {
      "aws:cloudwatch/logGroup:LogGroup": { name: "/aws/x", retentionInDays: 400, tags },
      "aws-native:logs:LogGroup": { logGroupName: "/aws/x", retentionInDays: 400, tags: listedTags },
    },
  },
  ...["iam-access-is-not-full", "iam-invocation-is-scoped", "iam-privileges-do-not-escalate"].map((rule) => ({
    rule,
    told: {
      "aws:iam/role:Role": {
        assumeRolePolicy: JSON.stringify(trust),
        inlinePolicies: [{ name: "all", policy: JSON.stringify(everything) }],
        tags,
      },
      "aws-native:iam:Role": {
        assumeRolePolicyDocument: trust,
        policies: [{ policyName: "all", policyDocument: everything }],
        tags: listedTags,
      },
    },
  })),
  {
    rule: "iam-trust-has-source-conditions",
    told: {
      "aws:iam/role:Role": {
        assumeRolePolicy: JSON.stringify(
          allow({ Action: "sts:AssumeRole", Principal: { Service: "bedrock.amazonaws.com" } }),
        ),
        tags,
      },
      "aws-native:iam:Role": {
        assumeRolePolicyDocument: allow({ Action: "sts:AssumeRole", Principal: { Service: "bedrock.amazonaws.com" } }),
        tags: listedTags,
      },
    },
  },
  {
    rule: "iam-invocation-is-scoped",
    told: {
      "aws:iam/rolePolicy:RolePolicy": { role: "handler", policy: JSON.stringify(everything) },
      "aws-native:iam:RolePolicy": { roleName: "handler", policyName: "all", policyDocument: everything },
      "aws-native:iam:ManagedPolicy": { roles: ["handler"], policyDocument: everything },
    },
    around: [role],
  },
  {
    rule: "kms-key-policy-stays-inside",
    told: {
      "aws:kms/key:Key": { policy: JSON.stringify(allow({ Action: "kms:*", Principal: "*", Resource: "*" })) },
      "aws-native:kms:Key": { keyPolicy: allow({ Action: "kms:*", Principal: "*", Resource: "*" }) },
    },
  },
  {
    rule: "lambda-function-is-private",
    told: {
      "aws:lambda/functionUrl:FunctionUrl": { functionName: "handler", authorizationType: "NONE" },
      "aws-native:lambda:Url": { targetFunctionArn: "handler", authType: "NONE" },
    },
  },
  {
    rule: "lambda-function-is-private",
    told: {
      "aws:lambda/permission:Permission": { function: "handler", action: "lambda:InvokeFunction", principal: "*" },
      "aws-native:lambda:Permission": { functionName: "handler", action: "lambda:InvokeFunction", principal: "*" },
    },
  },
  ...["workload-compute-is-traced", "lambda-log-group-is-declared", "inference-compute-has-no-internet-path"].map(
    (rule) => ({
      rule,
      told: {
        "aws:lambda/function:Function": { name: "handler", role: "handler", tags },
        "aws-native:lambda:Function": { functionName: "handler", role: "handler", tags: listedTags },
      },
      around: [role],
    }),
  ),
  {
    rule: "sfn-state-machine-is-logged",
    told: {
      "aws:sfn/stateMachine:StateMachine": { definition, loggingConfiguration: { level: "OFF" } },
      "aws-native:stepfunctions:StateMachine": { definitionString: definition, loggingConfiguration: { level: "OFF" } },
    },
  },
  {
    rule: "service-log-group-is-declared",
    told: {
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
    told: {
      "aws:rds/instance:Instance": { identifier: "db", enabledCloudwatchLogsExports: ["postgresql"] },
      "aws-native:rds:DbInstance": { dbInstanceIdentifier: "db", enableCloudwatchLogsExports: ["postgresql"] },
    },
  },
  {
    rule: "eks-cluster-api-is-private",
    told: {
      "aws:eks/cluster:Cluster": { vpcConfig: { endpointPublicAccess: true } },
      "aws-native:eks:Cluster": { resourcesVpcConfig: { endpointPublicAccess: true } },
    },
  },
  {
    rule: "lb-load-balancer-is-internal",
    told: {
      "aws:lb/loadBalancer:LoadBalancer": { internal: false },
      "aws:alb/loadBalancer:LoadBalancer": { internal: false },
      "aws:applicationloadbalancing/loadBalancer:LoadBalancer": { internal: false },
      "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer": { internal: false },
      "aws-native:elasticloadbalancingv2:LoadBalancer": { scheme: "internet-facing" },
    },
  },
  {
    rule: "sagemaker-model-is-isolated",
    told: {
      "aws:sagemaker/model:Model": { enableNetworkIsolation: false },
      "aws-native:sagemaker:Model": { enableNetworkIsolation: false },
    },
  },
  {
    rule: "sagemaker-endpoint-spend-is-declared",
    told: {
      "aws:sagemaker/endpointConfiguration:EndpointConfiguration": { productionVariants: [{ modelName: "m" }] },
      "aws-native:sagemaker:EndpointConfig": { productionVariants: [{ modelName: "m" }] },
    },
  },
  {
    rule: "dynamodb-table-items-expire",
    told: {
      "aws:dynamodb/table:Table": { name: "sessions", ttl: { enabled: false, attributeName: "at" }, tags },
      "aws-native:dynamodb:Table": {
        tableName: "sessions",
        timeToLiveSpecification: { enabled: false, attributeName: "at" },
        tags: listedTags,
      },
    },
  },
  {
    rule: "data-store-is-encrypted",
    told: {
      "aws:dynamodb/table:Table": { serverSideEncryption: { enabled: false }, tags },
      "aws-native:dynamodb:Table": { sseSpecification: { sseEnabled: false }, tags: listedTags },
    },
  },
  {
    rule: "data-store-is-encrypted",
    told: {
      "aws:opensearch/domain:Domain": { encryptAtRest: { enabled: false }, tags },
      "aws-native:opensearchservice:Domain": { encryptionAtRestOptions: { enabled: false }, tags: listedTags },
    },
  },
  {
    rule: "data-store-is-encrypted",
    told: {
      "aws:kinesis/stream:Stream": { encryptionType: "NONE", tags },
      "aws-native:kinesis:Stream": { streamEncryption: { encryptionType: "NONE" }, tags: listedTags },
    },
  },
  {
    rule: "data-store-is-private",
    told: {
      "aws:rds/instance:Instance": { publiclyAccessible: true },
      "aws-native:rds:DbInstance": { publiclyAccessible: true },
    },
  },
  {
    rule: "knowledge-base-forgets-its-source",
    told: {
      "aws:bedrock/agentDataSource:AgentDataSource": { dataDeletionPolicy: "RETAIN" },
      "aws-native:bedrock:DataSource": { dataDeletionPolicy: "RETAIN" },
    },
  },
  {
    rule: "agentcore-memory-expires",
    told: {
      "aws:bedrock/agentcoreMemory:AgentcoreMemory": { eventExpiryDuration: 3650, tags },
      "aws-native:bedrockagentcore:Memory": { eventExpiryDuration: 3650, tags },
    },
  },
  {
    rule: "security-group-ingress-is-bounded",
    told: {
      "aws:ec2/securityGroup:SecurityGroup": { ingress: [{ ...open, cidrBlocks: ["0.0.0.0/0"] }] },
      "aws-native:ec2:SecurityGroup": { groupDescription: "x", securityGroupIngress: [nativeOpen] },
    },
  },
  {
    rule: "security-group-egress-is-bounded",
    told: {
      "aws:ec2/securityGroup:SecurityGroup": { egress: [{ ...open, ipv6CidrBlocks: ["::/0"] }] },
      "aws-native:ec2:SecurityGroup": {
        groupDescription: "x",
        securityGroupEgress: [{ ...nativeOpen, cidrIp: undefined, cidrIpv6: "::/0" }],
      },
    },
  },
  {
    rule: "security-group-ingress-is-bounded",
    told: {
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
        securityGroupId: "group",
        ipProtocol: "tcp",
        cidrIpv4: "0.0.0.0/0",
      },
      "aws-native:ec2:SecurityGroupIngress": { groupId: "group", ipProtocol: "tcp", cidrIp: "0.0.0.0/0" },
    },
  },
  {
    rule: "security-group-egress-is-bounded",
    told: {
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
        securityGroupId: "group",
        ipProtocol: "tcp",
        cidrIpv4: "0.0.0.0/0",
      },
      "aws-native:ec2:SecurityGroupEgress": { groupId: "group", ipProtocol: "tcp", cidrIp: "0.0.0.0/0" },
    },
  },
  {
    rule: "vpc-endpoint-policy-is-narrow",
    told: {
      "aws:ec2/vpcEndpoint:VpcEndpoint": {
        serviceName: "com.amazonaws.eu-west-1.bedrock-runtime",
        policy: JSON.stringify(allow({ Action: "*", Principal: "*", Resource: "*" })),
      },
      "aws-native:ec2:VpcEndpoint": {
        serviceName: "com.amazonaws.eu-west-1.bedrock-runtime",
        policyDocument: allow({ Action: "*", Principal: "*", Resource: "*" }),
      },
    },
  },
  {
    rule: "cloudtrail-trail-is-whole",
    told: {
      "aws:cloudtrail/trail:Trail": { s3BucketName: "audit", enableLogging: false },
      "aws-native:cloudtrail:Trail": { s3BucketName: "audit", isLogging: false },
    },
  },
];

const standard = loadStandard();
const provider = { allowedAccountIds: ["111122223333"] };
const recordOf = (type: string, name: string, props: Props): ResourceRecord => ({
  type,
  name,
  urn: `urn:pulumi:test::test::${type}::${name}`,
  id: name,
  props,
  provider,
});
/** Something that makes the estate one of AI. */
const model = recordOf("aws:bedrock/guardrail:Guardrail", "guard", {});

describe("variants of a resource", () => {
  for (const { rule: id, told, around = [] } of BREACHES) {
    const findings = Object.entries(told).map(([type, props]) => {
      const records = [recordOf(type, "own", props), ...around.map((one) => recordOf(...one)), model];
      const rule = rules.filter((one) => one.id === id);
      const verdicts = judge(rule, createEstate(records, standard)).map(({ verdict }) => verdict);
      return { type, found: verdicts.find(({ outcome }) => outcome === "violation") };
    });
    for (const { type, found } of findings) {
      it(`${type} breaks ${id} as every other does`, () => {
        assert.ok(found);
        assert.deepEqual(found, findings[0]?.found);
      });
    }
  }

  it("are asked about by no rule", () => {
    assert.deepEqual(
      rules.flatMap(({ id, types }) => types.filter((type) => VARIANTS.has(type)).map((type) => `${id}: ${type}`)),
      [],
    );
  });

  it("are read as a type that is none itself", () => {
    assert.deepEqual(
      [...VARIANTS.values()].filter(({ type }) => VARIANTS.has(type)),
      [],
    );
  });

  it("keep what is not known where it stands, and the edges of what moved", () => {
    const table = {
      ...recordOf("aws-native:dynamodb:Table", "sessions", { sseSpecification: UNKNOWN, tableName: "sessions" }),
      edges: { sseSpecification: ["urn:key"] },
    };
    const { type, props, edges } = canonical(table);
    assert.deepEqual(
      { type, props, edges },
      {
        type: "aws:dynamodb/table:Table",
        props: { name: "sessions", serverSideEncryption: { enabled: UNKNOWN, kmsKeyArn: UNKNOWN } },
        edges: { serverSideEncryption: ["urn:key"] },
      },
    );
  });

  it("keep the type that the program says in the URN", () => {
    const urn = "urn:pulumi:test::test::plinth:index:Store$aws:s3/bucketV2:BucketV2::own";
    const bucket = canonical({ ...recordOf("aws:s3/bucketV2:BucketV2", "own", {}), urn });
    assert.equal(bucket.type, "aws:s3/bucket:Bucket");
    assert.equal(declaredType(bucket), "aws:s3/bucketV2:BucketV2");
  });

  it("are named with the type that stands for them", () => {
    assert.deepEqual(withVariants(["aws:s3/bucket:Bucket"]), [
      "aws:s3/bucket:Bucket",
      "aws:s3/bucketV2:BucketV2",
      "aws-native:s3:Bucket",
    ]);
  });
});
