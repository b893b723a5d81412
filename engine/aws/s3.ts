import type { Values } from "../simulation";
import type { State, TypeSpec } from "./kit/service";
import { service } from "./kit/service";
import { matches, oneOf, policy } from "./kit/validators";

/** Configuration of a bucket in a resource of its own, known by the bucket's name. */
const bucketConfiguration: TypeSpec = { id: "{bucket}", replaces: ["bucket"] };
const namedConfiguration: TypeSpec = { id: "{bucket}:{name}", replaces: ["bucket", "name"] };

const bucketPolicy: TypeSpec = { ...bucketConfiguration, documents: ["policy"], validate: { policy } };
const versioning: TypeSpec = bucketConfiguration;
const publicAccessBlock = {
  blockPublicAcls: false,
  blockPublicPolicy: false,
  ignorePublicAcls: false,
  restrictPublicBuckets: false,
};

/** Source: https://docs.aws.amazon.com/general/latest/gr/s3.html (website endpoints), read 2026-11. */
const HOSTED_ZONES: Readonly<Record<string, string>> = {
  "eu-central-1": "Z21DNDUVLTQW6Q",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "eu-west-2": "Z3GKZC51ZF0DB4",
  "us-east-1": "Z3AQBSTGFYJSTF",
  "us-east-2": "Z2O1EMRO9K5GLX",
  "us-west-2": "Z3BJ6K6RIION7M",
};

function commonBucketOutputs({ account: { region } }: State): Values {
  return {
    acl: "private",
    websiteDomain: "",
    websiteEndpoint: "",
    bucketDomainName: "{bucket}.s3.{dnsSuffix}",
    bucketRegion: "{region}",
    bucketRegionalDomainName: "{bucket}.s3.{region}.{dnsSuffix}",
    hostedZoneId: HOSTED_ZONES[region] ?? "Z{upper13}",
    requestPayer: "BucketOwner",
  };
}

/** The older type has a list for each of the nested configurations. */
function bucketV2Outputs(state: State): Values {
  return {
    ...commonBucketOutputs(state),
    serverSideEncryptionConfigurations: [
      {
        rules: [
          {
            applyServerSideEncryptionByDefaults: [{ kmsMasterKeyId: "", sseAlgorithm: "AES256" }],
            bucketKeyEnabled: false,
          },
        ],
      },
    ],
    versionings: [{ enabled: false, mfaDelete: false }],
  };
}

