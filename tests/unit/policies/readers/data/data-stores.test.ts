import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { DATA_STORES } from "../../../../../policies/readers/data/data-stores";

describe("data stores", () => {
  it("are listed once", () => assert.equal(new Set(DATA_STORES).size, DATA_STORES.length));

  for (const type of DATA_STORES) {
    it(`${type} is a type that can be tagged`, () => {
      // The SDK keeps the name of the module's own index free.
      const file = type.split(":")[1]?.replace(/\/index$/, "/index_");
      const declaration = readFileSync(require.resolve(`@pulumi/aws/${file}.d.ts`), "utf8");
      const implementation = readFileSync(require.resolve(`@pulumi/aws/${file}.js`), "utf8");

      assert.ok(implementation.includes(`'${type}'`));
      assert.match(declaration, /^ {4}tags\?: pulumi\.Input</m);
    });
  }
});
