import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { declarationsOf } from "../../scripts/generate/docstrings";
import { REPOSITORY } from "./repository";

/** A program that a reader may copy, and where it is written. */
export interface WrittenExample {
  readonly where: string;
  readonly code: string;
}

/** What examples in docstrings name beside what our files export. */
const CONTEXT: Readonly<Record<string, string>> = {
  workload: 'import("@plinth/standards").Workload',
  standard: 'import("@plinth/standards").Standard',
  unitId: "string",
  key: 'import("@plinth/components").EncryptionKey',
  role: 'import("@plinth/components").WorkloadRole',
  network: 'import("@plinth/components").WorkloadNetwork',
  models: 'import("@plinth/components").ModelAccess',
  handler: 'import("@plinth/components").InferenceFunction',
  organization: '{ readonly unitIds: Readonly<Record<"workloads", import("@pulumi/pulumi").Output<string>>> }',
  steps: 'typeof import("@plinth/components").steps',
};

/** The `@example` of every exported declaration of components, as a module of its own. */
export function docstringExamples(): WrittenExample[] {
  const folder = join(REPOSITORY, "components");
  const files = globSync("*/*.ts", { cwd: folder }).sort();
  const declarations = declarationsOf(files.map((file) => join(folder, file)));
  const values = declarations.filter(({ kind }) => kind !== "interface" && kind !== "type");
  return declarations.flatMap(({ name, file, docs, members }) => {
    const examples = [...docs.examples, ...members.flatMap((member) => member.docs.examples)];
    return examples.map((code, index) => ({
      where: `components/${name}-${index}`,
      code: moduleOf(code, values, file),
    }));
  });
}

/** The programs in a README, each as it is written. */
export function readmeExamples(files: readonly string[]): WrittenExample[] {
  return files.flatMap((file) => {
    const text = readFileSync(join(REPOSITORY, file), "utf8");
    return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""], index) => ({
      where: join(dirname(file), `readme-${index}`),
      code,
    }));
  });
}

function moduleOf(code: string, values: readonly { name: string; file: string }[], own: string): string {
  const named = (name: string) => new RegExp(`(?<![\\w.-])${name}(?![\\w]|:)`).test(code);
  const declares = (name: string) => new RegExp(`(const|let) ${name}\\b`).test(code);
  const imports = values
    .filter(({ name }) => named(name) && !declares(name) && !Object.hasOwn(CONTEXT, name))
    // Of two things of one name, an example means that of its own file.
    .filter(
      ({ name, file }, _, all) =>
        file === own || all.every((o) => o.name !== name || o.file === file || o.file !== own),
    )
    .map(({ name, file }) => `import { ${name} } from ${JSON.stringify(file.replace(/\.ts$/, ""))};`);
  const context = Object.entries(CONTEXT)
    .filter(([name]) => named(name) && !declares(name))
    .map(([name, type]) => `declare const ${name}: ${type};`);
  return [...imports, ...context, code, "export {};"].join("\n");
}

/** What the compiler has against examples, by the repository's own settings: `<where>: <message>`. */
export function compilerFaults(examples: readonly WrittenExample[]): string[] {
  const { config } = ts.readConfigFile(join(REPOSITORY, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, REPOSITORY);
  const texts = new Map(
    examples.map(({ where, code }) => [
      join(REPOSITORY, `${where}.example.${/^await |= await /m.test(code) ? "mts" : "ts"}`),
      code,
    ]),
  );
  const host = ts.createCompilerHost({ ...options, incremental: false, tsBuildInfoFile: undefined });
  const { fileExists, readFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  const program = ts.createProgram({
    rootNames: [...texts.keys()],
    // An example shows what can be made; what the reader does with it is theirs.
    options: { ...options, incremental: false, tsBuildInfoFile: undefined, noUnusedLocals: false },
    host,
  });
  return [...texts.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(
      ({ messageText }) => `${file.slice(REPOSITORY.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  });
}
