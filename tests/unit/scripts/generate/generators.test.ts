import assert from "node:assert/strict";
import { GENERATORS, generatorsNamed } from "../../../../scripts/generate/generators";

describe("the list of generators", () => {
  it("draws graphs before the pages that show them", () => {
    const names = GENERATORS.map(({ name }) => name);

    assert.ok(names.indexOf("graphs") < names.indexOf("blueprints"));
    assert.equal(new Set(names).size, names.length);
  });

  it("gives all, or those that are named, in their order", () => {
    assert.equal(generatorsNamed([]), GENERATORS);
    assert.deepEqual(
      generatorsNamed(["rules", "schemas"]).map(({ name }) => name),
      ["schemas", "rules"],
    );
  });

  it("refuses a name that nothing has, with those that there are", () => {
    assert.throws(() => generatorsNamed(["rule"]), {
      message:
        "nothing generates rule; choose of schemas, type-facts, cloudformation, actions, rules, coverage, graphs, components, blueprints, architecture, api",
    });
  });

  it("writes a schema for each event", async () => {
    const files = await generatorsNamed(["schemas"])[0]?.files();

    assert.equal(JSON.parse(files?.get("standards/events/usage-event.schema.json") ?? "{}").title, "usage-event");
    assert.equal(JSON.parse(files?.get("standards/standard.schema.json") ?? "{}").title, "Plinth standard");
  });
});
