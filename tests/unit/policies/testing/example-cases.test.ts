import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Rule, type RuleExample, UNKNOWN } from "@plinth/policies";
import { exampleCases } from "@plinth/policies/testing";
import ts from "typescript";

const ROOT = join(__dirname, "../../../..");
const FOLDER = join(ROOT, "node_modules/.cache/plinth-readme");

const rule: Rule = {
  id: "function-has-role",
  layer: "identity",
  family: "per-workload-iam",
  severity: "low",
  title: "A function has a role",
  scope: "stack",
  types: ["aws:lambda/function:Function"],
  judge: ({ props }) =>
    props.role === UNKNOWN ? { outcome: "undetermined", reason: "the role is not known yet" } : { outcome: "pass" },
};

const example: RuleExample = {
  title: "a role of its own",
  resources: [
    { type: "aws:lambda/function:Function", name: "f", props: {}, refersTo: { role: "r" } },
    { type: "aws:iam/role:Role", name: "r", props: {} },
  ],
  outcome: "pass",
  whenReferencesUnknown: "undetermined",
};

describe("exampleCases", () => {
  it("asks about each example with its references known and unknown", () => {
    assert.deepEqual(
      exampleCases(rule, [example]).map(({ title, expected, judged }) => [title, expected, judged()]),
      [
        ["a role of its own: pass", "pass", "pass"],
        ["a role of its own, references unknown: undetermined", "undetermined", "undetermined"],
      ],
    );
  });

  it("asks once about an example without references, and passes over types that the rule is not about", () => {
    const [role] = example.resources.slice(1);
    const alone: RuleExample = { title: "a role", resources: role ? [role] : [], outcome: "not-applicable" };
    assert.deepEqual(
      exampleCases(rule, [alone]).map(({ title, judged }) => [title, judged()]),
      [["a role: not-applicable", "not-applicable"]],
    );
  });

  it("throws what a broken rule throws", () => {
    const fault = new RangeError("broken");
    const broken: Rule = {
      ...rule,
      judge: () => {
        throw fault;
      },
    };
    assert.throws(() => exampleCases(broken, [example])[0]?.judged(), fault);
  });
});

describe("the README of the policies", () => {
  const [, source = ""] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, "policies/README.md"), "utf8")) ?? [];
  before(() => mkdirSync(FOLDER, { recursive: true }));
  after(() => rmSync(FOLDER, { recursive: true }));

  it("shows a rule that compiles", () => {
    const file = join(FOLDER, "rule.test.ts");
    writeFileSync(file, source);
    const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
    const program = ts.createProgram([file], { ...options, incremental: false, tsBuildInfoFile: undefined });
    const faults = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
    assert.deepEqual(
      faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
      [],
    );
  });

  it("shows examples that come out as they say", () => {
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
    });
    const titles: string[] = [];
    const it = (title: string, body: () => void) => {
      body();
      titles.push(title);
    };
    new Function("require", "exports", "it", outputText)(require, {}, it);
    assert.deepEqual(titles, ["AWS's own four days: pass", "two weeks: violation"]);
  });
});
