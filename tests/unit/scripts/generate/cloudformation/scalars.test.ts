import assert from "node:assert/strict";
import { scalarsOf, withoutScalars } from "../../../../../scripts/generate/cloudformation/scalars";
import type { Shape, Shapes } from "../../../../../scripts/generate/cloudformation/specification";

const of = (kind: Shape["kind"], lists = 0): Shape => ({ kind, lists });

describe("names that hold the same kind of scalar in every type", () => {
  it("are those of booleans and numbers, in objects too", () => {
    const inner: Shapes = new Map([["Size", of("number")]]);
    const storage: Shape = { kind: "object", lists: 0, members: () => inner };
    const shapes = new Map([
      ["Enabled", of("boolean")],
      ["Name", of("string")],
      ["Storage", storage],
    ]);
    assert.deepEqual(
      [...scalarsOf([shapes])],
      [
        ["Enabled", "boolean"],
        ["Size", "number"],
      ],
    );
  });

  it("are not those that differ between types, or that are lists somewhere", () => {
    const one = new Map([
      ["Limit", of("number")],
      ["Ports", of("number")],
      ["Timeout", of("number")],
    ]);
    const other = new Map([
      ["Limit", of("string")],
      ["Ports", of("number", 1)],
      ["Timeout", of("number")],
    ]);
    assert.deepEqual([...scalarsOf([one, other])], [["Timeout", "number"]]);
  });

  it("end in a type that holds itself", () => {
    const statement: Map<string, Shape> = new Map([["Priority", of("number")]]);
    statement.set("Statement", { kind: "object", lists: 0, members: () => statement });
    assert.deepEqual([...scalarsOf([statement])], [["Priority", "number"]]);
  });
});

describe("mappings without what names say already", () => {
  const scalars = new Map([["Enabled", "boolean"] as const]);

  it("lose a conversion that is the name's, and what is empty then", () => {
    const inner = { in: { Enabled: { as: "boolean" } } } as const;
    assert.deepEqual(withoutScalars({ Enabled: { as: "boolean" }, Logging: inner }, scalars), {});
  });

  it("keep the name, another conversion and other members", () => {
    const inner = { as: "list", in: { Enabled: { as: "boolean" }, Days: { to: "retentionDays" } } } as const;
    assert.deepEqual(
      withoutScalars({ Enabled: { to: "isEnabled", as: "boolean" }, Size: { as: "number" }, Logging: inner }, scalars),
      {
        Enabled: { to: "isEnabled" },
        Size: { as: "number" },
        Logging: { as: "list", in: { Days: { to: "retentionDays" } } },
      },
    );
    assert.deepEqual(withoutScalars({ Enabled: { as: "first" } }, scalars), { Enabled: { as: "first" } });
  });
});
