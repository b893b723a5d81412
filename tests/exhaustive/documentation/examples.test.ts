import assert from "node:assert/strict";
import { compilerFaults, docstringExamples, readmeExamples } from "../../support/checked-examples";

const READMES = [
  "README.md",
  "standards/README.md",
  "components/README.md",
  "blueprints/README.md",
  "engine/README.md",
];

describe("what documentation shows", function () {
  // The compiler reads the types of the whole provider.
  this.timeout(300_000);

  it("compiles: the examples of docstrings, and the programs of READMEs", () => {
    const examples = [...docstringExamples(), ...readmeExamples(READMES)];

    assert.ok(examples.length > 50, `${examples.length} examples`);
    assert.deepEqual(compilerFaults(examples), []);
  });

  it("is refused where it does not", () => {
    const code = 'import { WorkloadKey } from "@plinth/components";\nnew WorkloadKey("key", { workload: 1 });';

    assert.deepEqual(compilerFaults([{ where: "components/wrong", code }]), [
      "components/wrong.example.ts: Type 'number' is not assignable to type 'Workload'.",
    ]);
  });
});
