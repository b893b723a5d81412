import assert from "node:assert/strict";
import { ProgramError, UNKNOWN_VALUE } from "@plinth/engine";
import { Bucket } from "@pulumi/aws/s3";
import * as awsx from "@pulumi/awsx";
import { childrenOf, only, preview } from "./support/children";

const TRAIL = "aws:cloudtrail/trail:Trail";
const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ROLE = "aws:iam/role:Role";

// Source: pulumi/pulumi-awsx, awsx/cloudtrail/trail.ts, see engine/construct/awsx/trail.ts.
describe("awsx.cloudtrail.Trail, offline", () => {
  const component = "urn:pulumi:dev::shop::awsx:cloudtrail:Trail::audit";
  const record = (args: awsx.cloudtrail.TrailArgs, unknowns = false) =>
    preview(() => new awsx.cloudtrail.Trail("audit", args), unknowns);

  it("makes a trail and a bucket that CloudTrail may write to, below itself", async () => {
    const result = await record({ isMultiRegionTrail: true });
    const bucket = only(result, BUCKET);
    const trail = only(result, TRAIL);
    const { Statement } = JSON.parse(String(only(result, POLICY).inputs.policy));

    assert.deepEqual(childrenOf(result, component), [`${TRAIL}::audit`, `${BUCKET}::audit`, `${POLICY}::audit`]);
    assert.equal(bucket.inputs.forceDestroy, true);
    assert.deepEqual([trail.inputs.s3BucketName, trail.inputs.isMultiRegionTrail], [bucket.id, true]);
    assert.equal(trail.inputs.cloudWatchLogsRoleArn, undefined);
    assert.ok(trail.dependencies.includes(only(result, POLICY).urn));
    assert.deepEqual(Statement, [
      {
        Sid: "AWSCloudTrailAclCheck",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["s3:GetBucketAcl"],
        Resource: [bucket.outputs.arn],
      },
      {
        Sid: "AWSCloudTrailWrite",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: [`${bucket.outputs.arn}/*`],
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ]);
    assert.deepEqual(result.resources.find(({ urn }) => urn === component)?.aliases, [
      "urn:pulumi:dev::shop::aws:cloudtrail:x:Trail::audit",
    ]);
  });

  it("writes to a log group under a role that it makes, if logs are enabled", async () => {
    const result = await record({ cloudWatchLogsGroup: { enable: true, args: { retentionInDays: 365 } } });
    const group = only(result, "aws:cloudwatch/logGroup:LogGroup");
    const role = only(result, ROLE);
    const { inputs } = only(result, TRAIL);
    const [inline] = role.inputs.inlinePolicies as { policy: string }[];

    assert.deepEqual([group.parent, role.parent], [component, component]);
    assert.equal(group.inputs.retentionInDays, 365);
    assert.deepEqual(
      [inputs.cloudWatchLogsGroupArn, inputs.cloudWatchLogsRoleArn],
      [`${group.outputs.arn}:*`, role.outputs.arn],
    );
    assert.deepEqual(JSON.parse(inline?.policy ?? "").Statement[1], {
      Effect: "Allow",
      Action: ["logs:PutLogEvents"],
      Resource: [`${group.outputs.arn}:log-stream:123456789012_CloudTrail_*`],
    });
  });

  it("writes to a bucket of the program", async () => {
    const result = await preview(() => {
      const { arn } = new Bucket("records", { bucket: "records" });
      new awsx.cloudtrail.Trail("audit", { s3Bucket: { existing: { arn } } });
    });

    assert.equal(only(result, BUCKET).name, "records");
    assert.deepEqual(
      [only(result, TRAIL).inputs.s3BucketName, only(result, POLICY).inputs.bucket],
      ["records", "records"],
    );
  });

  it("leaves unknown in a preview what AWS assigns", async () => {
    const result = await record({ cloudWatchLogsGroup: { enable: true } }, true);

    assert.equal(only(result, POLICY).inputs.policy, UNKNOWN_VALUE);
    assert.equal(only(result, TRAIL).inputs.cloudWatchLogsRoleArn, UNKNOWN_VALUE);
  });

  it("refuses an existing bucket that is not named", async () => {
    const error = await record({ s3Bucket: { existing: {} } }).catch((e: unknown) => e);

    assert.ok(error instanceof ProgramError);
    assert.match(error.message, /an existing bucket needs its name or arn/);
  });
});
