import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

const pairs = new pulumi.Config().requireNumber("pairs");
const tags = { workload: "bench", owner: "platform", environment: "dev", "data-classification": "internal" };

for (let i = 0; i < pairs; i++) {
  const bucket = new s3.Bucket(`bucket-${i}`, { tags });
  new s3.BucketPolicy(`policy-${i}`, {
    bucket: bucket.bucket,
    policy: bucket.bucket.apply((name) =>
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
