import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** PostgreSQL's own number; what it costs to guess is in the length of the passwords. */
const ITERATIONS = 4_096;

/**
 * What PostgreSQL keeps of a password, made here so that no statement, and no log of statements, ever holds the password.
 * Sources: https://www.rfc-editor.org/rfc/rfc5802 and
 * https://www.postgresql.org/docs/17/catalog-pg-authid.html (read 2026-11).
 * @param password ASCII only, which SASLprep leaves as it is.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  const keyed = (text: string) => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(keyed("Client Key")).digest();
  const [saltText, stored, server] = [salt, storedKey, keyed("Server Key")].map((bytes) => bytes.toString("base64"));
  return `SCRAM-SHA-256$${ITERATIONS}:${saltText}$${stored}:${server}`;
}
