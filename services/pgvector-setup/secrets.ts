import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { PasswordSecret } from "./passwords";

/**
 * A secret in Secrets Manager.
 * @param SecretId Name or ARN of the secret.
 */
export function secretNamed(client: SecretsManagerClient, SecretId: string): PasswordSecret {
  return {
    async read() {
      try {
        return (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString;
      } catch (error) {
        // A secret that has never had a value has no current version.
        if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
        throw error;
      }
    },
    async write(SecretString) {
      await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
    },
  };
}
