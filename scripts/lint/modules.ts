import { posix } from "node:path";
import ts from "typescript";

/** One use of another module: an import, a re-export, a `require` or an `import()` type. */
export interface ModuleUse {
  readonly specifier: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** What of the module runs: its code, nothing (`import type`), or nothing because only its path is wanted (`require.resolve`). */
  readonly kind: "code" | "types" | "path";
  /** Names that are used of it; `*` stands for all of them. */
  readonly names: readonly string[];
  /** Names under which this module exports them again, in the order of `names`; nothing for an import. */
  readonly exportedAs?: readonly string[];
}

/** A name that a module exports. */
export interface ModuleExport {
  readonly name: string;
  readonly line: number;
  readonly kind: "function" | "type" | "other";
  /** Names of the module that its declaration mentions outside of the bodies of functions. */
  readonly mentions: readonly string[];
}

/** A source file: what it uses of others, and what it declares for others. */
export interface Module {
  /** From the repository's folder, with `/`. */
  readonly path: string;
  readonly uses: readonly ModuleUse[];
  /** Declared in this file; names that it exports again are in {@link ModuleUse.exportedAs}. */
  readonly exports: readonly ModuleExport[];
}

/** All modules of the repository, and which one an import reaches. */
export interface Modules {
  readonly byPath: ReadonlyMap<string, Module>;
  /** The file of the repository that a specifier reaches; undefined for packages of others and Node.js. */
  reach(from: string, specifier: string): string | undefined;
}

