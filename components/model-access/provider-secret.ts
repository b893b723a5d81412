import type { Workload } from "@plinth/standards";
import * as scheduler from "@pulumi/aws/scheduler";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument, type Statement } from "../identity/policy-document";
import { WorkloadRole } from "../identity/workload-role";
import { providersTag } from "../network/egress-firewall";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link ProviderSecret}. */
export interface ProviderSecretArgs extends PlinthComponentArgs {
  /** Provider that issued the API key: `openai`. */
  readonly provider: string;
  /** Encrypts the secret and the schedule of the reminder. */
  readonly key: EncryptionKey;
  /** ARN of the SNS topic that receives the reminder. */
  readonly reminderTopicArn: pulumi.Input<string>;
  /** Key that encrypts the topic. Default: {@link key}. */
  readonly topicKey?: EncryptionKey;
  /** Days between reminders to rotate the API key. Bounds: 1 to 365. Default: 90. */
  readonly rotationDays?: number;
}

/**
 * API key of another model provider in Secrets Manager. You set its value outside Pulumi, so that no program and no
 * state contains it.
 *
 * Creates the secret without a value, a policy that denies other accounts and requests without TLS, and a reminder to
 * rotate the key, because Secrets Manager cannot rotate the keys of a provider. Secrets Manager adds a suffix of six
 * characters to the ARN, so policies use `<name>-??????`.
 *
 * @example
 * const secret = new ProviderSecret("mistral-key", {
 *   workload,
 *   provider: "mistral",
 *   key,
 *   reminderTopicArn: "arn:aws:sns:eu-west-1:210987654321:support-prod-alarms",
 * });
 */
export class ProviderSecret extends PlinthComponent {
  /** ARN of the secret. Assigned by AWS. */
  readonly secretArn: pulumi.Output<string>;
  /**
   * ARN of the secret with `??????` in place of the suffix that Secrets Manager adds, for policies. Known in preview.
   */
  readonly secretArnPattern: pulumi.Output<string>;

  constructor(name: string, args: ProviderSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ProviderSecret", name, args, opts, faults(name, args));
    const { provider, key } = args;
    const secret = new secretsmanager.Secret(
      `${name}-secret`,
      {
        name: this.physicalName(),
        description: `API key of ${provider}, put here by hand`,
        kmsKeyId: key.keyArn,
        recoveryWindowInDays: 30,
        tags: { ...this.tags(), ...providersTag([provider]) },
      },
      this.dataStore(),
    );
    new secretsmanager.SecretPolicy(
      `${name}-policy`,
      { secretArn: secret.arn, blockPublicPolicy: true, policy: policyDocument(denials(this.workload)) },
      this.child(),
    );
    this.secretArn = secret.arn;
    this.secretArnPattern = this.arn("secretsmanager", pulumi.interpolate`secret:${secret.name}-??????`);
    this.#remind(args, secret.name);
    this.registerOutputs({ secretArn: this.secretArn, secretArnPattern: this.secretArnPattern });
  }

  #remind(
    { workload, provider, key, reminderTopicArn, topicKey = key, rotationDays = 90 }: ProviderSecretArgs,
    secretName: pulumi.Output<string>,
  ): void {
    const role = new WorkloadRole(`${this.name}-reminder`, { workload, service: "scheduler" }, { parent: this });
    role.allow("remind", { actions: ["sns:Publish"], resources: [reminderTopicArn] });
    for (const used of new Set([key, topicKey])) {
      used.grantEncrypt(role);
      used.grantDecrypt(role);
    }
    new scheduler.Schedule(
      `${this.name}-reminder`,
      {
        description: `The API key of ${provider} is to be changed`,
        scheduleExpression: `rate(${rotationDays} ${rotationDays === 1 ? "day" : "days"})`,
        flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 60 },
        kmsKeyArn: key.keyArn,
        target: {
          arn: reminderTopicArn,
          roleArn: role.roleArn,
          input: pulumi.interpolate`Change the API key of ${provider}: put a new one into the secret ${secretName}, and revoke the old one.`,
        },
      },
      this.child({ dependsOn: [role] }),
    );
  }
}

function denials({ accountId }: Workload): Statement[] {
  const all = { Effect: "Deny" as const, Principal: "*" as const, Action: "secretsmanager:*", Resource: "*" };
  return [
    { ...all, Sid: "NoOutsiders", Condition: { StringNotEquals: { "aws:PrincipalAccount": accountId } } },
    { ...all, Sid: "TlsOnly", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  ];
}

function faults(name: string, { provider, rotationDays = 90 }: ProviderSecretArgs) {
  return faultsOf(
    "model-access/ProviderSecret",
    name,
    [/^[a-z][a-z0-9]{1,19}$/.test(provider), "provider", "a name in lower case such as openai", provider],
    [isIntegerBetween(rotationDays, 1, 365), "rotationDays", "1 to 365 whole days", String(rotationDays)],
  );
}
