import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEstate, findingOf, judge, pageOf, rules, writeBaseline } from "@plinth/policies";
import { exampleRecords } from "@plinth/policies/testing";
import { loadStandard } from "@plinth/standards";
import { buildPacks } from "../../../scripts/build-packs";
import { IN_HALF_A_YEAR } from "../../support/dates";
import { REPOSITORY } from "../../support/repository";
import { undeterminedIn } from "../../support/undetermined-summary";
import { PackProcess } from "../support/pack-process";

const OUT = join(REPOSITORY, "node_modules/.cache/plinth-packs-with-baseline");
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

describe("the built baseline pack, with waivers", () => {
  const example = pageOf(rule).examples.find(({ outcome }) => outcome === "undetermined");
  const records = exampleRecords(example ?? assert.fail(), "known");
  const open = judge([rule], createEstate(records, loadStandard())).filter((j) => j.verdict.outcome === "undetermined");
  const undetermined = open[0]?.resource ?? assert.fail("nothing is undetermined");
  let folder: string;
  let built: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "plinth-waivers-"));
    const packs = await buildPacks({ out: OUT });
    built = packs.find((path) => path.endsWith("baseline")) ?? assert.fail();
  });
  after(() => rmSync(folder, { recursive: true }));

  const waiver = {
    rule: rule.id,
    reason: "reviewed in spring with the owner",
    approver: "ada",
    expires: IN_HALF_A_YEAR,
  };

  async function said(waivers: readonly object[], levels: Parameters<PackProcess["configure"]>[0] = {}) {
    const file = join(folder, "waivers.yaml");
    writeFileSync(file, JSON.stringify({ version: 1, waivers }));
    const pack = await PackProcess.start(built, { PLINTH_WAIVERS: file });
    try {
      await pack.configure(levels);
      return await pack.analyzeStack(records);
    } finally {
      pack.stop();
    }
  }

  const audit = async (...args: Parameters<typeof said>) =>
    (await said(...args))
      .filter((diagnostic) => diagnostic.rule === "waivers-are-current")
      .map(({ level, message }) => [level, message.split(" by ada: ")[1]]);

  it("lets what is undetermined be waived, and says nothing of a waiver that is needed", async () => {
    const needed = { ...waiver, resource: undetermined.urn };

    const diagnostics = await said([needed]);

    assert.deepEqual(
      diagnostics.filter((one) => one.rule === "waivers-are-current"),
      [],
    );
    assert.deepEqual(
      diagnostics
        .flatMap(({ message }) => undeterminedIn(message))
        .filter((line) => line.rule === rule.id && line.resource === undetermined.name)
        .map(({ reason }) => reason.split("; waived ")[1]),
      [`until ${IN_HALF_A_YEAR} by ada: reviewed in spring with the owner`],
    );
  });

  it("reports each that is expired, unused or of no rule, as an advisory", async () => {
    const faulty = [
      { ...waiver, resource: undetermined.urn, expires: "2020-01-01" },
      { ...waiver, resource: "urn:pulumi:example::*::nothing-like-it" },
      { ...waiver, rule: "iam-role-serves-one-workloads", resource: undetermined.urn },
    ];

    assert.deepEqual(await audit(faulty), [
      ["advisory", "expired on 2020-01-01: remove it, or have it renewed"],
      ["advisory", "nothing that was found needs it: remove it"],
      ["advisory", "there is no rule iam-role-serves-one-workloads; did you mean iam-role-serves-one-workload?"],
    ]);
  });

  it("leaves waivers of other stacks to those, and calls none unused that another stack may need", async () => {
    const elsewhere = [
      { ...waiver, resource: "urn:pulumi:another::*::role", expires: "2020-01-01" },
      { ...waiver, resource: "urn:pulumi:*::nothing-like-it" },
    ];

    assert.deepEqual(await audit(elsewhere), []);
  });

  it("keeps to the level that Pulumi's policy configuration gives the audit", async () => {
    const unused = [{ ...waiver, resource: "urn:pulumi:example::*::nothing-like-it" }];

    assert.deepEqual(
      (await audit(unused, { "waivers-are-current": "mandatory" })).map(([level]) => level),
      ["mandatory"],
    );
    assert.deepEqual(await audit(unused, { "waivers-are-current": "disabled" }), []);
  });
});
