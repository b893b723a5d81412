import { bytesOf, DIGITS, draw, HEX, LETTERS, uuid } from "../pseudo-random";
import type { Values } from "../simulation";
import type { PackageSpec } from "./package-spec";

const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";
const ADJECTIVES = [
  "able",
  "brave",
  "calm",
  "eager",
  "fair",
  "gentle",
  "honest",
  "keen",
  "modest",
  "quick",
  "sure",
  "wise",
];
const ANIMALS = [
  "badger",
  "crane",
  "dove",
  "falcon",
  "heron",
  "ibex",
  "lynx",
  "otter",
  "raven",
  "seal",
  "swan",
  "wren",
];

/** `@pulumi/random`: what is drawn follows from the URN and the inputs. */
export const random: PackageSpec = {
  "random:index/randomPassword:RandomPassword": {
    outputs: (inputs, seed) => ({ result: textOf(inputs, seed), bcryptHash: `$2a$10$${draw(seed, ALPHANUMERIC, 53)}` }),
    id: () => "none",
  },
  "random:index/randomString:RandomString": {
    outputs: (inputs, seed) => ({ result: textOf(inputs, seed) }),
    id: ({ result }) => String(result),
  },
  "random:index/randomId:RandomId": {
    outputs: ({ byteLength, prefix }, seed) => {
      const bytes = drawBytes(seed, Number(byteLength));
      const start = typeof prefix === "string" ? prefix : "";
      return {
        b64Std: `${start}${bytes.toString("base64")}`,
        b64Url: `${start}${bytes.toString("base64url")}`,
        dec: `${start}${BigInt(`0x${bytes.toString("hex") || "0"}`)}`,
        hex: `${start}${bytes.toString("hex")}`,
      };
    },
    id: ({ byteLength }, seed) => drawBytes(seed, Number(byteLength)).toString("base64url"),
  },
  "random:index/randomBytes:RandomBytes": {
    outputs: ({ length }, seed) => {
      const bytes = drawBytes(seed, Number(length));
      return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
    },
    id: () => "none",
  },
  "random:index/randomPet:RandomPet": { outputs: (inputs) => ({ ...PET_DEFAULTS, ...inputs }), id: petOf },
  "random:index/randomUuid:RandomUuid": { outputs: (_, seed) => ({ result: uuid(seed) }), id: resultOf },
  "random:index/randomUuid4:RandomUuid4": { outputs: (_, seed) => ({ result: uuid(seed) }), id: resultOf },
  "random:index/randomInteger:RandomInteger": {
    outputs: ({ min, max }, seed) => ({
      result: Number(min) + (bytesOf(seed).readUInt32BE() % (Number(max) - Number(min) + 1)),
    }),
    id: resultOf,
  },
  "random:index/randomShuffle:RandomShuffle": {
    outputs: ({ inputs, resultCount }, seed) => {
      const items = Array.isArray(inputs) ? inputs : [];
      const order = (index: number) => bytesOf(`${seed}/${index}`).readUInt32BE();
      const shuffled = items.map((item, index) => ({ item, key: order(index) })).sort((a, b) => a.key - b.key);
      return { results: shuffled.map(({ item }) => item).slice(0, Number(resultCount ?? items.length)) };
    },
    id: () => "-",
  },
};

const ALPHANUMERIC = `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}`;
const PET_DEFAULTS = { length: 2, separator: "-" };

/** Every class of characters that is asked for occurs as often as it must. */
function textOf(inputs: Values, seed: string): string {
  const length = Number(inputs.length);
  const special = typeof inputs.overrideSpecial === "string" ? inputs.overrideSpecial : SPECIAL;
  const classes = [
    { characters: LETTERS, wanted: inputs.lower, minimum: inputs.minLower },
    { characters: LETTERS.toUpperCase(), wanted: inputs.upper, minimum: inputs.minUpper },
    { characters: DIGITS, wanted: inputs.numeric ?? inputs.number, minimum: inputs.minNumeric },
    { characters: special, wanted: inputs.special, minimum: inputs.minSpecial },
  ].filter(({ wanted }) => wanted !== false);
  const required = classes.map(({ characters, minimum }) => draw(`${seed}/required`, characters, Number(minimum ?? 0)));
  const start = required.join("");
  const rest = draw(`${seed}/rest`, classes.map(({ characters }) => characters).join(""), length - start.length);
  return `${start}${rest}`.slice(0, length);
}

function drawBytes(seed: string, length: number): Buffer {
  return Buffer.from(draw(seed, HEX, length * 2), "hex");
}

function petOf(outputs: Values, seed: string): string {
  const words = Array.from({ length: Number(outputs.length) }, (_, index) => {
    const list = index === Number(outputs.length) - 1 ? ANIMALS : ADJECTIVES;
    return list[(bytesOf(`${seed}/${index}`)[0] ?? 0) % list.length];
  });
  return [...(typeof outputs.prefix === "string" ? [outputs.prefix] : []), ...words].join(String(outputs.separator));
}

function resultOf({ result }: Values): string {
  return String(result);
}
