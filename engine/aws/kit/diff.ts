import { isDeepStrictEqual } from "node:util";
import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { isObject } from "../../property-values";
import { declarationOf } from "../../sdk/declarations";
import type { DiffRequest, DiffResponse, Values } from "../../simulation";
import { autonameFor } from "./autoname";
import type { TypeSpec } from "./service";

/** Of a type without a description: what usually is part of its identity. */
const IDENTITY = /^(name|namePrefix|bucket|bucketPrefix|region|availabilityZone|vpcId|cidrBlock)$|(Name|Identifier)$/;

const replacing = new Map<string, readonly string[]>();

/** Properties that AWS cannot change in place, in order. */
export function replacingProperties(type: string, spec: TypeSpec): readonly string[] {
  const known = replacing.get(type) ?? findReplacingProperties(type, spec);
  replacing.set(type, known);
  return known;
}

function findReplacingProperties(type: string, spec: TypeSpec): readonly string[] {
  const { inputs } = declarationOf(type);
  const documented = [...inputs]
    .filter(([property, { forcesReplacement }]) => forcesReplacement && !spec.changesInPlace?.includes(property))
    .map(([property]) => property);
  const described = spec.replaces ?? [...inputs.keys()].filter((property) => IDENTITY.test(property));
  const always = inputs.has("region") ? ["region"] : [];
  return [...new Set([...described, ...documented, ...always])];
}

/**
 * Compares state with what `expected` would make of it, in what the program sets, and finds what it no longer sets. A
 * property that AWS computed for want of an input is no difference; one that is not known yet is.
 */
export function diff(request: DiffRequest, spec: TypeSpec, expected: Values): DiffResponse {
  const { inputs } = declarationOf(request.type);
  const set = Object.keys(request.news).filter((property) => property !== "__defaults" && property !== "id");
  const changed = set.filter((property) => differs(request.olds[property], expected[property]));
  const removed = [...inputs.keys()].filter((property) => !(property in expected) && isSet(request.olds[property]));
  const all = [...changed, ...removed];
  const replaces = all.filter((property) => replacingProperties(request.type, spec).includes(property));
  const deleteBeforeReplace = replaces.length > 0 && keepsGivenName(request, spec);
  return { changes: all.length > 0, diffs: all, replaces, deleteBeforeReplace };
}

/** Two resources cannot have one name at the same time, unless the provider made it up and makes up another. */
function keepsGivenName({ type, olds, news }: DiffRequest, spec: TypeSpec): boolean {
  const property = autonameFor(spec, declarationOf(type))?.property ?? "name";
  const isAutomatic = Array.isArray(news.__defaults) && news.__defaults.includes(property);
  return news[property] !== undefined && !isAutomatic && news[property] === olds[property];
}

function differs(old: unknown, fresh: unknown): boolean {
  if (fresh === UNKNOWN_VALUE) return true;
  if (!isSet(old) && !isSet(fresh)) return false;
  const hashes = [old, fresh].map((value) =>
    isObject(value) && typeof value.hash === "string" ? value.hash : undefined,
  );
  if (hashes[0] !== undefined && hashes[1] !== undefined) return hashes[0] !== hashes[1];
  return !isDeepStrictEqual(normal(old), normal(fresh));
}

/** Null, "", 0, false, [] and {} stand for "not set" in a state. */
function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === 0 || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).length > 0;
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => key !== "__defaults" && item !== undefined && item !== null)
      .map(([key, item]) => [key, normal(item)]),
  );
}
