import { randomBytes } from "node:crypto";
import type { Database } from "./migrations";
import { scramVerifier } from "./scram";

/** Where the password of one role is kept. */
export interface PasswordSecret {
  /** The secret's text; undefined while it has none. */
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
}

/**
 * Gives a role the password of its secret, in the form that the RDS Data API reads. A secret that is still empty gets
 * one first, which therefore no program and no state of a deployment has ever seen.
 * @throws Error if the secret holds something else.
 */
export async function setPassword(database: Database, role: string, secret: PasswordSecret): Promise<void> {
  const known = await secret.read();
  const password = known === undefined ? randomBytes(32).toString("hex") : passwordIn(known, role);
  if (known === undefined) await secret.write(JSON.stringify({ username: role, password }));
  await database.transaction((run) => run(`ALTER ROLE ${role} PASSWORD '${scramVerifier(password)}'`));
}

function passwordIn(text: string, role: string): string {
  const { username, password } = Object(JSON.parse(text));
  if (username === role && typeof password === "string" && password !== "") return password;
  throw new Error(`the secret of ${role} holds no password of it`);
}
