import { readFileSync } from "node:fs";
import ts from "typescript";

/** A docstring: what it says, and the blocks of `@example`. */
export interface Docs {
  readonly text: string;
  readonly examples: readonly string[];
  readonly isInternal: boolean;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
}

export interface Member {
  readonly name: string;
  /** As it is written: `readonly string[]`; of a method, its parameters and what it returns. */
  readonly type: string;
  readonly optional: boolean;
  readonly kind: "property" | "method";
  readonly docs: Docs;
}

/** An exported class, interface, type, function or constant, as its source says it. */
export interface Declaration {
  readonly name: string;
  readonly kind: "class" | "interface" | "type" | "function" | "const";
  readonly file: string;
  readonly docs: Docs;
  /** Names of what it extends and implements. */
  readonly bases: readonly string[];
  /** Public members of a class or interface; nothing for the others. */
  readonly members: readonly Member[];
  /** The declaration without bodies and comments, in one line. */
  readonly signature: string;
}

/** Exported declarations of source files, read without a type check. */
export function declarationsOf(files: readonly string[]): Declaration[] {
  return files.flatMap((file) => declarationsIn(file, readFileSync(file, "utf8")));
}

/** Exported declarations of one source file. */
export function declarationsIn(file: string, text: string): Declaration[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  return source.statements.flatMap((statement) => declared(statement, source, file));
}

export function sourceOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}

function declared(statement: ts.Statement, source: ts.SourceFile, file: string): Declaration[] {
  if (!isExported(statement)) return [];
  const of = (name: string, kind: Declaration["kind"], rest: Partial<Declaration>): Declaration => ({
    name,
    kind,
    file,
    docs: docsOf(statement),
    bases: [],
    members: [],
    signature: "",
    ...rest,
  });
  if (ts.isClassDeclaration(statement) && statement.name) {
    const members = statement.members.flatMap((member) => memberOf(member, source));
    return [of(statement.name.text, "class", { bases: basesOf(statement, source), members })];
  }
  if (ts.isInterfaceDeclaration(statement)) {
    const members = statement.members.flatMap((member) => memberOf(member, source));
    return [of(statement.name.text, "interface", { bases: basesOf(statement, source), members })];
  }
  if (ts.isTypeAliasDeclaration(statement)) {
    return [of(statement.name.text, "type", { signature: oneLine(statement.type.getText(source)) })];
  }
  if (ts.isFunctionDeclaration(statement) && statement.name) {
    return [of(statement.name.text, "function", { signature: callOf(statement, source) })];
  }
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((one) =>
      of(one.name.getText(source), "const", { signature: one.type ? oneLine(one.type.getText(source)) : "" }),
    );
  }
  return [];
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function basesOf(node: ts.ClassDeclaration | ts.InterfaceDeclaration, source: ts.SourceFile): string[] {
  return (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((type) => type.expression.getText(source)));
}

/** A public member. Fields of the implementation are private, protected or begin with #. */
function memberOf(member: ts.ClassElement | ts.TypeElement, source: ts.SourceFile): Member[] {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Static;
  if ((ts.getCombinedModifierFlags(member) & hidden) !== 0) return [];
  if (!member.name || ts.isPrivateIdentifier(member.name)) return [];
  const docs = docsOf(member);
  if (docs.isInternal) return [];
  const named = {
    name: member.name.getText(source),
    optional: "questionToken" in member && member.questionToken !== undefined,
    docs,
  };
  if (ts.isPropertyDeclaration(member) || ts.isPropertySignature(member) || ts.isGetAccessor(member)) {
    return [{ ...named, kind: "property", type: member.type ? oneLine(member.type.getText(source)) : "" }];
  }
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) {
    return [{ ...named, kind: "method", type: callOf(member, source) }];
  }
  return [];
}

/** Parameters and result, without comments. */
function callOf(node: ts.SignatureDeclaration, source: ts.SourceFile): string {
  const printer = ts.createPrinter({ removeComments: true });
  const print = (part: ts.Node) => oneLine(printer.printNode(ts.EmitHint.Unspecified, part, source));
  return `(${node.parameters.map(print).join(", ")})${node.type ? `: ${print(node.type)}` : ""}`;
}

export function docsOf(node: ts.Node): Docs {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  const tags = (docs?.tags ?? []).map((tag) => ({
    name: tag.tagName.text,
    text: `${ts.isJSDocParameterTag(tag) ? `${tag.name.getText()} ` : ""}${textOf(tag.comment)}`,
  }));
  return {
    text: joined(textOf(docs?.comment)),
    // The text of an example keeps its line breaks and its indentation.
    examples: docs ? examplesIn(docs.getText()) : [],
    isInternal: tags.some(({ name }) => name === "internal"),
    tags: tags.filter(({ name }) => name !== "example" && name !== "internal"),
  };
}

function examplesIn(comment: string): string[] {
  const lines = comment.replace(/^\/\*\*|\*\/$/g, "").split("\n");
  const text = lines.map((line) => line.replace(/^\s*\* ?/, "")).join("\n");
  return text
    .split(/^@example$/m)
    .slice(1)
    .map((example) => (example.split(/^@\w+/m)[0] ?? "").trim());
}

function textOf(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  return ts.getTextOfJSDocComment(comment)?.replace(/\{@link ([^}]+)\}/g, "`$1`") ?? "";
}

/** Paragraphs without the line breaks that the source is wrapped at; lists keep theirs. */
function joined(text: string): string {
  return text.replace(/([^\n])\n(?!\n|\s*[-*] )/g, "$1 ").trim();
}

function oneLine(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .trim();
}
