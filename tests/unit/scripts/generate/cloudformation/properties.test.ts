import assert from "node:assert/strict";
import { mappingsOf, type Scope } from "../../../../../scripts/generate/cloudformation/properties";
import type { Shape } from "../../../../../scripts/generate/cloudformation/specification";
import type { SchemaProperty } from "../../../../../scripts/generate/type-facts/schema";

const text: Shape = { kind: "string", lists: 0 };

const property = (name: string, rest: Partial<SchemaProperty> = {}): SchemaProperty => ({
  name,
  doc: "",
  kind: "string",
  lists: 0,
  ...rest,
});

const object = (members: Readonly<Record<string, Shape>>, lists = 0): Shape => ({
  kind: "object",
  lists,
  members: () => new Map(Object.entries(members)),
});

/** The mappings of these properties to those, of a type called Thing unless the scope says more. */
function mappings(
  shapes: Readonly<Record<string, Shape>>,
  properties: readonly SchemaProperty[],
  { members = {}, ...scope }: Partial<Scope> & { members?: Readonly<Record<string, readonly SchemaProperty[]>> } = {},
) {
  const schema = { resources: new Map(), members: (name: string) => members[name] ?? [] };
  const all: Scope = { schema, context: ["newthing", "thing"], exceptions: {}, path: "", ...scope };
  return mappingsOf(new Map(Object.entries(shapes)), properties, all);
}

describe("the mapping of a type's properties", () => {
  it("leaves out what keeps its name and form, or has no counterpart", () => {
    assert.deepEqual(mappings({ KeyId: text, Other: text }, [property("keyId")]), {});
  });

  it("finds names in the plural and without what the resource puts before them", () => {
    const there = [property("subnetIds", { lists: 1 }), property("name")];
    assert.deepEqual(mappings({ SubnetId: { ...text, lists: 1 }, ThingName: text }, there), {
      SubnetId: { to: "subnetIds" },
      ThingName: { to: "name" },
    });
  });

  it("finds references by what they refer to, where their forms are the same", () => {
    assert.deepEqual(mappings({ RoleArn: text }, [property("role")]), { RoleArn: { to: "role" } });
    assert.deepEqual(mappings({ RoleArn: text }, [property("role", { kind: "number" })]), {});
  });

  it("does not choose between two that a comparison finds", () => {
    assert.deepEqual(mappings({ RoleArn: text }, [property("roleId"), property("roleName")]), {});
  });

  it("takes the reviewed name first, of the path", () => {
    const there = [property("password"), property("thingPassword")];
    const exceptions = { ThingPassword: "password" };
    assert.deepEqual(mappings({ ThingPassword: text }, there, { exceptions }), { ThingPassword: { to: "password" } });
  });

  it("says how values are converted", () => {
    const shapes: Record<string, Shape> = {
      Enabled: { kind: "boolean", lists: 0 },
      Labels: { kind: "map", lists: 0 },
      Layers: { kind: "string", lists: 1 },
      Policy: { kind: "json", lists: 0 },
      Size: { kind: "number", lists: 0 },
      Tags: object({ Key: text, Value: text }, 1),
    };
    const there = [
      property("enabled", { kind: "boolean" }),
      property("labels", { kind: "map" }),
      property("layers"),
      property("policy"),
      property("size", { kind: "number" }),
      property("tags", { kind: "map" }),
    ];
    assert.deepEqual(mappings(shapes, there), {
      Enabled: { as: "boolean" },
      Labels: { as: "free" },
      Layers: { as: "first" },
      Policy: { as: "free" },
      Size: { as: "number" },
      Tags: { as: "tags" },
    });
  });

  it("follows objects, with reviewed names by their paths", () => {
    const network = property("network", { kind: "object", object: "Network", lists: 1 });
    const members = { Network: [property("subnets"), property("zone")] };
    const exceptions = { "Network.Place": "zone" };
    assert.deepEqual(
      mappings({ Network: object({ NetworkSubnet: text, Place: text }) }, [network], { members, exceptions }),
      { Network: { as: "list", in: { NetworkSubnet: { to: "subnets" }, Place: { to: "zone" } } } },
    );
  });

  it("puts members of an object beside it where most of them are there", () => {
    const plan = object({ Name: text, Rules: text, Other: text });
    assert.deepEqual(mappings({ Plan: plan }, [property("name"), property("rule")]), {
      Plan: { to: "", in: { Rules: { to: "rule" } } },
    });
    assert.deepEqual(mappings({ Plan: plan }, [property("name")]), {});
  });
});
