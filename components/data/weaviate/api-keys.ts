import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../identity/encryption-key";
import { GeneratedSecret } from "../../identity/generated-secret";
import { PlinthComponent, type PlinthComponentArgs } from "../../plinth-component";

export interface ApiKeysArgs extends PlinthComponentArgs {
  readonly key: EncryptionKey;
}

/** @internal An API key of each user, and both together for what checks them. */
export class ApiKeys extends PlinthComponent {
  readonly searcher: GeneratedSecret;
  readonly writer: GeneratedSecret;
  /** Of the secret that holds both, in this order, with a comma between them. Told once they are in it. */
  readonly bothArn: pulumi.Output<string>;
  /** Known in preview, with a pattern for what Secrets Manager draws: for permissions. */
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
