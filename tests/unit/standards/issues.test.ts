import assert from "node:assert/strict";
import { check, dotted, nearest } from "@plinth/standards";
import { z } from "zod";

const schema = z.strictObject({
  name: z.string().min(2),
  size: z.int().max(5).optional(),
  level: z.enum(["low", "high"]).default("low"),
  parts: z.array(z.strictObject({ id: z.string() })).default([]),
  labels: z.record(z.string(), z.strictObject({ value: z.string() })).optional(),
});
const names = { id: "test/Thing", printable: () => true };
const told = (value: unknown, options = names) =>
  check(schema, value, options).faults.map(({ path, found, allowed }) => [path, found, allowed]);

describe("check", () => {
  it("gives the checked value, defaults filled in", () => {
    assert.deepEqual(check(schema, { name: "ab" }, names), {
      data: { name: "ab", level: "low", parts: [] },
      faults: [],
    });
  });

  it('tells every fault in words that complete "must be"', () => {
    assert.deepEqual(told({ name: "a", size: 9, level: "middle", parts: [{ id: 1 }, "x"] }), [
      ["name", "a", "at least 2 characters"],
      ["size", "9", "at most 5"],
      ["level", "middle", "one of low, high"],
      ["parts[0].id", "1", "text"],
      ["parts[1]", "x", "a map of keys"],
    ]);
    assert.deepEqual(told({ parts: {}, size: 1.5 }), [
      ["name", undefined, "text"],
      ["size", "1.5", "a whole number"],
      ["parts", "a map", "a list"],
    ]);
  });

  it("says which key an unknown one is meant to be, or which there are", () => {
    assert.deepEqual(
      told({ name: "ab", parts: [{ id: "a", idd: 1 }], labels: { a: { value: "", colour: "" } }, nam: 1 }),
      [
        ["parts[0].idd", undefined, "a known key: did you mean id?"],
        ["labels.a.colour", undefined, "a known key: one of value"],
        ["nam", undefined, "a known key: did you mean name?"],
      ],
    );
  });

  it("names the fault by its path without positions", () => {
    assert.deepEqual(
      check(schema, { name: "ab", parts: [{ id: 1 }] }, names).faults.map(({ id }) => id),
      ["test/Thing/parts.id"],
    );
  });

  it("prints neither values nor unknown keys where it may not", () => {
    const secret = { id: "test/Thing", printable: () => false };
    const faults = check(schema, { name: "s", parts: [{ id: "a", planted: "planted" }] }, secret).faults;

    assert.deepEqual(
      faults.map(({ path, found, allowed }) => [path, found, allowed]),
      [
        ["name", undefined, "at least 2 characters"],
        ["parts[0]", undefined, "only the keys id"],
      ],
    );
  });

  it("shortens what is long", () => {
    assert.deepEqual(told({ name: "ab", level: "x".repeat(200) })[0]?.[1], `${"x".repeat(77)}…`);
  });
});

describe("nearest", () => {
  it("finds the word that differs least, whatever its case", () => {
    assert.equal(nearest("Confidental", ["public", "internal", "confidential"]), "confidential");
    assert.equal(nearest("prd", ["dev", "test", "prod"]), "prod");
  });

  it("finds none that is too far", () => {
    assert.equal(nearest("staging", ["dev", "test", "prod"]), undefined);
  });
});

describe("dotted", () => {
  it("writes a path as its reader would", () => {
    assert.equal(dotted(["a", 0, "b", "c", 12]), "a[0].b.c[12]");
    assert.equal(dotted([]), "");
  });
});
