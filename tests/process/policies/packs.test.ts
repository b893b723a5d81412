import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { blocks, createEstate, judge, packs, type Rule, rules } from "@plinth/policies";
import { exampleRecords } from "@plinth/policies/testing";
import { loadStandard } from "@plinth/standards";
import { buildPacks } from "../../../scripts/build-packs";
import { REPOSITORY } from "../../support/repository";
import { ruleFolders } from "../../support/rule-folders";
import { PackProcess } from "../support/pack-process";

const OUT = join(REPOSITORY, "node_modules/.cache/plinth-all-packs");
const RULE = "iam-role-serves-one-workload";
const folder = ruleFolders().find(({ rule }) => rule.id === RULE);
const violation = folder?.examples.find(({ outcome }) => outcome === "violation");
const records = violation ? exampleRecords(violation, "known") : [];
const pack = (name: string) => packs.get(name) ?? assert.fail(`no pack ${name}`);
const ids = (some: readonly Rule[]) => some.map(({ id }) => id);

describe("packs", () => {
  it("hold known rules only, each once", () => {
    for (const [name, { rules: held }] of packs) {
      assert.equal(new Set(ids(held)).size, held.length, name);
      assert.deepEqual(
        held.filter((rule) => !rules.includes(rule)),
        [],
        name,
      );
    }
  });

  it("baseline holds every rule at its own level", () => {
    assert.deepEqual(ids(pack("baseline").rules), ids(rules));
    assert.equal(pack("baseline").levelOf, undefined);
  });

  it("regulated demands all but which service fits, and locks confidential data as restricted data", () => {
    const { rules: held, levelOf, tighten } = pack("regulated");
    assert.deepEqual(ids(held), ids(rules));
    const advised = held.filter((rule) => levelOf?.(rule) !== "mandatory");
    assert.deepEqual(
      advised.filter(({ family, level }) => family !== "orchestration" || level !== "advisory"),
      [],
    );
    const { public: open, internal, confidential } = tighten?.(loadStandard()).classifications ?? assert.fail();
    assert.deepEqual([open.objectLock, internal.objectLock, confidential.objectLock], [false, false, true]);
  });

  it("landing-zone holds rules about identities, trails and stores, and none about compute alone", () => {
    const held = ids(pack("landing-zone").rules);
    const some = ["iam-human-cannot-invoke-production-models", "audit-trail-store-is-locked", "s3-bucket-is-private"];
    assert.deepEqual(
      some.filter((id) => !held.includes(id)),
      [],
    );
    assert.equal(held.includes("inference-compute-has-no-internet-path"), false);
  });

  it("judge an unlocked store of confidential outputs by what they demand", () => {
    const tags = { workload: "w", owner: "o", environment: "prod", "data-classification": "confidential" };
    const props = { bucket: "answers", tags: { ...tags, "plinth:store": "output" } };
    const type = "aws:s3/bucket:Bucket";
    const store = { type, name: "answers", urn: `urn:pulumi:s::p::${type}::answers`, id: "answers", props };
    const locks = [...packs].flatMap(([name, { rules: held, tighten }]) => {
      const standard = tighten?.(loadStandard()) ?? loadStandard();
      const found = judge(held, createEstate([store], standard)).filter(blocks);
      return found.some(({ rule }) => rule.id === "s3-bucket-lock-follows-classification") ? [name] : [];
    });
    assert.deepEqual(locks, ["regulated"]);
  });

  it("have a folder each, versioned as the repository is, and one more for remediation", () => {
    const read = (...path: string[]) =>
      JSON.parse(readFileSync(join(REPOSITORY, ...path), "utf8")) as { version: string };
    const folders = readdirSync(join(REPOSITORY, "policies/packs"), { withFileTypes: true }).filter((e) =>
      e.isDirectory(),
    );
    assert.deepEqual(folders.map(({ name }) => name).sort(), [...packs.keys(), "remediation"].sort());
    for (const { name } of folders) {
      assert.equal(read("policies/packs", name, "package.json").version, read("package.json").version, name);
    }
  });
});

describe("each built pack, over gRPC", () => {
  let folders: readonly string[] = [];
  before(async () => {
    folders = await buildPacks({ out: OUT });
  });

  for (const name of packs.keys()) {
    it(`${name} keeps to the levels of Pulumi's policy configuration`, async () => {
      const process = await PackProcess.start(folders.find((path) => basename(path) === name) ?? "");
      const levels = async () =>
        (await process.analyzeStack(records)).filter(({ rule }) => rule === RULE).map(({ level }) => level);
      try {
        assert.deepEqual(await levels(), ["mandatory"]);
        await process.configure({ [RULE]: "advisory" });
        assert.deepEqual(await levels(), ["advisory"]);
        await process.configure({ [RULE]: "disabled" });
        assert.deepEqual(await levels(), []);
        await process.configure({ [RULE]: "mandatory" });
        assert.deepEqual(await levels(), ["mandatory"]);
      } finally {
        process.stop();
      }
    });
  }
});
