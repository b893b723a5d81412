import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../identity/encryption-key";
import { WorkloadRole } from "../../identity/workload-role";
import { bundle } from "../../lambda/bundle";
import { InferenceFunction } from "../../lambda/inference-function";
import type { WorkloadNetwork } from "../../network/workload-network";
import { PlinthComponent, type PlinthComponentArgs } from "../../plinth-component";

/** SQL files of the service that runs the migrations, one for each step. */
const MIGRATIONS = join(dirname(require.resolve("@plinth/service-pgvector-setup/package.json")), "migrations");

/** @internal Arguments of {@link AuroraSchema}. */
export interface AuroraSchemaArgs extends PlinthComponentArgs {
  /** Network that the function runs in. */
  readonly network: WorkloadNetwork;
  /** Encrypts the function's environment variables and logs, and opens the secrets. */
  readonly key: EncryptionKey;
  /** Dimensions of the vector column. */
  readonly dimensions: number;
  /** Name of the database. */
  readonly database: string;
  /** ARN of the cluster. Known in preview. */
  readonly clusterArn: pulumi.Output<string>;
  /** ARN of the secret that RDS created for the master user. */
  readonly ownerSecretArn: pulumi.Output<string>;
  /** Name of the secret for the role that searches. */
  readonly readerSecretName: pulumi.Output<string>;
  /** Name of the secret for the role that writes. */
  readonly writerSecretName: pulumi.Output<string>;
  /** Instances that must be available before migrations run. */
  readonly instances: readonly pulumi.Resource[];
}

/**
 * @internal Schema of a vector store in Aurora, migrated by the deployment.
 *
 * Creates a function in the store's network that runs the pending steps of `services/pgvector-setup/migrations`, and
 * its invocation, which a change of the steps repeats.
 */
export class AuroraSchema extends PlinthComponent {
  constructor(name: string, args: AuroraSchemaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AuroraSchema", name, args, opts, []);
    const { workload, network, key } = args;
    const role = this.#createRole(args);
    const handler = new InferenceFunction(
      name,
      {
        workload,
        role,
        network,
        key,
        code: {
          archive: new pulumi.asset.AssetArchive({
            "index.js": new pulumi.asset.FileAsset(bundle(require.resolve("@plinth/service-pgvector-setup")).file),
            migrations: new pulumi.asset.FileArchive(MIGRATIONS),
          }),
          handler: "index.handler",
        },
        environment: {
          CLUSTER_ARN: args.clusterArn,
          OWNER_SECRET_ARN: args.ownerSecretArn,
          DATABASE: args.database,
          READER_SECRET: args.readerSecretName,
          WRITER_SECRET: args.writerSecretName,
          DIMENSIONS: `${args.dimensions}`,
        },
        timeoutSeconds: 300,
        reservedConcurrency: 1,
      },
      { parent: this },
    );
    new lambda.Invocation(
      `${name}-run`,
      { functionName: handler.functionName, input: JSON.stringify({ steps: stepsOf(args) }) },
      // Includes the role's permissions, which the function needs at once.
      this.child({ dependsOn: [handler, role, ...args.instances] }),
    );
    this.registerOutputs({});
  }

  #createRole({ workload, clusterArn, readerSecretName, writerSecretName }: AuroraSchemaArgs): WorkloadRole {
    const role = new WorkloadRole(this.name, { workload, service: "lambda" }, { parent: this });
    const secret = (name: pulumi.Input<string>) => this.arn("secretsmanager", pulumi.interpolate`secret:${name}`);
    role.allow(
      "migrate",
      {
        actions: [
          "rds-data:BeginTransaction",
          "rds-data:CommitTransaction",
          "rds-data:ExecuteStatement",
          "rds-data:RollbackTransaction",
        ],
        resources: [clusterArn],
      },
      {
        // RDS assigns the name of the master user's secret, and tags it with the cluster:
        // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html (read 2026-11)
        actions: ["secretsmanager:GetSecretValue"],
        resources: [secret("rds!cluster-*")],
        conditions: { StringEquals: { "aws:ResourceTag/aws:rds:primaryDBClusterArn": clusterArn } },
      },
      {
        actions: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
        resources: [readerSecretName, writerSecretName].map((name) => secret(pulumi.interpolate`${name}-??????`)),
      },
    );
    return role;
  }
}

/** Digest of the steps with the number of dimensions filled in. It changes whenever a step does. */
function stepsOf({ dimensions }: AuroraSchemaArgs): string {
  const steps = readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql"));
  const digests = steps
    .sort()
    .map((name) => sha256(readFileSync(join(MIGRATIONS, name), "utf8").replaceAll("{{dimensions}}", `${dimensions}`)));
  return sha256(digests.join("\n"));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
