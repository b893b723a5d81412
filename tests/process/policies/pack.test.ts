import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blocks, createEstate, judge, type ResourceRecord, type RuleExample, rules } from "@plinth/policies";
import { exampleRecords } from "@plinth/policies/testing";
import { loadStandard } from "@plinth/standards";
import { buildPacks } from "../../../scripts/build-packs";
import { IN_HALF_A_YEAR } from "../../support/dates";
import { REPOSITORY } from "../../support/repository";
import { ruleFolders } from "../../support/rule-folders";
import { UNDETERMINED, undeterminedIn } from "../../support/undetermined-summary";
import { type Diagnostic, PackProcess } from "../support/pack-process";

const OUT = join(REPOSITORY, "node_modules/.cache/plinth-packs");

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
    const levels = (await pack.analyzeStack(records)).flatMap(({ rule, level, message }) => [
      ...(rule === "iam-role-serves-one-workload" ? [level] : []),
      ...undeterminedIn(message).flatMap((line) =>
        line.rule === "iam-role-serves-one-workload" ? ["undetermined"] : [],
      ),
    ]);
    assert.deepEqual(levels.sort(), ["mandatory", "undetermined"]);
  });
});

describe("the built baseline pack, set up", () => {
  const rule = "iam-role-serves-one-workload";
  const shared = ruleFolders()
    .find((folder) => folder.rule.id === rule)
    ?.examples.find(({ outcome }) => outcome === "violation");
  const records = shared ? exampleRecords(shared, "known") : [];
  const files = mkdtempSync(join(tmpdir(), "plinth-pack-"));
  let folder = "";
  before(async () => {
    [folder = ""] = await buildPacks({ out: OUT });
  });
  after(() => rmSync(files, { recursive: true }));

  async function said(environment: NodeJS.ProcessEnv, use?: (pack: PackProcess) => Promise<void>) {
    const pack = await PackProcess.start(folder, environment);
    try {
      await use?.(pack);
      return (await pack.analyzeStack(records)).filter((diagnostic) => diagnostic.rule === rule);
    } finally {
      pack.stop();
    }
  }

  function file(name: string, text: string): string {
    const path = join(files, name);
    writeFileSync(path, text);
    return path;
  }

  function waivers(expires: string): string {
    return file(
      `waivers-${expires}.yaml`,
      `version: 1
waivers:
  - rule: ${rule}
    resource: urn:pulumi:example::*::handler
    reason: both functions are one workload until the split in spring
    approver: ada@example.com
    expires: ${expires}
`,
    );
  }

  it("says the resource, what was found, what is required and how to fix it", async () => {
    const [diagnostic, ...more] = await said({});
    assert.deepEqual(more, []);
    assert.equal(diagnostic?.urn, records[0]?.urn);
    assert.equal(
      diagnostic?.message,
      [
        "A role belongs to exactly one workload",
        "Found: handler is shared: a and b belong to different workloads",
        "Required: a role of its own for each workload, tagged with it",
        "Fix: give each workload a WorkloadRole of its own",
      ].join("\n"),
    );
  });

  it("keeps to the levels of Pulumi's policy configuration", async () => {
    const [advised] = await said({}, (pack) => pack.configure({ [rule]: "advisory" }));
    assert.equal(advised?.level, "advisory");
    assert.deepEqual(await said({}, (pack) => pack.configure({ [rule]: "disabled" })), []);
  });

  it("advises where a waiver holds, and says whose it is", async () => {
    const [diagnostic] = await said({ PLINTH_WAIVERS: waivers(IN_HALF_A_YEAR) });
    assert.equal(diagnostic?.level, "advisory");
    assert.equal(
      diagnostic?.message.split("\n")[0],
      `Waived until ${IN_HALF_A_YEAR} by ada@example.com: both functions are one workload until the split in spring`,
    );
  });

  it("blocks again once a waiver has expired", async () => {
    const [diagnostic] = await said({ PLINTH_WAIVERS: waivers("2020-01-01") });
    assert.equal(diagnostic?.level, "mandatory");
  });

  it("writes every verdict, passes included, to the file that PLINTH_VERDICTS_FILE names", async () => {
    const path = join(files, "verdicts.jsonl");
    await said({ PLINTH_VERDICTS_FILE: path });
    const told = readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    const expected = judge(
      rules.filter(({ scope }) => scope === "stack"),
      createEstate(records, loadStandard()),
    ).map((one) => ({ rule: one.rule.id, urn: one.resource.urn, outcome: one.verdict.outcome }));
    const text = (lines: readonly object[]) => lines.map((line) => JSON.stringify(line)).sort();
    assert.deepEqual(text(told), text(expected));
  });

  it("refuses to start with a standard or waivers that it cannot use", async () => {
    await assert.rejects(said({ PLINTH_STANDARD: file("broken.yaml", "version: 2\n") }), /standard\/Standard\/version/);
    await assert.rejects(said({ PLINTH_WAIVERS: file("waivers.yaml", "waivers: 7\n") }), /policies\/Waivers\/waivers/);
    await assert.rejects(said({ PLINTH_WAIVERS: join(files, "absent.yaml") }), /policies\/Waivers\/file/);
  });

  it("says what it cannot use without a stack trace", async () => {
    await assert.rejects(said({ PLINTH_WAIVERS: join(files, "absent.yaml") }), ({ message }: Error) => {
      const lines = message.trim().split("\n");
      return (
        lines.length === 2 && /^waivers .*absent\.yaml: 1 fault$/.test(lines[0] ?? "") && !/^\s+at /m.test(message)
      );
    });
  });
});

/** Rule, resource and level of every diagnostic, in order. */
async function overGrpc(pack: PackProcess, records: readonly ResourceRecord[], scope: string): Promise<string[]> {
  const said: Diagnostic[] = [];
  if (scope === "resource") for (const record of records) said.push(...(await pack.analyze(record)));
  const ended = await pack.analyzeStack(records);
  // What single resources leave open is summed up at the end too.
  said.push(...ended.filter(({ rule }) => scope === "stack" || rule === UNDETERMINED));
  const asked = new Set(rules.filter((rule) => rule.scope === scope).map(({ id }) => id));
  return said
    .flatMap(({ rule, urn, level, message }) => {
      if (rule !== UNDETERMINED) return [`${level} ${rule} ${urn}`];
      const lines = undeterminedIn(message).filter((line) => asked.has(line.rule));
      return lines.map((line) => `undetermined ${line.rule} ${line.resource}`);
    })
    .sort();
}

function inProcess(records: readonly ResourceRecord[], scope: string): string[] {
  const asked = rules.filter((rule) => rule.scope === scope);
  return judge(asked, createEstate(records, loadStandard()))
    .filter(({ verdict }) => verdict.outcome === "violation" || verdict.outcome === "undetermined")
    .map((one) => {
      const { rule, resource, verdict } = one;
      if (verdict.outcome === "undetermined") return `undetermined ${rule.id} ${resource.name}`;
      return `${blocks(one) ? "mandatory" : "advisory"} ${rule.id} ${resource.within ?? resource.urn}`;
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
    dependencies: record.dependencies?.map(other),
  }));
}
