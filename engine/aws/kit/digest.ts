import { createHash } from "node:crypto";

const ALPHABETS = {
  hex: "0123456789abcdef",
  digit: "0123456789",
  alnum: "0123456789abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  letter: "abcdefghijklmnopqrstuvwxyz",
};
export type Alphabet = keyof typeof ALPHABETS;

/** What AWS would draw at random: the same characters for the same seed, at most 32 of them. */
export function digest(seed: string, alphabet: Alphabet, length: number): string {
  const characters = ALPHABETS[alphabet];
  const bytes = createHash("sha256").update(seed).digest().subarray(0, length);
  return Array.from(bytes, (byte) => characters[byte % characters.length]).join("");
}

/** Version 4 in form, so that what validates UUIDs takes it. */
export function uuid(seed: string): string {
  const hex = digest(seed, "hex", 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
