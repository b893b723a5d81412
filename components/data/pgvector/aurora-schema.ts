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

/** SQL files of the service that takes them, one for each step. */
const MIGRATIONS = join(dirname(require.resolve("@plinth/service-pgvector-setup/package.json")), "migrations");

/** @internal */
export interface AuroraSchemaArgs extends PlinthComponentArgs {
  readonly network: WorkloadNetwork;
  readonly key: EncryptionKey;
  readonly dimensions: number;
  readonly database: string;
  readonly clusterArn: pulumi.Output<string>;
  /** The secret that RDS made for the owner. */
  readonly ownerSecretArn: pulumi.Output<string>;
  readonly readerSecretName: pulumi.Output<string>;
  readonly writerSecretName: pulumi.Output<string>;
  /** What must run before the schema can be made. */
  readonly instances: readonly pulumi.Resource[];
}

/**
 * @internal The schema of a vector store in Aurora, brought up to date by the deployment.
 *
 * Creates a function in the store's network that takes the steps of `services/pgvector-setup/migrations` which have not been taken yet,
 * and its invocation, which is repeated when the steps have changed.
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
      // All of the role's permissions, too: the function needs them at once.
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
        // RDS assigns the name of the owner's secret, and tags it with its cluster:
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

/** Changes whenever a step does: a digest of the steps' digests, each with the number of dimensions filled in. */
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
