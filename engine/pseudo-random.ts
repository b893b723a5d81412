import { createHash } from "node:crypto";

/** Digits of hexadecimal numbers. */
export const HEX = "0123456789abcdef";

/** Decimal digits. */
export const DIGITS = "0123456789";

/** Lower-case letters. */
export const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Characters in place of random ones: the same for the same seed. */
export function draw(seed: string, characters: string, length: number): string {
  let drawn = "";
  for (let block = 0; drawn.length < length; block++)
    drawn += Array.from(bytesOf(`${seed}#${block}`), (byte) => characters[byte % characters.length]).join("");
  return drawn.slice(0, length);
}

/** 32 bytes in place of random ones. */
export function bytesOf(seed: string): Buffer {
  return createHash("sha256").update(seed).digest();
}

/** Version 4 in form, so that what validates UUIDs takes it. */
export function uuid(seed: string): string {
  const hex = draw(seed, HEX, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
