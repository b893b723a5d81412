import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { Property, PropertyType } from "@aws-cdk/service-spec-types";
import { camelCase, nativeToken } from "../../../standards/cloudformation/names";
import type { Schema, SchemaProperty } from "./schema";

/** Every resource type of AWS's specification, as the `aws-native` provider calls it and its properties. */
export function serviceSpec(): Schema {
  const db = loadAwsServiceSpecSync();
  const resources = new Map(
    db
      .all("resource")
      .map((resource) => [nativeToken(resource.cloudFormationType), propertiesOf(resource.properties)] as const),
  );
  const nested = new Map<string, readonly SchemaProperty[]>();
  return {
    resources,
    members: (object) => {
      const known = nested.get(object) ?? propertiesOf(db.get("typeDefinition", { $ref: object }).properties);
      nested.set(object, known);
      return known;
    },
  };
}

function propertiesOf(properties: Readonly<Record<string, Property>>): readonly SchemaProperty[] {
  return Object.entries(properties).map(([name, property]) => ({
    name: camelCase(name),
    doc: (property.documentation ?? "").replace(/\s+/g, " "),
    ...shapeOf(property.type),
    ...(property.relationshipRefs && {
      refers: property.relationshipRefs.map(({ cloudFormationType }) => cloudFormationType),
    }),
  }));
}

type Shape = Pick<SchemaProperty, "kind" | "lists" | "object" | "allowed">;

function shapeOf(type: PropertyType): Shape {
  switch (type.type) {
    case "ref":
      return { kind: "object", lists: 0, object: type.reference.$ref };
    case "array": {
      const element = shapeOf(type.element);
      return { ...element, lists: element.lists + 1 };
    }
    case "map":
      return { kind: "map", lists: 0 };
    case "union":
      return (
        type.types.map(shapeOf).find(({ object }) => object !== undefined) ?? shapeOf(type.types[0] ?? { type: "json" })
      );
    case "json":
      return { kind: "json", lists: 0 };
    case "boolean":
      return { kind: "boolean", lists: 0 };
    case "integer":
    case "number":
      return { kind: "number", lists: 0 };
    case "tag":
      return { kind: "object", lists: 0 };
    case "string":
      return { kind: "string", lists: 0, ...(type.allowedValues && { allowed: type.allowedValues }) };
    default:
      return { kind: "string", lists: 0 };
  }
}
