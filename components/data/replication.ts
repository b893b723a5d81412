import type { Classification, Fault, Workload } from "@plinth/standards";
import type * as s3 from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import type { Permission } from "../identity/policy-document";
import { faultsOf } from "../plinth-component";

/** @internal One of the two buckets, as far as copying is concerned. */
export interface Side {
  readonly name: string;
  readonly workload: Workload;
  readonly bucketArn: pulumi.Output<string>;
  readonly classification: Classification;
  readonly key: EncryptionKey | undefined;
}

/**
 * @internal What S3 needs to copy objects as they are, beside the keys. Sources:
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

/** @internal Every object and every deletion, encrypted there with the key of that side. */
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

/** @internal What keeps one bucket from being copied to another. */
export function replicaFaults(source: Side, replica: Side): Fault[] {
  const same = (["name", "environment", "accountId"] as const).every(
    (member) => source.workload[member] === replica.workload[member],
  );
  const { region } = replica.workload;
  return faultsOf(
    "data/ClassifiedBucket",
    source.name,
    [same, "replica", "a bucket of the same workload, environment and account", replica.name],
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
