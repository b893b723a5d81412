import { type Classification, STORE_TAG } from "@plinth/standards";
import * as efs from "@pulumi/aws/efs";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../identity/encryption-key";
import { policyDocument } from "../../identity/policy-document";
import type { WorkloadRole } from "../../identity/workload-role";
import { serviceSecurityGroup } from "../../network/service-security-group";
import type { WorkloadNetwork } from "../../network/workload-network";
import { PlinthComponent, type PlinthComponentArgs } from "../../plinth-component";

/** @internal Arguments of {@link EncryptedFolder}. */
export interface EncryptedFolderArgs extends PlinthComponentArgs {
  /** Network whose compute mounts the folder. */
  readonly network: WorkloadNetwork;
  /** Number of mount targets, one in each of the network's first subnets. */
  readonly zones: number;
  /** Encrypts the file system. */
  readonly key: EncryptionKey;
  /** Classification of the data; undefined for the workload's. */
  readonly classification: Classification | undefined;
  /** Role that mounts the folder, and the only one. */
  readonly role: WorkloadRole;
  /** User and group id that own every file. */
  readonly userId: number;
}

const NFS = 2049;
const ACTIONS = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];

/** @internal A folder of an encrypted file system that one role mounts, over TLS and through an access point. */
export class EncryptedFolder extends PlinthComponent {
  /** Id of the file system: `fs-…`. Assigned by AWS. */
  readonly fileSystemId: pulumi.Output<string>;
  /** Id of the access point: `fsap-…`. Resolves once the folder can be mounted. */
  readonly accessPointId: pulumi.Output<string>;

  constructor(name: string, args: EncryptedFolderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("EncryptedFolder", name, args, opts, []);
    const fileSystem = this.#createFileSystem(args);
    const policy = this.#restrict(args, fileSystem);
    const accessPoint = this.#createAccessPoint(args, fileSystem);
    const mounts = this.#createMounts(args, fileSystem);

    args.role.allow(`mount-${name}`, {
      actions: ACTIONS,
      resources: [this.arn("elasticfilesystem", "file-system/*")],
      conditions: { StringEquals: this.ownTags() },
    });
    this.fileSystemId = fileSystem.id;
    this.accessPointId = pulumi
      .all([accessPoint.id, policy.id, ...mounts.map((mount) => mount.id)])
      .apply(([id = ""]) => id);
    this.registerOutputs({ fileSystemId: this.fileSystemId, accessPointId: this.accessPointId });
  }

  #createFileSystem({ key, classification }: EncryptedFolderArgs): efs.FileSystem {
    return new efs.FileSystem(
      `${this.name}-file-system`,
      {
        creationToken: this.physicalName(),
        encrypted: true,
        kmsKeyId: key.keyArn,
        throughputMode: "elastic",
        tags: { Name: this.physicalName(), ...this.tags(classification), [STORE_TAG]: "vector" },
      },
      this.dataStore(),
    );
  }

  /** Allows the role alone, and denies connections without TLS. */
  #restrict({ role }: EncryptedFolderArgs, fileSystem: efs.FileSystem): efs.FileSystemPolicy {
    return new efs.FileSystemPolicy(
      `${this.name}-policy`,
      {
        fileSystemId: fileSystem.id,
        policy: policyDocument([
          {
            Sid: "MountedByTheRole",
            Effect: "Allow",
            Principal: { AWS: role.roleArn },
            Action: ACTIONS,
            Resource: "*",
            Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true", "aws:SecureTransport": "true" } },
          },
          {
            Sid: "NobodyWithoutTls",
            Effect: "Deny",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
      this.child(),
    );
  }

  #createAccessPoint({ userId }: EncryptedFolderArgs, fileSystem: efs.FileSystem): efs.AccessPoint {
    return new efs.AccessPoint(
      `${this.name}-access-point`,
      {
        fileSystemId: fileSystem.id,
        posixUser: { uid: userId, gid: userId },
        rootDirectory: {
          path: "/data",
          creationInfo: { ownerUid: userId, ownerGid: userId, permissions: "700" },
        },
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #createMounts({ network, zones }: EncryptedFolderArgs, fileSystem: efs.FileSystem): efs.MountTarget[] {
    const tags = { Name: this.physicalName(), ...this.tags() };
    const group = serviceSecurityGroup(
      this.name,
      { network, description: "Encrypted files", port: NFS, tags },
      this.child(),
    );
    return Array.from({ length: zones }, (_, zone) => {
      const subnetId = pulumi.output(network.subnetIds).apply((ids) => ids[zone] ?? "");
      return new efs.MountTarget(
        `${this.name}-mount-${zone + 1}`,
        { fileSystemId: fileSystem.id, subnetId, securityGroups: [group.id] },
        this.child(),
      );
    });
  }
}
