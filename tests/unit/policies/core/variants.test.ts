import assert from "node:assert/strict";
import { createEstate, judge, type ResourceRecord, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { UNKNOWN } from "../../../../policies/core/rule";
import { canonical, canonicalType, declaredType, withVariants } from "../../../../policies/core/variants";
import type { Props } from "./support/variant-breaches/breach";
import { COMPUTE } from "./support/variant-breaches/compute";
import { DATA_STORES } from "./support/variant-breaches/data-stores";
import { IDENTITY } from "./support/variant-breaches/identity";
import { NETWORK } from "./support/variant-breaches/network";

const BREACHES = [...DATA_STORES, ...IDENTITY, ...NETWORK, ...COMPUTE];

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
  for (const { rule: id, declaredAs, around = [] } of BREACHES) {
    const findings = Object.entries(declaredAs).map(([type, props]) => {
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
      rules.flatMap(({ id, types }) =>
        types.filter((type) => canonicalType(type) !== type).map((type) => `${id}: ${type}`),
      ),
      [],
    );
  });

  it("are read as a type that is none itself", () => {
    assert.deepEqual(
      rules.flatMap(({ types }) =>
        withVariants(types).filter((type) => canonicalType(canonicalType(type)) !== canonicalType(type)),
      ),
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

describe("resources of the other provider", () => {
  const propsOf = (type: string, props: Props) => canonical(recordOf(type, "own", props)).props;

  it("are read by the general mapping, with their edges, where they have no exception", () => {
    const service = {
      ...recordOf("aws-native:ecs:Service", "own", {
        serviceName: "api",
        networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "ENABLED" } },
      }),
      edges: { serviceName: ["urn:name"] },
    };
    const { type, props, edges } = canonical(service);
    assert.deepEqual(
      { type, props, edges },
      {
        type: "aws:ecs/service:Service",
        props: { name: "api", networkConfiguration: { assignPublicIp: true } },
        edges: { name: ["urn:name"] },
      },
    );
  });

  it("keep their own type and names where there is no counterpart", () => {
    const index = recordOf("aws-native:new:Thing", "own", { thingName: "x" });
    assert.equal(canonical(index), index);
  });

  it("have the interfaces and disks of a machine where @pulumi/aws has them", () => {
    const machine = {
      imageId: "ami-1",
      networkInterfaces: [{ associatePublicIpAddress: true, subnetId: "subnet-1", groupSet: ["sg-1"] }],
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: true } }, { deviceName: "/dev/sdf" }],
    };
    const { ami, associatePublicIpAddress, subnetId, vpcSecurityGroupIds, rootBlockDevice, ebsBlockDevices } = propsOf(
      "aws-native:ec2:Instance",
      machine,
    );
    assert.deepEqual(
      { ami, associatePublicIpAddress, subnetId, vpcSecurityGroupIds, rootBlockDevice, ebsBlockDevices },
      {
        ami: "ami-1",
        associatePublicIpAddress: true,
        subnetId: "subnet-1",
        vpcSecurityGroupIds: ["sg-1"],
        rootBlockDevice: { deviceName: "/dev/xvda", encrypted: true },
        ebsBlockDevices: [],
      },
    );
    assert.equal(propsOf("aws-native:ec2:Instance", { networkInterfaces: UNKNOWN }).associatePublicIpAddress, UNKNOWN);
  });

  it("have what a flow log records under its kind", () => {
    const { vpcId, subnetId } = propsOf("aws-native:ec2:FlowLog", { resourceId: "vpc-1", resourceType: "VPC" });
    assert.deepEqual({ vpcId, subnetId }, { vpcId: "vpc-1", subnetId: undefined });
  });

  it("have parts that are resources of their own", () => {
    const set = {
      ...recordOf("aws-native:sso:PermissionSet", "dev", {
        inlinePolicy: { Statement: [] },
        managedPolicies: ["arn:1", "arn:2"],
      }),
      edges: { inlinePolicy: ["urn:other"] },
    };
    const parts = createEstate([set], standard).resources.filter(({ within }) => within === set.urn);
    assert.deepEqual(
      parts.map(({ type, urn, props, edges }) => ({ type: type.split(":")[2], urn, props, edges })),
      [
        {
          type: "PermissionSetInlinePolicy",
          urn: `${set.urn}/inlinePolicy`,
          props: { inlinePolicy: { Statement: [] }, permissionSetArn: UNKNOWN },
          edges: { inlinePolicy: ["urn:other"], permissionSetArn: [set.urn] },
        },
        ...["arn:1", "arn:2"].map((arn, i) => ({
          type: "ManagedPolicyAttachment",
          urn: `${set.urn}/managedPolicies[${i}]`,
          props: { managedPolicyArn: arn, permissionSetArn: UNKNOWN },
          edges: { permissionSetArn: [set.urn] },
        })),
      ],
    );
  });

  it("are one resource for each queue that a policy names", () => {
    const policy = recordOf("aws-native:sqs:QueuePolicy", "own", {
      queues: ["a", "b"],
      policyDocument: { Statement: [] },
    });
    assert.deepEqual(
      createEstate([policy], standard).resources.map(({ type, props }) => [type, props.queueUrl]),
      ["a", "b"].map((url) => ["aws:sqs/queuePolicy:QueuePolicy", url]),
    );
  });
});
