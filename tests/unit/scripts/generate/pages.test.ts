import assert from "node:assert/strict";
import { rules } from "@plinth/policies";
import { blueprintPages } from "../../../../scripts/generate/blueprint-pages";
import { componentPages } from "../../../../scripts/generate/component-pages";
import { pageNameOf } from "../../../../scripts/generate/markdown";
import { rulePages } from "../../../../scripts/generate/rule-pages";
import { componentExamples, componentExports } from "../../../support/component-examples";

/** Titles of the second level, in order. */
function sectionsOf(page = ""): string[] {
  return [...page.matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title);
}

describe("the pages of components", () => {
  const pages = componentPages();

  it("show the examples that the contract of components previews", () => {
    const shown = componentExamples().filter(({ name }) => pages.has(pageNameOf(name)));

    assert.ok(shown.length > 50);
    assert.deepEqual(
      shown.filter(({ name, code }) => !pages.get(pageNameOf(name))?.includes(code)).map(({ name }) => name),
      [],
    );
  });

  it("are one for each class that can be created, with arguments, outputs, methods, resources and rules", () => {
    assert.ok(Object.hasOwn(componentExports(), "WorkloadRole"));
    assert.deepEqual(sectionsOf(pages.get("workload-role.md")), [
      "Arguments",
      "Outputs",
      "Methods",
      "Creates",
      "Rules",
    ]);
    assert.equal(pages.has("balanced-service.md"), false);
  });

  it("are listed by layer in their index, and name the command that writes them", () => {
    const index = pages.get("README.md") ?? "";

    assert.match(index, /\| \[WorkloadRole\]\(workload-role\.md\) \|/);
    assert.match(index, /Written by `npm run generate -- components`/);
  });
});

describe("the pages of rules", () => {
  it("are one for each rule, with what it is asked about, examples, controls and a waiver", () => {
    const pages = rulePages();

    assert.deepEqual([...pages.keys()].sort(), ["README.md", ...rules.map(({ id }) => `${id}.md`)].sort());
    assert.deepEqual(sectionsOf(pages.get("agentcore-memory-expires.md")).slice(0, 4), [
      "Why",
      "Asked about",
      "Examples",
      "Serves",
    ]);
    assert.match(pages.get("README.md") ?? "", /Written by `npm run generate -- rules`/);
  });
});

describe("the pages of blueprints", () => {
  it("have keys, examples, what is created, changes and a picture", () => {
    assert.deepEqual(sectionsOf(blueprintPages().get("customer-support.md")), [
      "Keys",
      "Example: minimal",
      "Example: production",
      "Example: two-regions",
      "What the minimal example creates",
      "Changes of a running stack",
      "What needs what",
    ]);
  });
});
