import * as cloudfront from "@pulumi/aws/cloudfront";
import * as s3 from "@pulumi/aws/s3";

/** A public bucket behind a distribution, as tutorials have it. */
export function staticSite(): void {
  const site = new s3.Bucket("site", { tags: { owner: "marketing" } });
  new s3.BucketWebsiteConfiguration("site", { bucket: site.id, indexDocument: { suffix: "index.html" } });
  new s3.BucketPublicAccessBlock("site", { bucket: site.id, blockPublicPolicy: false, restrictPublicBuckets: false });
  new s3.BucketPolicy("site", {
    bucket: site.id,
    policy: site.arn.apply((arn) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${arn}/*` }],
      }),
    ),
  });
  new cloudfront.Distribution("site", {
    enabled: true,
    origins: [{ originId: "site", domainName: site.bucketRegionalDomainName }],
    defaultCacheBehavior: {
      targetOriginId: "site",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      forwardedValues: { queryString: false, cookies: { forward: "none" } },
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
}
