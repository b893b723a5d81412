import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { EncryptionKey } from "../../identity/encryption-key";
import { PlinthComponent, type PlinthComponentArgs } from "../../plinth-component";

export interface ApiKeysArgs extends PlinthComponentArgs {
  readonly key: EncryptionKey;
  /** Names of those who have a key each. */
  readonly users: readonly string[];
}

export interface ApiKeySecret {
  /** AWS assigns it. Told once there is something in the secret. */
  readonly secretArn: pulumi.Output<string>;
  /** Known in preview, with a pattern for what Secrets Manager draws: for permissions. */
  readonly secretArnPattern: pulumi.Output<string>;
}

/** @internal An API key for each user, drawn here, and all of them together for what checks them; encrypted in state and at rest. */
export class ApiKeys extends PlinthComponent {
  readonly secrets: Readonly<Record<string, ApiKeySecret>>;
  /** The keys of all users in their order, with commas between them. */
  readonly all: ApiKeySecret;

  constructor(name: string, args: ApiKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ApiKeys", name, args, opts, []);
    const keys = args.users.map((user) => {
      const drawn = new random.RandomPassword(`${name}-${user}`, { length: 40, special: false }, { parent: this });
      return [user, drawn.result] as const;
    });
    this.secrets = Object.fromEntries(keys.map(([user, value]) => [user, this.#createSecret(user, value, args)]));
    const together = pulumi.all(keys.map(([, value]) => value)).apply((values) => values.join(","));
    this.all = this.#createSecret("all", together, args);
    this.registerOutputs({});
  }

  #createSecret(suffix: string, secretString: pulumi.Output<string>, { key }: ApiKeysArgs): ApiKeySecret {
    const secret = new secretsmanager.Secret(
      `${this.name}-${suffix}-secret`,
      {
        name: this.physicalName(suffix),
        description: `API keys of ${this.workload.name}: ${suffix}`,
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.child(),
    );
    const version = new secretsmanager.SecretVersion(
      `${this.name}-${suffix}-value`,
      { secretId: secret.id, secretString: pulumi.secret(secretString) },
      this.child(),
    );
    const secretArnPattern = this.arn("secretsmanager", pulumi.interpolate`secret:${secret.name}-??????`);
    return { secretArn: version.arn, secretArnPattern };
  }
}
