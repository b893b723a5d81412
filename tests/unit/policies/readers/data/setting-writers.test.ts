import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { topLevelProperty } from "../../../../../policies/core/properties";
import { INLINE_SETTINGS, SETTING_WRITERS } from "../../../../../policies/readers/data/setting-writers";

/** The arguments of a type, as the SDK declares them. */
function argumentsOf(type: string): readonly string[] {
  const [, file, name] = type.split(":");
  const declaration = readFileSync(require.resolve(`@pulumi/aws/${file}.d.ts`), "utf8");
  const start = declaration.indexOf(`export interface ${name}Args {`);
  return [...declaration.slice(start).matchAll(/^ {4}(\w+)\??: pulumi\.Input</gm)].map(([, argument = ""]) => argument);
}

describe("writers of settings", () => {
  for (const [type, { target, keys = [] }] of Object.entries(SETTING_WRITERS)) {
    it(`${type} has the arguments that tell its settings apart`, () => {
      const known = argumentsOf(type);
      assert.deepEqual(
        [target, ...keys].filter((path) => path !== undefined && !known.includes(path)),
        [],
      );
    });
  }

  for (const [type, settings] of Object.entries(INLINE_SETTINGS)) {
    for (const { inline, target = "", types = [] } of settings) {
      it(`${type} writes what ${inline} of its target writes too`, () => {
        assert.ok(argumentsOf(type).includes(target));
        for (const one of types) assert.ok(argumentsOf(one).includes(topLevelProperty(inline)), one);
      });
    }
  }
});
