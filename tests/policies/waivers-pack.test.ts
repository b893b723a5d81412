import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEstate, findingOf, judge, pageOf, rules, writeBaseline } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { buildPacks } from "../../scripts/build-packs";
import { exampleRecords } from "./support/example-records";
import { PackProcess } from "./support/pack-process";

const OUT = join(__dirname, "../../node_modules/.cache/plinth-packs-with-baseline");
const rule = rules.find(({ id }) => id === "iam-role-serves-one-workload") ?? assert.fail("no such rule");

describe("the built baseline pack, on an estate that is older than Plinth", () => {
  const example = pageOf(rule).examples.find(({ outcome }) => outcome === "violation");
  const records = exampleRecords(example ?? assert.fail(), "known");
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-known-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("advises of what the baseline that PLINTH_BASELINE names lists, as the preview does", async () => {
    const judgements = judge(rules, createEstate(records, loadStandard()));
    const baseline = join(folder, "baseline.yaml");
    writeBaseline(
      baseline,
      judgements.flatMap((judgement) => findingOf(judgement) ?? []),
    );
    const built = await buildPacks({ out: OUT });

    const pack = await PackProcess.start(built.find((path) => path.endsWith("baseline")) ?? "", {
      PLINTH_BASELINE: baseline,
    });
    const said = await pack.analyzeStack(records);
    pack.stop();

    assert.deepEqual(
      said
        .filter((diagnostic) => diagnostic.rule === rule.id)
        .map(({ level, message }) => [level, message.split("\n")[0]]),
      [["advisory", "In the baseline: known from before"]],
    );
    assert.deepEqual([...new Set(said.map(({ level }) => level))], ["advisory"]);
  });
});
