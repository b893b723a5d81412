import { logRetentionDays, type RetentionRange } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../../argument-checks";
import type { EncryptionKey } from "../../identity/encryption-key";
import type { WorkloadNetwork } from "../../network/workload-network";
import type { PlinthComponent } from "../../plinth-component";

/**
 * Knowledge bases support 16.1 and later. RDS selects the minor version and upgrades it:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.VectorDB.html (read 2026-11).
 */
const ENGINE = { engine: "aurora-postgresql", engineVersion: "16" } as const;

/**
 * RDS's limit: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html (read
 * 2026-11).
 */
const MAX_BACKUP_DAYS = 35;

/** @internal Component that the cluster belongs to. */
export interface ClusterOwner extends Pick<PlinthComponent, "name" | "workload"> {
  /** Whether the cluster holds production data. */
  readonly isProduction: boolean;
  /** Name in AWS, by suffix. */
  readonly physicalName: (suffix?: string) => string;
  /** Tags of resources without data. */
  readonly tags: Record<string, string>;
  /** Tags of resources with data. */
  readonly dataTags: Record<string, string>;
  /** Options of resources without data. */
  readonly child: pulumi.CustomResourceOptions;
  /** Options of resources with data. */
  readonly dataStore: pulumi.CustomResourceOptions;
}

/** @internal Configuration of a cluster, with defaults applied. */
export interface ClusterPlan {
  /** Network whose isolated subnets hold the cluster. */
  readonly network: WorkloadNetwork;
  /** Encrypts data, master password, performance data and logs. */
  readonly key: EncryptionKey;
  /** Name of its database. */
  readonly database: string;
  /** Aurora capacity units of an instance. */
  readonly capacity: { readonly min: number; readonly max: number };
  /** Backup retention in days. */
  readonly backupDays: number;
  /** Number of instances. */
  readonly instances: number;
}

/** @internal Cluster with its instances. */
export interface CreatedCluster {
  /** Aurora cluster. */
  readonly cluster: rds.Cluster;
  /** Its instances, which must be available before the database is. */
  readonly instances: readonly rds.ClusterInstance[];
}

/** @internal Creates a Serverless v2 cluster that the Data API alone reaches, its instances and its log group. */
export function createCluster(owner: ClusterOwner, plan: ClusterPlan): CreatedCluster {
  const cluster = createDatabase(owner, plan);
  return { cluster, instances: createInstances(owner, plan, cluster) };
}

function createDatabase(owner: ClusterOwner, plan: ClusterPlan): rds.Cluster {
  const { name, physicalName, isProduction, tags, child, dataStore } = owner;
  const { network, key, database, capacity, backupDays } = plan;
  const logGroup = createLogGroup(owner, key);
  const subnets = new rds.SubnetGroup(
    `${name}-subnets`,
    { name: physicalName(), subnetIds: network.subnetIds, tags },
    child,
  );
  const group = new ec2.SecurityGroup(
    `${name}-security-group`,
    {
      vpcId: network.vpcId,
      description: "Reached by nobody: the Data API needs no way in",
      revokeRulesOnDelete: true,
      tags: { Name: physicalName(), ...tags },
    },
    child,
  );
  return new rds.Cluster(
    `${name}-cluster`,
    {
      clusterIdentifier: physicalName(),
      ...ENGINE,
      engineMode: "provisioned",
      serverlessv2ScalingConfiguration: { minCapacity: capacity.min, maxCapacity: capacity.max },
      databaseName: database,
      masterUsername: "vector_owner",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: key.keyArn,
      storageEncrypted: true,
      kmsKeyId: key.keyArn,
      iamDatabaseAuthenticationEnabled: true,
      enableHttpEndpoint: true,
      enabledCloudwatchLogsExports: ["postgresql"],
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [group.id],
      backupRetentionPeriod: backupDays,
      copyTagsToSnapshot: true,
      deletionProtection: isProduction,
      skipFinalSnapshot: !isProduction,
      finalSnapshotIdentifier: isProduction ? physicalName("final") : undefined,
      tags: owner.dataTags,
    },
    // Without an existing log group, RDS creates one that never expires.
    { ...dataStore, dependsOn: [logGroup] },
  );
}

function createInstances(
  { name, physicalName, dataTags, dataStore }: ClusterOwner,
  { key, instances }: ClusterPlan,
  cluster: rds.Cluster,
): rds.ClusterInstance[] {
  return Array.from({ length: instances }, (_, index) => {
    return new rds.ClusterInstance(
      `${name}-instance-${index + 1}`,
      {
        identifier: physicalName(`${index + 1}`),
        clusterIdentifier: cluster.clusterIdentifier,
        ...ENGINE,
        instanceClass: "db.serverless",
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: key.keyArn,
        copyTagsToSnapshot: true,
        tags: dataTags,
      },
      dataStore,
    );
  });
}

/** @internal Checks of capacity, instances and backups, for `faultsOf`. */
export function clusterChecks(
  { capacity: { min, max }, instances, backupDays }: Pick<ClusterPlan, "capacity" | "instances" | "backupDays">,
  { minimumDays, maximumDays }: RetentionRange,
) {
  const maxDays = Math.min(maximumDays, MAX_BACKUP_DAYS);
  return [
    [
      isIntegerBetween(min * 2, 1, 512) && isIntegerBetween(max * 2, Math.max(min * 2, 2), 512),
      "capacity",
      "0.5 to 256 capacity units in halves, the least not above the most, the most at least 1",
      `${min} to ${max}`,
    ],
    [isIntegerBetween(instances, 1, 15), "instances", "1 to 15 instances", `${instances}`],
    [
      isIntegerBetween(backupDays, minimumDays, maxDays),
      "backupDays",
      `${minimumDays} to ${maxDays} whole days`,
      `${backupDays}`,
    ],
  ] as const;
}

function createLogGroup(
  { name, workload, physicalName, tags, dataStore }: ClusterOwner,
  key: EncryptionKey,
): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    `${name}-logs`,
    {
      name: `/aws/rds/cluster/${physicalName()}/postgresql`,
      retentionInDays: logRetentionDays(workload.standard, workload.classification),
      kmsKeyId: key.keyArn,
      tags,
    },
    dataStore,
  );
}
