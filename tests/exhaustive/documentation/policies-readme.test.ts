import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { REPOSITORY } from "../../support/repository";

const FOLDER = join(REPOSITORY, "node_modules/.cache/plinth-readme");

describe("the README of the policies", () => {
  const [, source = ""] =
    /```ts\n([\s\S]*?)```/.exec(readFileSync(join(REPOSITORY, "policies/README.md"), "utf8")) ?? [];
  before(() => mkdirSync(FOLDER, { recursive: true }));
  after(() => rmSync(FOLDER, { recursive: true }));

  it("shows a rule that compiles", () => {
    const file = join(FOLDER, "rule.test.ts");
    writeFileSync(file, source);
    const { config } = ts.readConfigFile(join(REPOSITORY, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, REPOSITORY);
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
