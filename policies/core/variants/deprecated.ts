import type { Variant } from "./variant";

const BUCKET_SETTINGS = [
  "LifecycleConfiguration",
  "Logging",
  "ObjectLockConfiguration",
  "ServerSideEncryptionConfiguration",
  "Versioning",
];

/**
 * Names under which `@pulumi/aws` has, or had, a type once more, with the same properties: state and older programs still
 * say them. Source: the aliases and deprecations of `@pulumi/aws` 7.48.0, read 2026-11.
 */
export const DEPRECATED: Readonly<Record<string, Variant>> = {
  "aws:s3/bucketV2:BucketV2": { type: "aws:s3/bucket:Bucket" },
  ...Object.fromEntries(
    BUCKET_SETTINGS.map((name) => [
      `aws:s3/bucket${name}V2:Bucket${name}V2`,
      { type: `aws:s3/bucket${name}:Bucket${name}` },
    ]),
  ),
  ...Object.fromEntries(
    ["alb", "elasticloadbalancingv2", "applicationloadbalancing"].map((module) => [
      `aws:${module}/loadBalancer:LoadBalancer`,
      { type: "aws:lb/loadBalancer:LoadBalancer" },
    ]),
  ),
  "aws:elasticloadbalancing/loadBalancer:LoadBalancer": { type: "aws:elb/loadBalancer:LoadBalancer" },
};
