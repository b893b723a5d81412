import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

const count = new pulumi.Config().requireNumber("count");
const tags = { workload: "bench", owner: "platform", environment: "dev", "data-classification": "internal" };
const blocked = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };

for (let i = 0; i < count; i++) {
  const { bucket } = new s3.Bucket(`store-${i}`, { tags });
  new s3.BucketPublicAccessBlock(`store-${i}`, { bucket, ...blocked });
  new s3.BucketVersioning(`store-${i}`, { bucket, versioningConfiguration: { status: "Enabled" } });
  new s3.BucketServerSideEncryptionConfiguration(`store-${i}`, {
    bucket,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  new s3.BucketLifecycleConfiguration(`store-${i}`, {
    bucket,
    rules: [
      {
        id: "expire",
        status: "Enabled",
        expiration: { days: 365 },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
      },
    ],
  });
  new s3.BucketPolicy(`store-${i}`, {
    bucket,
    policy: bucket.apply((name) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    ),
  });
}
