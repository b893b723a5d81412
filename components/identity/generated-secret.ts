import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { RandomBytes } from "@pulumi/random/randomBytes";
import { RandomPassword } from "@pulumi/random/randomPassword";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { EncryptionKey } from "./encryption-key";

/** Arguments of {@link GeneratedSecret}. */
export interface GeneratedSecretArgs extends PlinthComponentArgs {
  /** Encrypts the secret. */
  readonly key: EncryptionKey;
  /** Description of the secret: `password of the database`. Bounds: not empty. */
  readonly purpose: string;
  /**
   * Format of the value: `password` has 48 letters and digits; `hex` has 64 hexadecimal digits (32 bytes), for keys.
   * Default: `password`.
   */
  readonly form?: "password" | "hex";
}

/** Length that resists guessing, and characters that need no escaping in connection strings. */
const PASSWORD = { length: 48, special: false };
const KEY_BYTES = 32;

/**
 * A random value in Secrets Manager that no person knows.
 *
 * Creates the value and its secret. The value is a secret output of `@pulumi/random`: the stack's state holds it
 * encrypted, and no log shows it. To rotate it, put a new value into the secret; later deployments keep that value.
 *
 * @example
 * const password = new GeneratedSecret("cache-password", { workload, key, purpose: "password of the cache" });
 */
export class GeneratedSecret extends PlinthComponent {
  /** The value, as a secret output, for a resource that is created with it. */
  readonly value: pulumi.Output<string>;
  /** ARN of the secret. Assigned by AWS. */
  readonly secretArn: pulumi.Output<string>;
  /**
   * ARN of the secret with `??????` in place of the suffix that Secrets Manager adds, for policies. Known in preview.
   */
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
      // Keeps a value that was rotated outside this stack.
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
