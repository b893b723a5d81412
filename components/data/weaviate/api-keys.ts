import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../identity/encryption-key";
import { GeneratedSecret } from "../../identity/generated-secret";
import { PlinthComponent, type PlinthComponentArgs } from "../../plinth-component";

/** @internal Arguments of {@link ApiKeys}. */
export interface ApiKeysArgs extends PlinthComponentArgs {
  /** Encrypts the secrets. */
  readonly key: EncryptionKey;
}

/** @internal API keys of Weaviate's two users, and a secret with both for the server. */
export class ApiKeys extends PlinthComponent {
  /** API key of the user that may read. */
  readonly searcher: GeneratedSecret;
  /** API key of the user that may write. */
  readonly writer: GeneratedSecret;
  /**
   * ARN of the secret with both keys, in this order and separated by a comma. Resolves once the secret has its value.
   */
  readonly bothArn: pulumi.Output<string>;
  /**
   * ARN of that secret with `??????` in place of the suffix that Secrets Manager adds, for policies. Known in preview.
   */
  readonly bothArnPattern: pulumi.Output<string>;

  constructor(name: string, args: ApiKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ApiKeys", name, args, opts, []);
    this.searcher = this.#generate("searcher", args);
    this.writer = this.#generate("writer", args);

    const both = new secretsmanager.Secret(
      `${name}-both-secret`,
      { name: this.physicalName("both"), description: "API keys of all", kmsKeyId: args.key.keyArn, tags: this.tags() },
      this.child(),
    );
    const version = new secretsmanager.SecretVersion(
      `${name}-both-version`,
      { secretId: both.id, secretString: pulumi.interpolate`${this.searcher.value},${this.writer.value}` },
      this.child(),
    );
    this.bothArn = version.arn;
    this.bothArnPattern = this.arn("secretsmanager", pulumi.interpolate`secret:${both.name}-??????`);
    this.registerOutputs({});
  }

  #generate(user: string, { workload, key }: ApiKeysArgs): GeneratedSecret {
    return new GeneratedSecret(
      `${this.name}-${user}`,
      { workload, key, purpose: `API key of the ${user}` },
      { parent: this },
    );
  }
}
