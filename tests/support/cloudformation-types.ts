import assert from "node:assert/strict";
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { Property, PropertyType, SpecDatabase } from "@aws-cdk/service-spec-types";

let database: SpecDatabase | undefined;

/**
 * What is wrong with the desired state of a resource, by AWS's own specification of CloudFormation types, which AWS's CDK
 * is generated from: properties that the type has not, that it demands, and values of another type than it says.
 */
export function desiredStateProblems(typeName: string, state: unknown): string[] {
  const { db, properties } = specificationOf(typeName);
  return objectProblems(db, properties, state, "");
}

/** Properties that CloudFormation cannot change without replacing the resource. */
export function immutableProperties(typeName: string): string[] {
  const { properties } = specificationOf(typeName);
  return Object.entries(properties).flatMap(([name, { causesReplacement }]) =>
    causesReplacement === "yes" ? [name] : [],
  );
}

function specificationOf(typeName: string) {
  database ??= loadAwsServiceSpecSync();
  const { properties } = database.lookup("resource", "cloudFormationType", "equals", typeName).only();
  return { db: database, properties };
}

function objectProblems(
  db: SpecDatabase,
  properties: Readonly<Record<string, Property>>,
  value: unknown,
  path: string,
): string[] {
  if (!isObject(value)) return [`${path} is no object`];
  const missing = Object.entries(properties)
    .filter(([name, { required }]) => required && value[name] === undefined)
    .map(([name]) => `${path}${name} is missing`);
  const present = Object.entries(value).flatMap(([name, member]) => {
    const property = properties[name];
    return property ? valueProblems(db, property.type, member, `${path}${name}`) : [`${path}${name} is unknown`];
  });
  return [...missing, ...present];
}

function valueProblems(db: SpecDatabase, type: PropertyType, value: unknown, path: string): string[] {
  switch (type.type) {
    case "ref":
      return objectProblems(db, db.get("typeDefinition", type.reference).properties, value, `${path}.`);
    case "map":
      assert.ok(isObject(value), path);
      return Object.entries(value).flatMap(([key, item]) => valueProblems(db, type.element, item, `${path}.${key}`));
    case "array":
      assert.ok(Array.isArray(value), path);
      return value.flatMap((item, index) => valueProblems(db, type.element, item, `${path}[${index}]`));
    case "integer":
      return Number.isInteger(value) ? [] : [`${path} is no integer`];
    case "string":
      return typeof value === "string" && (type.allowedValues ?? [value]).includes(value)
        ? []
        : [`${path} is not one of ${type.allowedValues?.join(", ") ?? "all texts"}`];
    case "boolean":
      return typeof value === "boolean" ? [] : [`${path} is no boolean`];
    default:
      return [`${path} is a ${type.type}, which is not checked`];
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
