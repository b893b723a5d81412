import * as glue from "@pulumi/aws/glue";
import * as iam from "@pulumi/aws/iam";
import * as kinesis from "@pulumi/aws/kinesis";
import * as redshift from "@pulumi/aws/redshift";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { allowing, trusting } from "./documents";

/** Orders on their way through a stream, a lake and a nightly job into a warehouse. */
export function dataPipeline(): void {
  const lake = new s3.Bucket("lake", { tags: { team: "analytics" } });
  const orders = new kinesis.Stream("orders", { shardCount: 1 });
  const delivery = new iam.Role("delivery", { assumeRolePolicy: trusting("firehose.amazonaws.com") });
  new iam.RolePolicy("delivery", {
    role: delivery.name,
    policy: pulumi
      .all([lake.arn, orders.arn])
      .apply(([to, from]) => allowing(["s3:*", "kinesis:*"], [`${to}/*`, from])),
  });
  new kinesis.FirehoseDeliveryStream("orders", {
    destination: "extended_s3",
    kinesisSourceConfiguration: { kinesisStreamArn: orders.arn, roleArn: delivery.arn },
    extendedS3Configuration: { bucketArn: lake.arn, roleArn: delivery.arn },
  });
  const job = new iam.Role("job", {
    assumeRolePolicy: trusting("glue.amazonaws.com"),
    managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"],
  });
  const catalogue = new glue.CatalogDatabase("lake", { name: "lake" });
  new glue.Crawler("lake", {
    role: job.arn,
    databaseName: catalogue.name,
    s3Targets: [{ path: pulumi.interpolate`s3://${lake.bucket}/orders` }],
  });
  new glue.Job("nightly", {
    roleArn: job.arn,
    command: { scriptLocation: pulumi.interpolate`s3://${lake.bucket}/scripts/nightly.py` },
  });
  new redshift.Cluster("warehouse", {
    clusterIdentifier: "warehouse",
    nodeType: "ra3.large",
    masterUsername: "warehouse",
    masterPassword: pulumi.secret("a password"),
    publiclyAccessible: true,
    skipFinalSnapshot: true,
  });
}
