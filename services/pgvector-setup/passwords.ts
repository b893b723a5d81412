import { randomBytes } from "node:crypto";
import type { Database } from "./migrations";
import { scramVerifier } from "./scram";

/** The secret that holds the password of one role. */
export interface PasswordSecret {
  /** Returns the secret's text; `undefined` if it has none yet. */
  read(): Promise<string | undefined>;
  /** Replaces the secret's text. */
  write(text: string): Promise<void>;
}

/**
 * Sets a role's password to that of its secret, which has the format that the RDS Data API reads. If the secret is empty,
 * it gets a random password first, so that the password is in no program and in no deployment's state.
 * @throws Error if the secret holds something else.
 */
export async function setPassword(database: Database, role: string, secret: PasswordSecret): Promise<void> {
  const current = await secret.read();
  const password = current === undefined ? randomBytes(32).toString("hex") : passwordIn(current, role);
  if (current === undefined) await secret.write(JSON.stringify({ username: role, password }));
  await database.transaction((run) => run(`ALTER ROLE ${role} PASSWORD '${scramVerifier(password)}'`));
}

function passwordIn(text: string, role: string): string {
  const { username, password } = Object(JSON.parse(text));
  if (username === role && typeof password === "string" && password !== "") return password;
  throw new Error(`the secret of ${role} holds no password of it`);
}
