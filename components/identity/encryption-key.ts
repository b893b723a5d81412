import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadRole } from "./workload-role";

/** KMS key that encrypts data stores: a {@link WorkloadKey}, or one that exists. */
export interface EncryptionKey {
  /** ARN of the KMS key. */
  readonly keyArn: pulumi.Input<string>;
  /** Allows a role to encrypt with the key, and not to decrypt. */
  grantEncrypt(role: WorkloadRole): void;
  /** Allows a role to decrypt with the key. */
  grantDecrypt(role: WorkloadRole): void;
}

/** KMS actions of a role that encrypts. */
export const ENCRYPT_ACTIONS = ["kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"] as const;
/** KMS actions of a role that decrypts. */
export const DECRYPT_ACTIONS = ["kms:DescribeKey", "kms:Decrypt"] as const;

/**
 * Uses a KMS key that this stack does not manage. Its key policy must allow the workload's roles and the required AWS
 * services.
 * @param name Name of the grants, unique within a role.
 *
 * @example
 * const key = existingKey("shared", "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab");
 */
export function existingKey(name: string, keyArn: pulumi.Input<string>): EncryptionKey {
  const grants = new Grants();
  return {
    keyArn,
    grantEncrypt: (role) =>
      grants.once(role, `encrypt-${name}`, (grant) =>
        role.allow(grant, { actions: ENCRYPT_ACTIONS, resources: [keyArn] }),
      ),
    grantDecrypt: (role) =>
      grants.once(role, `decrypt-${name}`, (grant) =>
        role.allow(grant, { actions: DECRYPT_ACTIONS, resources: [keyArn] }),
      ),
  };
}

/** Deduplicates grants: several stores with one key grant a role the same permission. */
export class Grants {
  readonly #granted = new WeakMap<WorkloadRole, Set<string>>();

  /** Calls `give` the first time that a role receives a grant of this name. */
  once(role: WorkloadRole, grant: string, give: (grant: string) => void): void {
    const granted = this.#granted.get(role) ?? new Set();
    this.#granted.set(role, granted);
    if (granted.has(grant)) return;
    granted.add(grant);
    give(grant);
  }
}
