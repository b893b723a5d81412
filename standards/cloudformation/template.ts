import type { Alias, Node, Pair } from "yaml";

/** A template's sections, with functions in their long form: `!Sub x` is `{ "Fn::Sub": x }`. */
export type Template = Readonly<Record<string, unknown>>;

/** Most characters of a template: CloudFormation takes 1 MB from Amazon S3, and 51,200 bytes in a request. */
const MAX_LENGTH = 1_048_576;
/** Most values of a template, aliases counted as often as they are used. */
const MAX_VALUES = 200_000;

/**
 * Reads a template's text, JSON or YAML; undefined if it is neither, or too large. Quotas and forms:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html (read 2026-11).
 */
export function parseTemplate(text: string): Template | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const value = parsedJson(text) ?? parsedYaml(text);
  return isObject(value) && isObject(value.Resources) ? value : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Loaded for a template only: most programs have none. */
function parsedYaml(text: string): unknown {
  const yaml = require("yaml") as typeof import("yaml");
  try {
    const document = yaml.parseDocument(text, { logLevel: "silent", schema: "core", strict: false });
    return document.errors.length > 0 ? undefined : new YamlReader(yaml).read(document.contents);
  } catch {
    return undefined;
  }
}

class YamlReader {
  #left = MAX_VALUES;
  /** What aliases stand for, as far as it is read: an alias comes after its anchor. */
  readonly #anchors = new Map<string, unknown>();

  constructor(private readonly yaml: typeof import("yaml")) {}

  /** @throws Error if the document unfolds into more than a template can hold. */
  read(node: unknown): unknown {
    this.#left--;
    if (this.#left < 0) throw new Error("the document has too many values");
    if (this.yaml.isAlias(node)) return this.read(this.#anchors.get((node as Alias).source));
    if (this.yaml.isNode(node) && !this.yaml.isAlias(node) && node.anchor) this.#anchors.set(node.anchor, node);
    const value = this.#valueOf(node);
    const tag = this.yaml.isNode(node) ? (node as Node).tag : undefined;
    return tag?.startsWith("!") && !tag.startsWith("!!") ? longForm(tag.slice(1), value) : value;
  }

  #valueOf(node: unknown): unknown {
    if (this.yaml.isMap(node)) return Object.fromEntries(node.items.map((pair) => this.#entryOf(pair)));
    if (this.yaml.isSeq(node)) return node.items.map((item) => this.read(item));
    return this.yaml.isScalar(node) ? node.value : undefined;
  }

  #entryOf({ key, value }: Pair): readonly [string, unknown] {
    const name: unknown = this.yaml.isScalar(key) ? key.value : key;
    return [String(name), this.read(value)];
  }
}

function longForm(name: string, value: unknown): unknown {
  if (name === "Ref" || name === "Condition") return { [name]: value };
  if (name !== "GetAtt" || typeof value !== "string") return { [`Fn::${name}`]: value };
  const [resource = "", ...attribute] = value.split(".");
  return { "Fn::GetAtt": [resource, attribute.join(".")] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
