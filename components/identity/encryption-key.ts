import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadRole } from "./workload-role";

/** A KMS key that stores can be encrypted with: a {@link WorkloadKey}, or one that exists already. */
export interface EncryptionKey {
  readonly keyArn: pulumi.Input<string>;
  /** Lets a role encrypt with the key, and nothing else. */
  grantEncrypt(role: WorkloadRole): void;
  /** Lets a role decrypt what the key encrypted. */
  grantDecrypt(role: WorkloadRole): void;
}

export const ENCRYPT_ACTIONS = ["kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"] as const;
export const DECRYPT_ACTIONS = ["kms:DescribeKey", "kms:Decrypt"] as const;

/**
 * A key that this stack does not manage. Its own key policy must let the workload's roles and the AWS services use it.
 * @param name Names the grants, once a role.
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

/** Remembers what a role has been granted: several stores that share a key ask for the same grant. */
export class Grants {
  readonly #given = new WeakMap<WorkloadRole, Set<string>>();

  once(role: WorkloadRole, grant: string, give: (grant: string) => void): void {
    const given = this.#given.get(role) ?? new Set();
    this.#given.set(role, given);
    if (given.has(grant)) return;
    given.add(grant);
    give(grant);
  }
}
