import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { controlsOf, rules } from "@plinth/policies";
import Ajv from "ajv";
import type { Log } from "sarif";
import { preview } from "../../../../cli/commands/preview";
import { documentOf } from "../../../../cli/report/formats";
import type { RunReport, StackReport } from "../../../../cli/run/run-report";
import { RecordingTerminal } from "../../../support/terminal";

const PROJECT = join(__dirname, "../../../fixtures/secrets");
const [rule = assert.fail("no rule")] = rules;
const waiver = {
  rule: rule.id,
  resource: "urn:pulumi:*site",
  reason: "a public site, reviewed in spring",
  approver: "ada@example.com",
  expires: "2026-12-31",
};

function judged(name: string): Pick<StackReport["judgements"][number], "rule" | "resource"> {
  const type = "aws:s3/bucket:Bucket";
  return { rule, resource: { type, name, urn: `urn:pulumi:live::shop::${type}::${name}`, props: {} } };
}

const violation = { outcome: "violation", found: 'a <b> & "c"\u0007', required: "r", fix: "f" } as const;
const stack: StackReport = {
  stack: "live",
  pack: "regulated",
  file: "shop/Pulumi.live.yaml",
  preview: {
    project: "shop",
    stack: "live",
    resources: [],
    outputs: {},
    secrets: new Set(),
    logs: [],
    outside: [],
    durationMs: 1,
  },
  judgements: [
    { ...judged("a"), verdict: violation },
    { ...judged("b"), verdict: { ...violation, advisory: true } },
    { ...judged("site"), verdict: violation, waiver },
    { ...judged("old"), verdict: violation, known: true },
    { ...judged("later"), verdict: { outcome: "undetermined", reason: "its policy is not known yet" } },
    { ...judged("fine"), verdict: { outcome: "pass" } },
    { ...judged("other"), verdict: { outcome: "not-applicable", reason: "public data" } },
  ],
  costs: [],
  changes: undefined,
};
const run: RunReport = {
  stacks: [stack],
  failures: [{ stack: "next", message: "the program fails" }],
  waiverFaults: [{ waiver, fault: "expired", message: "expired on 2026-12-31" }],
  waiverFaultsBlock: false,
  weakenings: [],
  configured: [],
  unusedGiven: [],
  resolved: [],
  comparesWithBaseline: true,
};

/** No secret is in these runs. */
const asIs = (text: string) => text;

describe("the SARIF report", () => {
  const log = JSON.parse(documentOf(run, "sarif", asIs)) as Log;
  const results = log.runs[0]?.results ?? [];

  it("is valid by the schema of SARIF 2.1.0", () => assert.deepEqual(faultsOf(log), []));

  it("is valid for a run of real stacks, and repeats none of their secrets", async () => {
    const folder = mkdtempSync(join(tmpdir(), "plinth-sarif-"));
    const terminal = new RecordingTerminal();
    const output = join(folder, "plinth.sarif");
    const args = { stacks: [], directory: PROJECT, strict: false, everyResource: false };
    const code = await preview(
      { ...args, config: { projectSecret: "planted-secret" }, format: "sarif", output },
      terminal,
    );
    const text = readFileSync(output, "utf8");
    rmSync(folder, { recursive: true });

    assert.equal(code, 1);
    assert.deepEqual(faultsOf(JSON.parse(text)), []);
    assert.equal(text.includes("planted"), false);
    assert.match(terminal.written, /2 stacks, /);
    assert.match(text, /"uri": "tests\/fixtures\/secrets\/Pulumi\.first\.yaml"/);
  });

  it("tells what was found and what is open, with level and baseline", () => {
    assert.deepEqual(
      results.map((r) => [r.locations?.[0]?.logicalLocations?.[0]?.name, r.kind, r.level, r.baselineState]),
      [
        ["a", "fail", "error", "new"],
        ["b", "fail", "warning", "new"],
        ["site", "fail", "error", "new"],
        ["old", "fail", "error", "unchanged"],
        ["later", "open", "none", "new"],
      ],
    );
  });

  it("suppresses what is waived or in the baseline, and says by whom", () => {
    assert.deepEqual(
      results.flatMap((r) => r.suppressions?.map((s) => s.justification) ?? ["none"]),
      ["a public site, reviewed in spring (ada@example.com, until 2026-12-31)", "in the baseline"],
    );
  });

  it("names the controls that a rule serves in its tags", () => {
    const tags = log.runs[0]?.tool.driver.rules?.[0]?.properties?.tags ?? [];

    for (const framework of ["nist-800-53/", "iso-42001/", "eu-ai-act/", "aws-generative-ai-lens/"]) {
      assert.ok(
        tags.some((tag) => tag.startsWith(framework)),
        framework,
      );
    }
  });

  it("tells stacks that were not previewed, and needless waivers", () => {
    const [invocation] = log.runs[0]?.invocations ?? [];

    assert.equal(invocation?.executionSuccessful, false);
    assert.deepEqual(
      invocation?.toolExecutionNotifications?.map((n) => n.message.text),
      ["next was not previewed: the program fails"],
    );
    assert.deepEqual(
      invocation?.toolConfigurationNotifications?.map((n) => n.message.text),
      [`waiver of ${rule.id} for urn:pulumi:*site: expired on 2026-12-31`],
    );
  });
});

describe("the JUnit report", () => {
  const report = documentOf(run, "junit", asIs);

  it("has a suite for each stack, with its counts", () => {
    assert.deepEqual(report.match(/<testsuite .*>/g), [
      '<testsuite name="live" tests="6" failures="1" errors="0" skipped="4">',
      '<testsuite name="next" tests="1" failures="0" errors="1" skipped="0">',
      '<testsuite name="waivers" tests="1" failures="0" errors="0" skipped="1">',
    ]);
  });

  it("names severity and controls of each check's rule as properties", () => {
    const [properties = ""] = /<properties>.*?<\/properties>/s.exec(report) ?? [];

    assert.equal(properties.split("\n")[1], `<property name="severity" value="${rule.severity}"/>`);
    for (const { tag } of controlsOf(rule)) assert.ok(properties.includes(`<property name="control" value="${tag}"/>`));
  });

  it("fails what blocks, in text that XML allows", () => {
    assert.deepEqual(report.match(/<failure .*>/g), ['<failure message="a &lt;b&gt; &amp; &quot;c&quot;\u{FFFD}">']);
  });
});

describe("the JSON report", () => {
  it("names waivers, the baseline and the frameworks beside the verdicts", () => {
    const { stacks, totals, frameworks } = JSON.parse(documentOf(run, "json", asIs)) as {
      readonly stacks: readonly { readonly verdicts: readonly object[] }[];
      readonly totals: object;
      readonly frameworks: Readonly<Record<string, readonly string[]>>;
    };

    assert.deepEqual(totals, {
      ...{ stacks: 1, notPreviewed: 1, resources: 0, checks: 6, violations: 1, advisories: 1 },
      ...{ waived: 1, known: 1, undetermined: 1 },
    });
    assert.deepEqual(
      stacks[0]?.verdicts.filter((v) => "waiver" in v || "inBaseline" in v).map((v) => Object.keys(v).at(-1)),
      ["waiver", "inBaseline"],
    );
    assert.deepEqual(Object.keys(frameworks), [rule.id]);
  });
});

function faultsOf(log: unknown): readonly unknown[] {
  const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json") as object;
  const ajv = new Ajv({ schemaId: "id", meta: false, allErrors: true });
  ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json") as object);
  const validate = ajv.compile(schema);
  validate(log);
  return validate.errors ?? [];
}