const bucket: TypeSpec = {
  autoname: { property: "bucket", maxLength: 63, lowerCase: true },
  id: "{bucket}",
  arn: "s3:::{bucket}",
  documents: ["policy"],
  defaults: { forceDestroy: false },
  validate: {
    bucket: matches(/^(?=.{3,63}$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/, "3 to 63 of a-z, 0-9, dots and hyphens"),
    policy,
  },
  replaces: ["bucket", "bucketPrefix", "objectLockEnabled", "bucketNamespace"],
  outputs: (state) => ({
    ...commonBucketOutputs(state),
    serverSideEncryptionConfiguration: {
      rule: {
        applyServerSideEncryptionByDefault: { kmsMasterKeyId: "", sseAlgorithm: "AES256" },
        bucketKeyEnabled: false,
      },
    },
    versioning: { enabled: false, mfaDelete: false },
  }),
};

/** The key is the logical name, as it is. */
const object: TypeSpec = {
  autoname: { property: "key", separator: "", random: { letters: 0 } },
  id: "{bucket}/{key}",
  arn: "s3:::{bucket}/{key}",
  defaults: { forceDestroy: false },
  replaces: ["bucket", "key"],
  outputs: { etag: "{hex32}", versionId: "", storageClass: "STANDARD", contentType: "application/octet-stream" },
};

/** Buckets and what configures them; the older names ending in V2 are the same types. */
export const s3 = service(
  "s3",
  {
    Bucket: bucket,
    BucketV2: { ...bucket, outputs: bucketV2Outputs },
    BucketPolicy: bucketPolicy,
    BucketPublicAccessBlock: { ...bucketConfiguration, defaults: publicAccessBlock },
    BucketOwnershipControls: bucketConfiguration,
    BucketVersioning: versioning,
    BucketVersioningV2: versioning,
    BucketLifecycleConfiguration: bucketConfiguration,
    BucketLifecycleConfigurationV2: bucketConfiguration,
    BucketServerSideEncryptionConfiguration: bucketConfiguration,
    BucketServerSideEncryptionConfigurationV2: bucketConfiguration,
    BucketLogging: bucketConfiguration,
    BucketLoggingV2: bucketConfiguration,
    BucketObjectLockConfiguration: { ...bucketConfiguration, defaults: { objectLockEnabled: "Enabled" } },
    BucketObjectLockConfigurationV2: { ...bucketConfiguration, defaults: { objectLockEnabled: "Enabled" } },
    BucketAccelerateConfiguration: bucketConfiguration,
    BucketAccelerateConfigurationV2: bucketConfiguration,
    BucketAcl: { id: ({ acl }) => (acl === undefined ? "{bucket}" : "{bucket},{acl}"), replaces: ["bucket"] },
    BucketAclV2: { id: ({ acl }) => (acl === undefined ? "{bucket}" : "{bucket},{acl}"), replaces: ["bucket"] },
    BucketCorsConfiguration: bucketConfiguration,
    BucketCorsConfigurationV2: bucketConfiguration,
    BucketNotification: { ...bucketConfiguration, defaults: { eventbridge: false } },
    BucketReplicationConfig: bucketConfiguration,
    BucketRequestPaymentConfiguration: bucketConfiguration,
    BucketRequestPaymentConfigurationV2: bucketConfiguration,
    BucketWebsiteConfiguration: {
      ...bucketConfiguration,
      outputs: { websiteEndpoint: "{bucket}.{websiteDomain}", websiteDomain: "s3-website.{region}.{dnsSuffix}" },
    },
    BucketMetadataConfiguration: bucketConfiguration,
    BucketMetric: namedConfiguration,
    BucketIntelligentTieringConfiguration: { ...namedConfiguration, defaults: { status: "Enabled" } },
    AnalyticsConfiguration: namedConfiguration,
    Inventory: { ...namedConfiguration, defaults: { enabled: true } },
    BucketObject: object,
    BucketObjectv2: object,
    AccessPoint: {
      id: "{account}:{name}",
      arn: "s3:{region}:{account}:accesspoint/{name}",
      replaces: ["bucket", "name", "vpcConfiguration"],
      outputs: {
        accountId: "{account}",
        alias: "{name}-{alnum20}-s3alias",
        domainName: "{name}-{account}.s3-accesspoint.{region}.{dnsSuffix}",
        networkOrigin: "Internet",
      },
    },
    AccountPublicAccessBlock: { id: "{account}", defaults: publicAccessBlock, outputs: { accountId: "{account}" } },
    VectorsVectorBucket: {
      autoname: false,
      id: "arn:{partition}:s3vectors:{region}:{account}:bucket/{vectorBucketName}",
      replaces: ["vectorBucketName", "encryptionConfigurations"],
      outputs: { vectorBucketArn: "{id}" },
    },
    VectorsIndex: {
      autoname: false,
      replaces: [
        "dataType",
        "dimension",
        "distanceMetric",
        "encryptionConfigurations",
        "indexName",
        "metadataConfiguration",
        "vectorBucketName",
      ],
      id: "arn:{partition}:s3vectors:{region}:{account}:bucket/{vectorBucketName}/index/{indexName}",
      validate: { dataType: oneOf("float32"), distanceMetric: oneOf("euclidean", "cosine") },
      outputs: { indexArn: "{id}" },
    },
  },
  {
    getBucket: {
      id: "{bucket}",
      arn: "arn:{partition}:s3:::{bucket}",
      bucketDomainName: "{bucket}.s3.{dnsSuffix}",
      bucketRegion: "{region}",
      bucketRegionalDomainName: "{bucket}.s3.{region}.{dnsSuffix}",
    },
    getCanonicalUserId: { id: "{hex32}{hex32:tail}", displayName: "" },
  },
);
