/** Prints how documented and how long the sources are: `npm run figures`; `--list` names what each figure counts against. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";

const ROOT = join(__dirname, "..");

/** What others import, and so what must be documented. */
const DOCUMENTED = ["standards", "components", "blueprints", "policies/testing"] as const;

/** All sources of the product; tests are measured by what they find. */
const SOURCES = ["standards", "services", "components", "blueprints", "policies", "engine", "cli", "scripts"] as const;

/** Lines above which a function or a file needs a reason. */
export const LONG_FUNCTION = 60;
export const LONG_FILE = 250;

/** One thing that was looked at, and whether it is as it should be. */
export interface Looked {
  /** `components/data/knowledge-base.ts:31 KnowledgeBaseArgs.prefix` */
  readonly at: string;
  readonly good: boolean;
}

/** What of an exported declaration readers need a sentence on. */
export interface Documentation {
  /** Exported functions, classes, interfaces, types and constants. */
  readonly exports: readonly Looked[];
  /** Members of exported interfaces; public outputs and methods of exported classes. */
  readonly members: readonly Looked[];
  /** Optional members of exported interfaces: documented with `Default: …`. */
  readonly defaults: readonly Looked[];
}

/** Looks at every exported declaration of one source file. */
export function documentationOf(source: ts.SourceFile, shown: string): Documentation {
  const exports: Looked[] = [];
  const members: Looked[] = [];
  const defaults: Looked[] = [];
  const at = (node: ts.Node, name: string) =>
    `${shown}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1} ${name}`;
  for (const statement of source.statements) {
    if (!isExported(statement)) continue;
    const name = nameOf(statement);
    if (!name) continue;
    exports.push({ at: at(statement, name), good: docOf(statement, source) !== "" });
    if (!ts.isInterfaceDeclaration(statement) && !ts.isClassDeclaration(statement)) continue;
    for (const member of statement.members) {
      const memberName = member.name && ts.isIdentifier(member.name) ? member.name.text : undefined;
      if (!memberName || !isPublic(member)) continue;
      const doc = docOf(member, source);
      const looked = at(member, `${name}.${memberName}`);
      members.push({ at: looked, good: doc !== "" });
      const optional = ts.isPropertySignature(member) && member.questionToken !== undefined;
      if (optional) defaults.push({ at: looked, good: /\bdefault\b/i.test(doc) });
    }
  }
  return { exports, members, defaults };
}

/** Functions and methods by length in lines, in one source file. */
export function functionsOf(source: ts.SourceFile, shown: string): readonly { at: string; lines: number }[] {
  const found: { at: string; lines: number }[] = [];
  const visit = (node: ts.Node, name: string) => {
    const own = ts.isFunctionLike(node) && "body" in node && node.body ? node : undefined;
    const named = (node as { name?: ts.Node }).name;
    const called =
      named && ts.isIdentifier(named) ? named.text : ts.isConstructorDeclaration(node) ? "constructor" : name;
    if (own) {
      const [from, to] = [own.getStart(source), own.getEnd()].map((p) => source.getLineAndCharacterOfPosition(p).line);
      found.push({ at: `${shown}:${(from ?? 0) + 1} ${called}`, lines: (to ?? 0) - (from ?? 0) + 1 });
    }
    ts.forEachChild(node, (child) => visit(child, called));
  };
  visit(source, "");
  return found;
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && has(statement, ts.SyntaxKind.ExportKeyword);
}

/** Not private, not protected, not what a base class has documented, and no field that only its constructor names. */
function isPublic(member: ts.TypeElement | ts.ClassElement): boolean {
  if (ts.isConstructorDeclaration(member)) return false;
  const hidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.OverrideKeyword];
  return !ts.canHaveModifiers(member) || !hidden.some((kind) => has(member, kind));
}

function has(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false;
}

function nameOf(statement: ts.Statement): string | undefined {
  if (ts.isVariableStatement(statement)) {
    const [declaration] = statement.declarationList.declarations;
    return declaration && ts.isIdentifier(declaration.name) ? declaration.name.text : undefined;
  }
  const { name } = statement as { name?: ts.Node };
  return name && ts.isIdentifier(name) ? name.text : undefined;
}

function docOf(node: ts.Node, source: ts.SourceFile): string {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return docs
    .map((doc) =>
      doc
        .getText(source)
        .replaceAll(/^\/\*\*|\*\/$|^\s*\*/gm, "")
        .trim(),
    )
    .join("\n");
}

function sourcesIn(folder: string): { source: ts.SourceFile; shown: string; lines: number }[] {
  return globSync("**/*.ts", { cwd: join(ROOT, folder), ignore: ["**/node_modules/**"] })
    .sort()
    .map((file) => {
      const path = join(ROOT, folder, file);
      const text = readFileSync(path, "utf8");
      const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
      return { source, shown: relative(ROOT, path), lines: text.trimEnd().split("\n").length };
    });
}

function share(looked: readonly Looked[]): string {
  const good = looked.filter((one) => one.good).length;
  return `${good} of ${looked.length} (${looked.length === 0 ? 100 : Math.floor((good / looked.length) * 1000) / 10} %)`;
}

function main(list: boolean): void {
  for (const folder of DOCUMENTED) {
    const found = sourcesIn(folder).map(({ source, shown }) => documentationOf(source, shown));
    for (const kind of ["exports", "members", "defaults"] as const) {
      const looked = found.flatMap((one) => one[kind]);
      console.log(`${folder}: ${kind} documented: ${share(looked)}`);
      if (list) for (const { at } of looked.filter(({ good }) => !good)) console.log(`  ${at}`);
    }
  }
  const all = SOURCES.flatMap(sourcesIn);
  const isData = (shown: string) => /\/examples\.ts$|example-[a-z-]+\.ts$/.test(shown);
  const code = all.filter(({ shown }) => !isData(shown));
  const long = code.flatMap(({ source, shown }) => functionsOf(source, shown)).filter((f) => f.lines > LONG_FUNCTION);
  console.log(`functions over ${LONG_FUNCTION} lines: ${long.length}`);
  if (list) for (const { at, lines } of long) console.log(`  ${at}: ${lines}`);
  const files = code.filter(({ lines }) => lines > LONG_FILE);
  console.log(`files over ${LONG_FILE} lines: ${files.length}`);
  if (list) for (const { shown, lines } of files) console.log(`  ${shown}: ${lines}`);
}

if (process.argv[1] === __filename) main(process.argv.includes("--list"));
