import * as cloudtrail from "@pulumi/aws/cloudtrail";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import type { TrailArgs } from "@pulumi/awsx/cloudtrail";
import type { awsx as inputs } from "@pulumi/awsx/types/input";
import * as pulumi from "@pulumi/pulumi";
import { oneAtMost } from "./arguments";
import { type LogGroup, logGroupOf } from "./log-group";
import { roleOf } from "./role";

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" };

/**
 * The children of `awsx.cloudtrail.Trail`: the trail, a bucket with its policy, and if it is enabled a log group with a
 * role for it.
 * Source: pulumi/pulumi-awsx, awsx/cloudtrail/trail.ts and awsx/s3/bucket.ts (0327b8d) of version 3.
 */
export class Trail extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: TrailArgs, options: pulumi.ComponentResourceOptions) {
    const formerly = { aliases: [{ type: "aws:cloudtrail:x:Trail" }] };
    super("awsx:cloudtrail:Trail", name, {}, pulumi.mergeOptions(options, formerly));
    const { s3Bucket, cloudWatchLogsGroup, ...given } = args;
    const { bucket, ...bucketId } = bucketOf(name, s3Bucket, this);
    const policy = new s3.BucketPolicy(
      name,
      { bucket: bucketId.name, policy: bucketId.arn.apply(bucketPolicy) },
      { parent: this, dependsOn: bucket ? [bucket] : [] },
    );
    const group = cloudWatchLogsGroup?.enable ? logGroupOf(name, cloudWatchLogsGroup, this) : undefined;
    const trail = new cloudtrail.Trail(
      name,
      {
        ...given,
        s3BucketName: bucketId.name,
        cloudWatchLogsGroupArn: group && pulumi.interpolate`${group.id.arn}:*`,
        cloudWatchLogsRoleArn: group && roleFor(name, group, this),
      },
      { parent: this, dependsOn: [policy] },
    );
    this.outputs = Promise.resolve({ bucket, logGroup: group?.logGroup, trail });
    this.registerOutputs();
  }
}

interface BucketId {
  /** The bucket that is made; none if there is one. */
  readonly bucket?: s3.Bucket;
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

function bucketOf(name: string, given: inputs.RequiredBucketArgs = {}, parent: pulumi.Resource): BucketId {
  oneAtMost(given, "existing", "args");
  const { existing } = given;
  if (existing?.arn) {
    const arn = pulumi.output(existing.arn).apply((known = "") => known);
    return { arn, name: arn.apply((known) => known.split(":")[5] ?? "") };
  }
  if (existing?.name) {
    // awsx leaves the service out of the ARN.
    return { arn: pulumi.interpolate`arn:aws:::${existing.name}`, name: pulumi.interpolate`${existing.name}` };
  }
  if (existing) throw new Error("an existing bucket needs its name or arn");
  const bucket = new s3.Bucket(name, { forceDestroy: true, ...given.args }, { parent });
  return { bucket, name: bucket.bucket, arn: bucket.arn };
}

function bucketPolicy(arn: string): iam.PolicyDocument {
  const statement = (Sid: string, Action: string, Resource: string) => ({
    Sid,
    Effect: "Allow" as const,
    Principal: CLOUDTRAIL,
    Action: [Action],
    Resource: [Resource],
  });
  const ownerControls = { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } };
  return {
    Version: "2012-10-17",
    Statement: [
      statement("AWSCloudTrailAclCheck", "s3:GetBucketAcl", arn),
      { ...statement("AWSCloudTrailWrite", "s3:PutObject", `${arn}/*`), Condition: ownerControls },
    ],
  };
}

/** Only a log group that awsx makes has a role. */
function roleFor(name: string, { logGroup, id }: LogGroup, parent: pulumi.Resource) {
  const account = getCallerIdentityOutput({}, { parent }).accountId;
  const streams = pulumi.interpolate`${id.arn}:log-stream:${account}_CloudTrail_*`;
  const statementOf = (action: string) => ({ Effect: "Allow", Action: [action], Resource: [streams] });
  const policy = pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [statementOf("logs:CreateLogStream"), statementOf("logs:PutLogEvents")],
  });
  const assumeRolePolicy = iam.assumeRolePolicyForPrincipal(CLOUDTRAIL);
  return roleOf(name, { skip: !logGroup }, { assumeRolePolicy, inlinePolicies: [{ policy }] }, parent).roleArn;
}
