import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { Property, PropertyType, SpecDatabase } from "@aws-cdk/service-spec-types";

/** What a property of a CloudFormation type holds. */
export interface Shape {
  readonly kind: "string" | "number" | "boolean" | "map" | "object" | "json";
  /** How many lists stand around the value. */
  readonly lists: number;
  /** The values that AWS takes, where it says them. Default: any. */
  readonly values?: readonly string[];
  /** Members of an object. Default: none. */
  readonly members?: () => Shapes;
}

/** Properties by their names in CloudFormation. */
export type Shapes = ReadonlyMap<string, Shape>;

/** The properties of every resource type that AWS's specification has. */
export function specification(): ReadonlyMap<string, Shapes> {
  const db = loadAwsServiceSpecSync();
  return new Map(db.all("resource").map((one) => [one.cloudFormationType, shapesOf(db, one.properties)]));
}

function shapesOf(db: SpecDatabase, properties: Readonly<Record<string, Property>>): Shapes {
  return new Map(Object.entries(properties).map(([name, { type }]) => [name, shapeOf(db, type)]));
}

function shapeOf(db: SpecDatabase, type: PropertyType): Shape {
  switch (type.type) {
    case "ref":
      return {
        kind: "object",
        lists: 0,
        members: () => shapesOf(db, db.get("typeDefinition", type.reference).properties),
      };
    case "array": {
      const inner = shapeOf(db, type.element);
      return { ...inner, lists: inner.lists + 1 };
    }
    case "tag":
      return { kind: "object", lists: 0, members: () => TAG };
    case "map":
      return { kind: "map", lists: 0 };
    case "union": {
      const shapes = type.types.map((one) => shapeOf(db, one));
      return shapes.find(({ kind }) => kind === "object") ?? shapes[0] ?? { kind: "json", lists: 0 };
    }
    case "integer":
    case "number":
      return { kind: "number", lists: 0 };
    case "boolean":
      return { kind: "boolean", lists: 0 };
    case "json":
      return { kind: "json", lists: 0 };
    case "string":
      return { kind: "string", lists: 0, ...(type.allowedValues && { values: type.allowedValues }) };
    default:
      return { kind: "string", lists: 0 };
  }
}

const TAG: Shapes = new Map([
  ["Key", { kind: "string", lists: 0 }],
  ["Value", { kind: "string", lists: 0 }],
]);
