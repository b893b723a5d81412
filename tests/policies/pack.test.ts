import assert from "node:assert/strict";
import { join } from "node:path";
import { createEstate, judge, type ResourceRecord, type RuleExample, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { buildPacks } from "../../scripts/build-packs";
import { exampleRecords } from "./support/example-records";
import { type Diagnostic, PackProcess } from "./support/pack-process";
import { ruleFolders } from "./support/rule-folders";

const OUT = join(__dirname, "../../node_modules/.cache/plinth-packs");

describe("the built baseline pack, over gRPC", () => {
  let pack: PackProcess;
  before(async () => {
    const folders = await buildPacks({ out: OUT });
    pack = await PackProcess.start(folders.find((folder) => folder.endsWith("baseline")) ?? "");
  });
  after(() => pack.stop());

  for (const { rule, examples } of ruleFolders()) {
    it(`says of every example of ${rule.id} what the rule says in process`, async () => {
      for (const example of examples) {
        for (const references of ["known", "unknown"] as const) {
          const records = exampleRecords(example, references);
          assert.deepEqual(
            await overGrpc(pack, records, rule.scope),
            inProcess(records, rule.scope),
            `${example.title}, references ${references}`,
          );
        }
      }
    });
  }

  it("blocks for a violation although another resource is not known yet", async () => {
    const { examples = [] } = ruleFolders().find(({ rule }) => rule.id === "iam-role-serves-one-workload") ?? {};
    const shared = examples.find(({ outcome }) => outcome === "violation") as RuleExample;
    const unknown = examples.find(({ outcome }) => outcome === "undetermined") as RuleExample;
    const records = [...exampleRecords(shared, "unknown"), ...renamed(exampleRecords(unknown, "unknown"))];
    const levels = (await pack.analyzeStack(records))
      .filter(({ rule }) => rule === "iam-role-serves-one-workload")
      .map(({ level }) => level);
    assert.deepEqual(levels.sort(), ["advisory", "mandatory"]);
  });
});

/** Rule, resource and level of every diagnostic, in order. */
async function overGrpc(pack: PackProcess, records: readonly ResourceRecord[], scope: string): Promise<string[]> {
  const said: Diagnostic[] = [];
  if (scope === "resource") for (const record of records) said.push(...(await pack.analyze(record)));
  else said.push(...(await pack.analyzeStack(records)));
  return said.map(({ rule, urn, level }) => `${level} ${rule} ${urn}`).sort();
}

function inProcess(records: readonly ResourceRecord[], scope: string): string[] {
  const asked = rules.filter((rule) => rule.scope === scope);
  return judge(asked, createEstate(records, loadStandard()))
    .flatMap(({ rule, resource, verdict }) => {
      if (verdict.outcome === "violation") return [`mandatory ${rule.id} ${resource.urn}`];
      return verdict.outcome === "undetermined" ? [`advisory ${rule.id} ${resource.urn}`] : [];
    })
    .sort();
}

function renamed(records: readonly ResourceRecord[]): ResourceRecord[] {
  const other = (urn: string) => `${urn}-other`;
  return records.map((record) => ({
    ...record,
    urn: other(record.urn),
    props: { ...record.props, name: `${record.name}-other`, arn: undefined },
    edges: Object.fromEntries(Object.entries(record.edges ?? {}).map(([key, urns]) => [key, urns.map(other)])),
  }));
}