const SUFFIXES = ["", ".ts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];

/**
 * Reads the modules of a tree.
 * @param files Texts by path from the repository's folder: sources and `package.json` files of workspaces.
 */
export function readModules(files: ReadonlyMap<string, string>): Modules {
  const folders = new Map<string, string>();
  const byPath = new Map<string, Module>();
  for (const [path, text] of files) {
    if (posix.basename(path) === "package.json") folders.set(JSON.parse(text).name, posix.dirname(path));
    if (/\.(ts|js|mjs)$/.test(path)) byPath.set(path, parsed(path, text));
  }
  const reach = (from: string, specifier: string) => {
    const target = specifier.startsWith(".")
      ? posix.join(posix.dirname(from), specifier)
      : inPackage(specifier, folders);
    if (target === undefined) return undefined;
    return SUFFIXES.map((suffix) => target + suffix).find((path) => files.has(path));
  };
  return { byPath, reach };
}

/** Modules by path as they were last read: who reads a tree again after each change parses what changed. */
const lastRead = new Map<string, { readonly text: string; readonly module: Module }>();

function parsed(path: string, text: string): Module {
  const known = lastRead.get(path);
  if (known?.text === text) return known.module;
  const module = moduleOf(path, text);
  lastRead.set(path, { text, module });
  return module;
}

function inPackage(specifier: string, folders: ReadonlyMap<string, string>): string | undefined {
  const folder = folders.get(packageOf(specifier));
  return folder === undefined ? undefined : posix.join(folder, specifier.slice(packageOf(specifier).length));
}

/** `@pulumi/aws/s3` → `@pulumi/aws` */
export function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Reads one source file. */
export function moduleOf(path: string, text: string): Module {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const uses: ModuleUse[] = [];
  const visit = (node: ts.Node): void => {
    const use = useIn(node, source);
    if (use) uses.push({ ...use, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  const exports = source.statements.flatMap((statement) =>
    exportedBy(statement).map((one) => ({ ...one, line: lineOf(statement) })),
  );
  return { path, uses, exports };
}

type Use = Omit<ModuleUse, "line">;

function useIn(node: ts.Node, source: ts.SourceFile): Use | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return importUse(node, node.moduleSpecifier.text, source);
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return reexportUse(node, node.moduleSpecifier.text);
  }
  if (ts.isImportTypeNode(node)) return importTypeUse(node);
  return ts.isCallExpression(node) ? callUse(node, source) : undefined;
}

function importUse({ importClause }: ts.ImportDeclaration, specifier: string, source: ts.SourceFile): Use {
  const bindings = importClause?.namedBindings;
  const isTypes = importClause?.isTypeOnly ?? false;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  const names = named.map(({ propertyName, name }) => (propertyName ?? name).text);
  if (importClause?.name) names.push("default");
  if (bindings && ts.isNamespaceImport(bindings)) names.push(...membersUsed(bindings.name, source));
  const onlyTypes = isTypes || (named.length > 0 && !importClause?.name && named.every((one) => one.isTypeOnly));
  return { specifier, kind: onlyTypes ? "types" : "code", names };
}

function reexportUse({ exportClause, isTypeOnly }: ts.ExportDeclaration, specifier: string): Use {
  const kind = isTypeOnly ? "types" : "code";
  if (!exportClause) return { specifier, kind, names: ["*"], exportedAs: ["*"] };
  if (ts.isNamespaceExport(exportClause)) {
    return { specifier, kind, names: ["*"], exportedAs: [exportClause.name.text] };
  }
  return {
    specifier,
    kind,
    names: exportClause.elements.map(({ propertyName, name }) => (propertyName ?? name).text),
    exportedAs: exportClause.elements.map(({ name }) => name.text),
  };
}

/** `import("./a").Name`, and the `typeof import("./a")` that gives a `require` its type and uses nothing itself. */
function importTypeUse(node: ts.ImportTypeNode): Use | undefined {
  if (!ts.isLiteralTypeNode(node.argument) || !ts.isStringLiteral(node.argument.literal)) return undefined;
  const specifier = node.argument.literal.text;
  if (node.qualifier) return { specifier, kind: "types", names: [firstNameOf(node.qualifier)] };
  const typesRequire = ts.isAsExpression(node.parent) && ts.isCallExpression(node.parent.expression);
  return { specifier, kind: "types", names: typesRequire ? [] : ["*"] };
}

function firstNameOf(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : firstNameOf(name.left);
}

/** `require("./a")`, `require.resolve("./a")` and `import("./a")`, with what is taken of the result. */
function callUse(node: ts.CallExpression, source: ts.SourceFile): Use | undefined {
  const [argument] = node.arguments;
  if (!argument || !ts.isStringLiteralLike(argument)) return undefined;
  const called = node.expression.getText(source);
  if (called === "require.resolve") return { specifier: argument.text, kind: "path", names: ["*"] };
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  if (called !== "require" && !isImport) return undefined;
  return { specifier: argument.text, kind: "code", names: namesTaken(node, source) };
}

function namesTaken(call: ts.Expression, source: ts.SourceFile): readonly string[] {
  let node: ts.Node = call;
  while (
    ts.isAsExpression(node.parent) ||
    ts.isParenthesizedExpression(node.parent) ||
    ts.isAwaitExpression(node.parent)
  ) {
    node = node.parent;
  }
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return [parent.name.text];
  if (ts.isExpressionStatement(parent)) return [];
  if (!ts.isVariableDeclaration(parent)) return ["*"];
  if (ts.isIdentifier(parent.name)) return membersUsed(parent.name, source);
  if (ts.isArrayBindingPattern(parent.name)) return ["*"];
  return parent.name.elements.map(({ propertyName, name }) => (propertyName ?? name).getText(source));
}

/** Members that a file uses of a namespace; `*` where it passes the namespace on. */
function membersUsed(namespace: ts.Identifier, source: ts.SourceFile): readonly string[] {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === namespace.text && node !== namespace) names.add(memberOf(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  names.delete("");
  return [...names];
}

/** The member of a namespace at one place; empty where an identifier of its name is something else. */
function memberOf(node: ts.Identifier): string {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node ? parent.name.text : "";
  if (ts.isQualifiedName(parent)) return parent.left === node ? parent.right.text : "";
  const isOther = "name" in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent);
  return isOther ? "" : "*";
}

function exportedBy(statement: ts.Statement): Omit<ModuleExport, "line">[] {
  const one = (name: string, kind: ModuleExport["kind"]) => ({ name, kind, mentions: mentionsOf(statement) });
  if (ts.isExportAssignment(statement)) return [one("default", "other")];
  if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier && statement.exportClause) {
    const { exportClause } = statement;
    return ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => one(name.text, "other")) : [];
  }
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) return [one("default", "other")];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      bound(name).map(({ text }) => one(text, initializer && ts.isArrowFunction(initializer) ? "function" : "other")),
    );
  }
  const { name } = statement as { name?: ts.Node };
  return name && ts.isIdentifier(name) ? [one(name.text, kindOf(statement))] : [];
}

function kindOf(statement: ts.Statement): ModuleExport["kind"] {
  if (ts.isFunctionDeclaration(statement)) return "function";
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) ? "type" : "other";
}

function mentionsOf(statement: ts.Statement): readonly string[] {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) return;
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return [...names];
}

function bound(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : bound(element.name)));
}
