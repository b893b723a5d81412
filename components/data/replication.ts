import type { Classification, Fault, Workload } from "@plinth/standards";
import type * as s3 from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import type { Permission } from "../identity/policy-document";
import { faultsOf } from "../plinth-component";

/** @internal One of the two buckets of a replication. */
export interface Side {
  /** Logical name of the bucket. */
  readonly name: string;
  /** Workload of the bucket, with its account and region. */
  readonly workload: Workload;
  /** ARN of the bucket. Known in preview. */
  readonly bucketArn: pulumi.Output<string>;
  /** Classification of the data. */
  readonly classification: Classification;
  /** Encrypts every object; undefined for keys of S3. */
  readonly key: EncryptionKey | undefined;
}

/**
 * @internal Permissions of the role that S3 replicates with, in addition to the keys. Sources:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html and
 * replication-config-for-kms-objects.html (read 2026-11).
 */
export function replicationPermissions(source: Side, replica: Side): Permission[] {
  const objects = ({ bucketArn }: Side) => pulumi.interpolate`${bucketArn}/*`;
  return [
    { actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"], resources: [source.bucketArn] },
    {
      actions: ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"],
      resources: [objects(source)],
    },
    { actions: ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"], resources: [objects(replica)] },
  ];
}

/** @internal Replicates every object and every deletion, encrypted with the replica's key. */
export function replicationRule(source: Side, replica: Side): s3.s3.BucketReplicationConfigRule {
  const encryption = replica.key && { encryptionConfiguration: { replicaKmsKeyId: replica.key.keyArn } };
  return {
    id: "second-region",
    status: "Enabled",
    priority: 1,
    filter: { prefix: "" },
    deleteMarkerReplication: { status: "Enabled" },
    destination: { bucket: replica.bucketArn, ...encryption },
    ...(source.key && { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } } }),
  };
}

/** @internal Validates that one bucket can be replicated to another. */
export function replicaFaults(source: Side, replica: Side): Fault[] {
  const isSameWorkload = (["name", "environment", "accountId"] as const).every(
    (member) => source.workload[member] === replica.workload[member],
  );
  const { region } = replica.workload;
  return faultsOf(
    "data/ClassifiedBucket",
    source.name,
    [isSameWorkload, "replica", "a bucket of the same workload, environment and account", replica.name],
    [region !== source.workload.region, "replica.region", `another region than ${source.workload.region}`, region],
    [
      replica.classification === source.classification,
      "replica.classification",
      source.classification,
      replica.classification,
    ],
    [
      (source.key === undefined) === (replica.key === undefined),
      "replica.key",
      "a key where the source has one, and none where it has none",
    ],
  );
}
