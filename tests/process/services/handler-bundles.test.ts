import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { bundle } from "../../../components/lambda/bundle";

const HANDLERS: Readonly<Record<string, string>> = {
  evaluation: require.resolve("../../../services/evaluation"),
  drift: require.resolve("../../../services/drift"),
  redaction: require.resolve("../../../services/redaction"),
};

describe("the default handlers, bundled as they are deployed", () => {
  for (const [name, entry] of Object.entries(HANDLERS)) {
    it(`of ${name} need nothing beside themselves, and refuse to run without their settings`, () => {
      const { file } = bundle(entry);
      const loaded = { exports: {} as { handler?: (event: unknown) => unknown } };
      const builtIn = (id: string) => {
        assert.match(id, /^(node:)?[a-z0-9_/]+$/, `${id} is not part of Node.js`);
        return require(id);
      };
      new Function("module", "exports", "require", readFileSync(file, "utf8"))(loaded, loaded.exports, builtIn);
      const { handler } = loaded.exports;

      assert.ok(handler);
      assert.throws(() => handler({ Records: [] }), /^Error: environment: WORKLOAD, ENVIRONMENT, ACCOUNT_ID, /);
    });
  }
});
