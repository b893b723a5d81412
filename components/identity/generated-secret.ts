import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { RandomBytes } from "@pulumi/random/randomBytes";
import { RandomPassword } from "@pulumi/random/randomPassword";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { EncryptionKey } from "./encryption-key";

export interface GeneratedSecretArgs extends PlinthComponentArgs {
  /** Encrypts the secret. */
  readonly key: EncryptionKey;
  /** What it is for: `password of the database`. */
  readonly purpose: string;
  /** `password`: 48 letters and digits; `hex`: 32 bytes as 64 hex digits, for keys. Default: `password`. */
  readonly form?: "password" | "hex";
}

/** What no dictionary holds, and every connection string takes as it is. */
const PASSWORD = { length: 48, special: false };
const KEY_BYTES = 32;

/**
 * A value that nobody chose and nobody knows: drawn once, kept in Secrets Manager.
 *
 * Creates the value and its secret. In the stack's state the value is encrypted with the stack's own key, because
 * `@pulumi/random` marks it as secret; it is in no output and no log. Put another one into the secret to change it.
 *
 * @example
 * const password = new GeneratedSecret("cache-password", { workload, key, purpose: "password of the cache" });
 */
export class GeneratedSecret extends PlinthComponent {
  /** The value itself, a secret output: for the one resource that is made with it. */
  readonly value: pulumi.Output<string>;
  /** AWS assigns it. */
  readonly secretArn: pulumi.Output<string>;
  /** Known in preview, with a pattern for what Secrets Manager draws: for permissions. */
  readonly secretArnPattern: pulumi.Output<string>;

  constructor(name: string, args: GeneratedSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("GeneratedSecret", name, args, opts, faults(name, args));
    const { key, purpose, form = "password" } = args;
    this.value =
      form === "hex"
        ? new RandomBytes(`${name}-value`, { length: KEY_BYTES }, { parent: this }).hex
        : new RandomPassword(`${name}-value`, PASSWORD, { parent: this }).result;
    const secret = new secretsmanager.Secret(
      `${name}-secret`,
      {
        name: this.physicalName(),
        description: purpose,
        kmsKeyId: key.keyArn,
        recoveryWindowInDays: 30,
        tags: this.tags(),
      },
      this.dataStore(),
    );
    new secretsmanager.SecretVersion(
      `${name}-version`,
      { secretId: secret.id, secretString: this.value },
      // A value that was put there by hand since then is newer, and stays.
      this.child({ ignoreChanges: ["secretString"] }),
    );
    this.secretArn = secret.arn;
    this.secretArnPattern = this.arn("secretsmanager", pulumi.interpolate`secret:${secret.name}-??????`);
    this.registerOutputs({ secretArn: this.secretArn, secretArnPattern: this.secretArnPattern });
  }
}

function faults(name: string, { purpose }: GeneratedSecretArgs) {
  return faultsOf("identity/GeneratedSecret", name, [purpose.trim() !== "", "purpose", "what the secret is for"]);
}
