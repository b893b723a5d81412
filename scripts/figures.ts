/** Prints how documented and how long the sources are: `npm run figures`; `--list` names what each figure counts against. */
import { join } from "node:path";
import ts from "typescript";
import { readTree } from "./lint/tree";

const ROOT = join(__dirname, "..");

/** What others import, and so what must be documented. */
const DOCUMENTED = ["standards", "components", "blueprints", "policies/testing"] as const;

/** All sources of the product; tests are measured by what they find. */
const SOURCES = ["standards", "services", "components", "blueprints", "policies", "engine", "cli", "scripts"] as const;

/** Lines above which a function or a file needs a reason. */
const LONG_FUNCTION = 60;
const LONG_FILE = 250;

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
  /** Members of exported interfaces and object types; public outputs and methods of classes; functions in objects. */
  readonly members: readonly Looked[];
  /** Optional members of exported interfaces: documented with `Default: …`. */
  readonly defaults: readonly Looked[];
}

/** A declaration or member, with the name that a reader knows it by. */
interface Named {
  readonly name: string;
  readonly node: ts.Node;
}

/** Looks at every exported declaration of one source file. Overloads count once, and as documented if one of them is. */
export function documentationOf(source: ts.SourceFile, shown: string): Documentation {
  const lookAt = (found: readonly Named[], isGood: (doc: string) => boolean) => lookedAt(found, source, shown, isGood);
  const isDocumented = (doc: string) => doc !== "";
  const exported = source.statements.filter(isExported).flatMap(declaredBy);
  const members = exported.flatMap((one) => membersOf(one));
  const optional = members.filter(({ node }) => ts.isPropertySignature(node) && node.questionToken !== undefined);
  return {
    exports: lookAt(exported, isDocumented),
    members: lookAt(members, isDocumented),
    defaults: lookAt(optional, (doc) => /\bdefault\b/i.test(doc)),
  };
}

/** Each name once, at its first place. */
function lookedAt(
  found: readonly Named[],
  source: ts.SourceFile,
  shown: string,
  isGood: (doc: string) => boolean,
): readonly Looked[] {
  return [...new Set(found.map(({ name }) => name))].map((name) => {
    const nodes = found.filter((one) => one.name === name).map(({ node }) => node);
    const start = nodes[0]?.getStart(source) ?? 0;
    return {
      at: `${shown}:${source.getLineAndCharacterOfPosition(start).line + 1} ${name}`,
      good: nodes.some((node) => isGood(docOf(node, source))),
    };
  });
}

/** Names that a statement declares: of a statement with several constants all, documented by its comment or their own. */
function declaredBy(statement: ts.Statement): readonly Named[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [{ name: name.text, node: statement }] : [],
    );
  }
  const { name } = statement as { name?: ts.Node };
  return name && ts.isIdentifier(name) ? [{ name: name.text, node: statement }] : [];
}

/**
 * Members that a reader can use: of interfaces and of types that are object types; public ones of classes, with accessors
 * and parameters that are properties; functions and objects in a constant that is an object.
 */
function membersOf({ name, node }: Named): readonly Named[] {
  const named = (members: readonly ts.Node[]) =>
    members.flatMap((member) => {
      const own = (member as { name?: ts.Node }).name;
      return own && ts.isIdentifier(own) ? [{ name: `${name}.${own.text}`, node: member }] : [];
    });
  if (ts.isInterfaceDeclaration(node)) return named(node.members);
  if (ts.isTypeAliasDeclaration(node)) return ts.isTypeLiteralNode(node.type) ? named(node.type.members) : [];
  if (ts.isClassDeclaration(node)) return named(node.members.flatMap(publicIn));
  if (!ts.isVariableStatement(node)) return [];
  const values = node.declarationList.declarations
    .filter((one) => one.name.getText() === name)
    .flatMap(({ initializer, type }) => (initializer && !type ? objectIn(initializer) : []));
  return named(values.filter(isFunctionMember));
}

function publicIn(member: ts.ClassElement): readonly ts.Node[] {
  if (!ts.isConstructorDeclaration(member)) return isPublic(member) ? [member] : [];
  return member.parameters.filter((one) => ts.isParameterPropertyDeclaration(one, member) && isPublic(one));
}

/** Properties of `{ … }`, of `{ … } as const` and of `Object.freeze({ … })`. The type that an object has or satisfies documents it. */
function objectIn(value: ts.Expression): readonly ts.Node[] {
  if (ts.isAsExpression(value)) return objectIn(value.expression);
  if (ts.isCallExpression(value)) {
    return value.expression.getText() === "Object.freeze" ? value.arguments.flatMap(objectIn) : [];
  }
  return ts.isObjectLiteralExpression(value) ? value.properties : [];
}

/** Data explains itself by its key and value; a function in an object is called like any other. */
function isFunctionMember(member: ts.Node): boolean {
  if (ts.isMethodDeclaration(member)) return true;
  if (!ts.isPropertyAssignment(member)) return false;
  return ts.isArrowFunction(member.initializer) || ts.isFunctionExpression(member.initializer);
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

/** Not private, not protected, and not what a base class has documented. */
function isPublic(member: ts.Node): boolean {
  const hidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.OverrideKeyword];
  return !ts.canHaveModifiers(member) || !hidden.some((kind) => has(member, kind));
}

function has(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false;
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

function sourcesIn(tree: ReadonlyMap<string, string>): { source: ts.SourceFile; shown: string; lines: number }[] {
  return [...tree]
    .filter(([path]) => path.endsWith(".ts") && SOURCES.some((folder) => path.startsWith(`${folder}/`)))
    .map(([shown, text]) => {
      const source = ts.createSourceFile(shown, text, ts.ScriptTarget.ES2022, true);
      return { source, shown, lines: text.trimEnd().split("\n").length };
    });
}

function share(looked: readonly Looked[]): string {
  const good = looked.filter((one) => one.good).length;
  return `${good} of ${looked.length} (${looked.length === 0 ? 100 : Math.floor((good / looked.length) * 1000) / 10} %)`;
}

function main(list: boolean): void {
  const all = sourcesIn(readTree(ROOT));
  for (const folder of DOCUMENTED) {
    const found = all
      .filter(({ shown }) => shown.startsWith(`${folder}/`))
      .map(({ source, shown }) => documentationOf(source, shown));
    for (const kind of ["exports", "members", "defaults"] as const) {
      const looked = found.flatMap((one) => one[kind]);
      console.log(`${folder}: ${kind} documented: ${share(looked)}`);
      if (list) for (const { at } of looked.filter(({ good }) => !good)) console.log(`  ${at}`);
    }
  }
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
