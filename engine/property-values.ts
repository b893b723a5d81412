import {
  isAsset,
  isMarked,
  isSecret,
  type MarkedValue,
  OUTPUT_VALUE_SIGNATURE,
  RESOURCE_REFERENCE_SIGNATURE,
  SIGNATURE,
  secret,
  UNKNOWN_VALUE,
} from "@plinth/standards/pulumi/wire";
import type { Values } from "./simulation";

/** What the engine does with property values on their way between program, providers and state. */

/** Whether a value is an object that is no array. */
export function isObject(value: unknown): value is Values {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Whether `test` holds for `value` or for anything inside it. */
export function contains(value: unknown, test: (value: unknown) => boolean): boolean {
  if (test(value)) return true;
  if (value === null || typeof value !== "object") return false;
  for (const key in value) if (contains((value as Values)[key], test)) return true;
  return false;
}

/** Whether a value is a secret, or holds one. */
export const containsSecret = (value: unknown) => contains(value, isSecret);

/** Whether a value is unknown, or holds an unknown one. */
export const containsUnknown = (value: unknown) => contains(value, (v) => v === UNKNOWN_VALUE);

/**
 * A copy as a provider, or a rule, sees it: secrets are what they hold, and references to resources are their ids (URNs
 * for components, which have none).
 */
export function plain(value: unknown): unknown {
  if (isSecret(value)) return plain(value.value);
  if (isMarked(value) && value[SIGNATURE] === RESOURCE_REFERENCE_SIGNATURE) {
    return value.id === undefined ? value.urn : value.id || UNKNOWN_VALUE;
  }
  return mapMembers(value, plain);
}

/** {@link plain} of properties. */
export const plainValues = (values: Values) => plain(values) as Values;

/** A copy in which output values, which carry dependencies, are what they hold, marked secret if they are. */
export function dropOutputValues(value: unknown): unknown {
  if (isOutputValue(value)) {
    const held = "value" in value ? dropOutputValues(value.value) : UNKNOWN_VALUE;
    return value.secret === true ? secret(held) : held;
  }
  return mapMembers(value, dropOutputValues);
}

/** A copy without the members that only the SDK's own classes use to know assets by. */
export function withoutAssetClasses(value: unknown): unknown {
  const copy = mapMembers(value, withoutAssetClasses);
  if (isAsset(value)) {
    delete (copy as Values).__pulumiAsset;
    delete (copy as Values).__pulumiArchive;
  }
  return copy;
}

/** A copy in which secrets and unknowns are output values, as the engine hands them to transforms. */
export function secretsAsOutputValues(value: unknown): unknown {
  if (value === UNKNOWN_VALUE) return { [SIGNATURE]: OUTPUT_VALUE_SIGNATURE };
  if (isSecret(value)) {
    const held = value.value === UNKNOWN_VALUE ? {} : { value: secretsAsOutputValues(value.value) };
    return { [SIGNATURE]: OUTPUT_VALUE_SIGNATURE, ...held, secret: true };
  }
  return mapMembers(value, secretsAsOutputValues);
}

/** `value` as an output value that also depends on `urns`; as it is, if there are none. */
export function withDependencies(value: unknown, urns: readonly string[]): unknown {
  if (urns.length === 0) return value;
  if (!isOutputValue(value)) return { [SIGNATURE]: OUTPUT_VALUE_SIGNATURE, value, dependencies: [...urns] };
  const own = Array.isArray(value.dependencies) ? (value.dependencies as string[]) : [];
  return { ...value, dependencies: [...new Set([...own, ...urns])] };
}

/** URNs that output values anywhere inside `value` depend on. */
export function outputDependencies(value: unknown, found: Set<string> = new Set()): Set<string> {
  contains(value, (v) => {
    if (isOutputValue(v) && Array.isArray(v.dependencies)) {
      for (const urn of v.dependencies as string[]) found.add(urn);
    }
    return false;
  });
  return found;
}

/**
 * Marks in place those of `outputs` that were secret, or held a secret, in `inputs`: providers that take no secrets lose
 * the marks, and the engine puts them back by property, descending into objects but not into arrays.
 */
export function annotateSecrets(outputs: Values, inputs: Values): void {
  for (const key of Object.keys(inputs)) {
    if (!(key in outputs)) continue;
    const output = outputs[key];
    const input = inputs[key];
    if (isObject(output) && !isMarked(output) && isObject(input) && !isMarked(input)) {
      annotateSecrets(output, input);
    } else if (!isSecret(output) && containsSecret(input)) {
      outputs[key] = secret(output);
    }
  }
}

/** A copy as protobuf gives it back: members that are undefined are gone, undefined items are null, nothing is shared. */
export function asSent(values: Values): Values {
  return mapMembers(values, asSentValue) as Values;
}

function asSentValue(value: unknown): unknown {
  return value === undefined ? null : mapMembers(value, asSentValue);
}

/** Adds the strings inside every secret of `value` to `found`; a number is added as it prints. */
export function collectSecrets(value: unknown, found: Set<string>, inSecret = false): void {
  if (isSecret(value)) collectSecrets(value.value, found, true);
  else if (value !== null && typeof value === "object") {
    for (const member of Object.values(value)) collectSecrets(member, found, inSecret);
  } else if (inSecret && (typeof value === "string" || typeof value === "number")) {
    const text = String(value);
    if (text !== "" && text !== UNKNOWN_VALUE) found.add(text);
  }
}

function isOutputValue(value: unknown): value is MarkedValue {
  return isMarked(value) && value[SIGNATURE] === OUTPUT_VALUE_SIGNATURE;
}

function mapMembers(value: unknown, map: (member: unknown) => unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(map);
  const copy: Values = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) copy[key] = map(member);
  return copy;
}
