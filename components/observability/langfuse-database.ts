import { logRetentionDays, retentionRange, STORE_TAG } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { GeneratedSecret } from "../identity/generated-secret";
import { serviceSecurityGroup } from "../network/service-security-group";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

/** Arguments of {@link LangfuseDatabase}. */
export interface LangfuseDatabaseArgs extends PlinthComponentArgs {
  /** Private subnets of the database. Compute with the network's first security group can reach it. */
  readonly network: WorkloadNetwork;
  /** Key that encrypts data, password and logs. Its key policy must allow `logs`. A change replaces the database. */
  readonly key: EncryptionKey;
}

/** Langfuse requires 15 and recommends 16 and later: https://langfuse.com/self-hosting (read 2026-11). */
const ENGINE = { engine: "aurora-postgresql", engineVersion: "16" } as const;
const PORT = 5432;

/** RDS's own limit: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html (read 2026-11). */
const MAX_BACKUP_DAYS = 35;

/**
 * Langfuse's database of users, projects and prompts.
 *
 * Creates an Aurora PostgreSQL Serverless v2 cluster (encrypted, backups within the standard's retention, protected from
 * deletion in production) and its password. The password is a generated secret. RDS would rotate a managed one every week,
 * and Langfuse reads it at start only.
 *
 * @example
 * new LangfuseDatabase("langfuse-database", { workload, network, key });
 */
export class LangfuseDatabase extends PlinthComponent {
  /** Password of the database user, in Secrets Manager. */
  readonly password: GeneratedSecret;
  readonly #cluster: rds.Cluster;

  constructor(name: string, args: LangfuseDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("LangfuseDatabase", name, args, opts, faults(name, args));
    const { workload, key } = args;
    this.password = new GeneratedSecret(
      `${name}-password`,
      { workload, key, purpose: "Password of Langfuse's database" },
      { parent: this },
    );
    this.#cluster = this.#createCluster(args);
    this.#createInstances(args);
    this.registerOutputs({});
  }

  /** Langfuse's environment variables for the connection: https://langfuse.com/self-hosting/configuration (read 2026-11). */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    const { endpoint, databaseName, masterUsername } = this.#cluster;
    return {
      DATABASE_HOST: endpoint,
      DATABASE_NAME: databaseName,
      DATABASE_USERNAME: masterUsername,
      DATABASE_ARGS: "sslmode=require",
    };
  }

  #createLogGroup({ workload, key }: LangfuseDatabaseArgs): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        name: `/aws/rds/cluster/${this.physicalName()}/postgresql`,
        retentionInDays: logRetentionDays(workload.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  #createCluster(args: LangfuseDatabaseArgs): rds.Cluster {
    const { workload, network, key } = args;
    const backups = retentionRange(workload.standard, workload.classification, "backup");
    const subnets = new rds.SubnetGroup(
      `${this.name}-subnets`,
      { name: this.physicalName(), subnetIds: network.subnetIds, tags: this.tags() },
      this.child(),
    );
    const tags = { Name: this.physicalName(), ...this.tags() };
    const door = serviceSecurityGroup(
      this.name,
      { network, description: "Langfuse's database", port: PORT, tags },
      this.child(),
    );
    const logGroup = this.#createLogGroup(args);
    return new rds.Cluster(
      `${this.name}-cluster`,
      {
        clusterIdentifier: this.physicalName(),
        ...ENGINE,
        engineMode: "provisioned",
        serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 4 },
        databaseName: "langfuse",
        port: PORT,
        masterUsername: "langfuse",
        masterPassword: this.password.value,
        storageEncrypted: true,
        kmsKeyId: key.keyArn,
        enabledCloudwatchLogsExports: ["postgresql"],
        dbSubnetGroupName: subnets.name,
        vpcSecurityGroupIds: [door.id],
        backupRetentionPeriod: Math.min(backups.minimumDays, MAX_BACKUP_DAYS),
        copyTagsToSnapshot: true,
        deletionProtection: this.isProduction,
        skipFinalSnapshot: !this.isProduction,
        finalSnapshotIdentifier: this.isProduction ? this.physicalName("final") : undefined,
        tags: { ...this.tags(), [STORE_TAG]: "output" },
      },
      // RDS would create a missing log group, without retention.
      this.dataStore({ dependsOn: [logGroup] }),
    );
  }

  #createInstances({ key }: LangfuseDatabaseArgs): void {
    for (let index = 1; index <= (this.isProduction ? 2 : 1); index += 1) {
      new rds.ClusterInstance(
        `${this.name}-instance-${index}`,
        {
          identifier: this.physicalName(`${index}`),
          clusterIdentifier: this.#cluster.clusterIdentifier,
          ...ENGINE,
          instanceClass: "db.serverless",
          publiclyAccessible: false,
          autoMinorVersionUpgrade: true,
          performanceInsightsEnabled: true,
          performanceInsightsKmsKeyId: key.keyArn,
          copyTagsToSnapshot: true,
          tags: { ...this.tags(), [STORE_TAG]: "output" },
        },
        this.dataStore(),
      );
    }
  }
}

function faults(name: string, { workload }: LangfuseDatabaseArgs) {
  const named = physicalName(workload, name);
  return faultsOf("observability/LangfuseDatabase", name, [
    /^[a-z](-?[a-z0-9])*$/.test(named) && named.length <= 57,
    "name",
    "a name that leaves the cluster's within 57 characters",
    named,
  ]);
}
