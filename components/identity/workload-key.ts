import * as kms from "@pulumi/aws/kms";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { DECRYPT_ACTIONS, ENCRYPT_ACTIONS, type EncryptionKey, Grants } from "./encryption-key";
import { KEY_SERVICES, type KeyService, keyPolicy } from "./key-policy";
import { policyDocument, type Statement } from "./policy-document";
import type { WorkloadRole } from "./workload-role";

/** Arguments of {@link WorkloadKey}. */
export interface WorkloadKeyArgs extends PlinthComponentArgs {
  /** AWS services that use the key without a role of the workload: `["logs"]` for log groups. Default: none. */
  readonly services?: readonly KeyService[];
  /** Key policy statements for services that use the key on behalf of another account. Default: none. */
  readonly serviceStatements?: readonly Statement[];
  /** Waiting period before AWS deletes the key, in days. Bounds: 7 to 30. Default: 30. */
  readonly deletionWindowDays?: number;
}

/**
 * A KMS key of one workload, with yearly rotation. Only the workload's own roles decrypt with it.
 *
 * Creates the key and the alias `alias/<workload>-<environment>-<name>`. Grants are scoped by that alias, because AWS
 * assigns the key's ARN.
 *
 * @example
 * const key = new WorkloadKey("support-key", { workload, services: ["logs"] });
 * key.grantDecrypt(role);
 */
export class WorkloadKey extends PlinthComponent implements EncryptionKey {
  /** ARN of the key. Assigned by AWS. */
  readonly keyArn: pulumi.Output<string>;
  /** Id of the key. Assigned by AWS. */
  readonly keyId: pulumi.Output<string>;
  /** Name of the alias: `alias/<workload>-<environment>-<name>`. Known in preview. */
  readonly aliasName: pulumi.Output<string>;
  readonly #grants = new Grants();

  constructor(name: string, args: WorkloadKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WorkloadKey", name, args, opts, faults(name, args));
    const { workload, services = [], serviceStatements = [], deletionWindowDays = 30 } = args;

    const key = new kms.Key(
      `${name}-key`,
      {
        description: `Data of ${workload.name} in ${workload.environment}`,
        enableKeyRotation: true,
        deletionWindowInDays: deletionWindowDays,
        policy: policyDocument([...keyPolicy(workload, services), ...serviceStatements]),
        tags: this.tags(),
      },
      this.dataStore(),
    );
    const aliasName = `alias/${this.physicalName()}`;
    const alias = new kms.Alias(`${name}-alias`, { name: aliasName, targetKeyId: key.keyId }, this.child());

    this.keyArn = key.arn;
    this.keyId = key.keyId;
    this.aliasName = alias.name;
    this.registerOutputs({ keyArn: this.keyArn, keyId: this.keyId, aliasName: this.aliasName });
  }

  /** Allows a role to encrypt with the key, and not to decrypt. */
  grantEncrypt(role: WorkloadRole): void {
    this.#grant(role, `encrypt-${this.name}`, ENCRYPT_ACTIONS);
  }

  /** Allows a role to decrypt with the key. */
  grantDecrypt(role: WorkloadRole): void {
    this.#grant(role, `decrypt-${this.name}`, DECRYPT_ACTIONS);
  }

  #grant(role: WorkloadRole, name: string, actions: readonly string[]): void {
    const conditions = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": this.aliasName } };
    this.#grants.once(role, name, (grant) =>
      role.allow(grant, { actions, resources: [this.arn("kms", "key/*")], conditions }),
    );
  }
}

function faults(name: string, { services = [], deletionWindowDays = 30 }: WorkloadKeyArgs) {
  const unknown = services.filter((service) => !KEY_SERVICES.includes(service));
  return faultsOf(
    "identity/WorkloadKey",
    name,
    [unknown.length === 0, "services", `some of ${KEY_SERVICES.join(", ")}`, unknown.join(", ")],
    [isIntegerBetween(deletionWindowDays, 7, 30), "deletionWindowDays", "7 to 30 days", String(deletionWindowDays)],
  );
}
