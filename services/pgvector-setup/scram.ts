import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** PostgreSQL's default. Random passwords of 256 bits need no more. */
const ITERATIONS = 4_096;

/**
 * SCRAM-SHA-256 verifier of a password, in PostgreSQL's format. `ALTER ROLE` takes it instead of the password, so that no
 * statement and no statement log holds the password.
 * Sources: https://www.rfc-editor.org/rfc/rfc5802 and
 * https://www.postgresql.org/docs/17/catalog-pg-authid.html (read 2026-11).
 * @param password ASCII only, which SASLprep does not change.
 * @param salt 16 random bytes. Default: new ones.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  const keyed = (text: string) => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(keyed("Client Key")).digest();
  const [saltText, stored, server] = [salt, storedKey, keyed("Server Key")].map((bytes) => bytes.toString("base64"));
  return `SCRAM-SHA-256$${ITERATIONS}:${saltText}$${stored}:${server}`;
}
