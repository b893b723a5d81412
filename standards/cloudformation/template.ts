import { Type } from "js-yaml";
import { parsedYaml } from "../yaml";

/** A template's sections, with functions in their long form: `!Sub x` is `{ "Fn::Sub": x }`. */
export type Template = Readonly<Record<string, unknown>>;

/** Most characters of a template: CloudFormation takes 1 MB from Amazon S3, and 51,200 bytes in a request. */
const MAX_LENGTH = 1_048_576;

/** Short forms of functions, of values of each kind. */
const FUNCTIONS = (["scalar", "sequence", "mapping"] as const).map(
  (kind) => new Type("!", { kind, multi: true, construct: (value, tag) => longForm(String(tag).slice(1), value) }),
);

/**
 * Reads a template's text, JSON or YAML; undefined if it is neither, or too large. Quotas and forms:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html (read 2026-11).
 */
export function parseTemplate(text: string): Template | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const value = parsedJson(text) ?? parsedYaml(text, FUNCTIONS);
  return isObject(value) && isObject(value.Resources) ? value : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
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
