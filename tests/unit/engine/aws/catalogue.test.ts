import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Values } from "@plinth/engine";
import { describedTypes, specOf } from "../../../../engine/aws/catalogue";
import { declarationOf } from "../../../../engine/sdk/declarations";
import { aws, check, create, identity } from "./support";

const SDK = dirname(require.resolve("@pulumi/aws/package.json"));

/** Every output property that the SDK declares, those that may be missing included. */
function declaredOutputs(type: string): Set<string> {
  const source = readFileSync(join(SDK, `${type.split(":")[1]}.d.ts`), "utf8");
  return new Set([...source.matchAll(/^ {4}readonly (\w+): pulumi\.Output/gm)].map(([, property]) => String(property)));
}

/** A value for each property that a program must set. */
function required(type: string): Values {
  const properties = [...declarationOf(type).inputs].filter(([, { required }]) => required);
  return Object.fromEntries(properties.map(([property]) => [property, `some-${property}`]));
}

/** What `fault` finds about each described type, where it finds anything. */
function faults(fault: (type: string) => unknown): [type: string, fault: unknown][] {
  return describedTypes().flatMap((type): [string, unknown][] => {
    const found = fault(type);
    return found === undefined || (Array.isArray(found) && found.length === 0) ? [] : [[type, found]];
  });
}

describe("The catalogue of simulated AWS", () => {
  it("describes what Plinth's estates are made of", () => {
    assert.ok(describedTypes().length >= 290, `${describedTypes().length} types`);
  });

  it("names only types and properties that the SDK declares", () => {
    const surplus = faults((type) => {
      const { inputs } = declarationOf(type);
      const { replaces = [], defaults = {}, validate = {}, documents = [], autoname } = specOf(type);
      const naming = autoname ? [autoname.property ?? "name"] : [];
      const named = [...replaces, ...Object.keys(defaults), ...Object.keys(validate), ...documents, ...naming];
      return named.filter((property) => !inputs.has(property));
    });

    assert.deepEqual(surplus, []);
  });

  it("computes only outputs that the SDK declares", () => {
    const surplus = faults((type) => {
      const declared = declaredOutputs(type);
      const { outputs } = create(type, required(type));
      return Object.keys(outputs).filter((property) => property !== "id" && !declared.has(property));
    });

    assert.deepEqual(surplus, []);
  });

  it("gives every resource an id, and fills in every template", () => {
    const unfilled = faults((type) => {
      const { id, outputs } = create(type, required(type));
      const text = JSON.stringify([id, outputs]);
      return id === "" || /(?<!\$)\{[a-zA-Z]|undefined/.test(text) ? text : undefined;
    });

    assert.deepEqual(unfilled, []);
  });

  it("finds no change, and makes none, where nothing has changed", () => {
    const changed = faults((type) => {
      const { id, outputs } = create(type, required(type));
      const { inputs } = check(type, required(type));
      assert.deepEqual(aws.update({ ...identity(type), id, olds: outputs, inputs, preview: false }), outputs, type);
      return aws.diff({ ...identity(type), id, olds: outputs, news: inputs }).diffs;
    });

    assert.deepEqual(changed, []);
  });
});
