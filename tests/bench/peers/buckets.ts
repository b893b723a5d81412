import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** CloudFormation allows no more resources in one template. */
const IN_TEMPLATE = 500;

export interface Bucket {
  readonly Type: "AWS::S3::Bucket" | "aws-native:s3:Bucket";
  readonly Properties: Record<string, unknown>;
}

/** What to leave out of a bucket, or to change, so that exactly one of the eleven checks fails. */
const FAULTS: readonly Readonly<Record<string, unknown>>[] = [
  ...["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"].map((name) => ({
    PublicAccessBlockConfiguration: { ...blocked(), [name]: false },
  })),
  { VersioningConfiguration: { Status: "Suspended" } },
  { BucketEncryption: encryption("AES256") },
  { LoggingConfiguration: undefined },
  { LifecycleConfiguration: lifecycle("Disabled") },
  { OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } },
  { Tags: [tag("data-classification", "internal")] },
  { Tags: [tag("workload", "bench"), tag("data-classification", "secret")] },
];

/** A bucket as a program that uses the aws-native provider makes it: the same properties, in camel case. */
function native({ Properties }: Bucket): Bucket {
  return { Type: "aws-native:s3:Bucket", Properties: inCamelCase(Properties) as Bucket["Properties"] };
}

function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [camelCase(name), inCamelCase(member)]));
}

function camelCase(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (start) => start.toLowerCase()).replace(/ID$/, "Id");
}

/** Every tenth bucket fails one check. */
export function faultyIn(count: number): number {
  return Math.ceil(count / 10);
}

/**
 * Writes `count` buckets as one document, as templates that CloudFormation would accept, and as the aws-native provider
 * has them. Returns the folder.
 */
export function writeBuckets(folder: string, count: number): string {
  mkdirSync(join(folder, "templates"), { recursive: true });
  const buckets = Array.from({ length: count }, (_, i) => [`Bucket${i}`, bucket(i)] as const);
  const write = (file: string, some: readonly (readonly [string, Bucket])[]) =>
    writeFileSync(join(folder, file), JSON.stringify({ Resources: Object.fromEntries(some) }));
  write("buckets.json", buckets);
  write(
    "native.json",
    buckets.map(([name, bucket]) => [name, native(bucket)]),
  );
  for (let from = 0; from < count; from += IN_TEMPLATE) {
    write(`templates/${from}.json`, buckets.slice(from, from + IN_TEMPLATE));
  }
  return folder;
}

function bucket(i: number): Bucket {
  const fault = i % 10 === 0 ? FAULTS[(i / 10) % FAULTS.length] : undefined;
  return {
    Type: "AWS::S3::Bucket",
    Properties: {
      BucketName: `bench-store-${i}`,
      PublicAccessBlockConfiguration: blocked(),
      VersioningConfiguration: { Status: "Enabled" },
      BucketEncryption: encryption("aws:kms"),
      LoggingConfiguration: { DestinationBucketName: "bench-logs", LogFilePrefix: `store-${i}/` },
      LifecycleConfiguration: lifecycle("Enabled"),
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      Tags: [tag("workload", "bench"), tag("owner", "platform"), tag("data-classification", "internal")],
      ...fault,
    },
  };
}

function blocked() {
  return { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
}

function encryption(SSEAlgorithm: string) {
  return {
    ServerSideEncryptionConfiguration: [
      { ServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID: "alias/bench" }, BucketKeyEnabled: true },
    ],
  };
}

function lifecycle(Status: string) {
  return {
    Rules: [{ Id: "expire", Status, ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 30 } }],
  };
}

function tag(Key: string, Value: string) {
  return { Key, Value };
}
