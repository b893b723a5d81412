import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";

/** What is wrong with a known value, in the provider's words; undefined if nothing is. */
export type Validator = (value: unknown, property: string) => string | undefined;

export const json: Validator = (value, property) => {
  if (typeof value !== "string" || value === UNKNOWN_VALUE || value === "") return undefined;
  try {
    JSON.parse(value);
    return undefined;
  } catch (error) {
    return `"${property}" contains an invalid JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
};

/** A policy is a JSON object; AWS's own checks come later, when it is created. */
export const policy: Validator = (value, property) => {
  if (typeof value !== "string" || value === UNKNOWN_VALUE) return undefined;
  if (value.trimStart().startsWith("{")) {
    const fault = json(value, property);
    return fault?.replace("an invalid JSON:", "an invalid JSON policy:");
  }
  return `"${property}" contains an invalid JSON policy: ${value === "" ? "an empty string" : "not a JSON object"} is not a JSON policy`;
};

/** An IPv4 block whose host bits are zero. */
export const cidr: Validator = (value) => {
  if (typeof value !== "string" || value === UNKNOWN_VALUE) return undefined;
  const invalid = `"${value}" is not a valid CIDR block: invalid CIDR address: ${value}`;
  const [, address, length] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(value) ?? [];
  const octets = address?.split(".").map(Number) ?? [];
  const bits = Number(length);
  if (octets.length !== 4 || octets.some((octet) => octet > 255) || bits > 32) return invalid;
  const number = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - bits);
  const base = number - (number % size);
  if (base === number) return undefined;
  const canonical = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join(".");
  return `"${value}" is not a valid IPv4 CIDR block; did you mean "${canonical}/${length}"?`;
};

export const arn: Validator = (value, property) =>
  typeof value !== "string" || value === UNKNOWN_VALUE || value === "" || /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+/.test(value)
    ? undefined
    : `"${property}" (${value}) is an invalid ARN: arn: invalid prefix`;

export const oneOf =
  (...allowed: readonly (string | number)[]): Validator =>
  (value, property) =>
    value === UNKNOWN_VALUE || value === undefined || allowed.some((one) => one === value)
      ? undefined
      : `expected ${property} to be one of [${allowed.map((one) => JSON.stringify(one)).join(" ")}], got ${value}`;

export const range =
  (minimum: number, maximum: number): Validator =>
  (value, property) =>
    typeof value !== "number" || (value >= minimum && value <= maximum)
      ? undefined
      : `expected ${property} to be in the range (${minimum} - ${maximum}), got ${value}`;

export const matches =
  (pattern: RegExp, description: string): Validator =>
  (value, property) =>
    typeof value !== "string" || value === UNKNOWN_VALUE || pattern.test(value)
      ? undefined
      : `invalid value for ${property} (${description}): ${value}`;

export const length =
  (minimum: number, maximum: number): Validator =>
  (value, property) =>
    typeof value !== "string" || value === UNKNOWN_VALUE || (value.length >= minimum && value.length <= maximum)
      ? undefined
      : `expected length of ${property} to be in the range (${minimum} - ${maximum}), got ${value}`;
