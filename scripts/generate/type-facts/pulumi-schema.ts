import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { docsOf } from "../docstrings";
import type { Schema, SchemaProperty } from "./schema";

const ROOT = dirname(require.resolve("@pulumi/aws/package.json"));

/** Every resource type of `@pulumi/aws`, read from its declarations: the arguments that a program gives. */
export function pulumiSchema(): Schema {
  const nested = nestedTypes(join(ROOT, "types/input.d.ts"));
  const resources = new Map<string, readonly SchemaProperty[]>();
  for (const folder of readdirSync(ROOT, { withFileTypes: true })) {
    if (!folder.isDirectory() || folder.name === "node_modules" || folder.name === "types") continue;
    for (const file of readdirSync(join(ROOT, folder.name))) {
      if (!file.endsWith(".js")) continue;
      const token = tokenIn(readFileSync(join(ROOT, folder.name, file), "utf8"));
      if (token === undefined) continue;
      const declarations = join(ROOT, folder.name, `${file.slice(0, -3)}.d.ts`);
      resources.set(token, argumentsIn(declarations, `${token.split(":")[2]}Args`));
    }
  }
  return { resources, members: (object) => nested.get(object) ?? [] };
}

/** Resource classes, and no others, hold their token. */
function tokenIn(script: string): string | undefined {
  return /static __pulumiType = '(aws:[^']+)';/.exec(script)?.[1];
}

function argumentsIn(file: string, name: string): readonly SchemaProperty[] {
  const source = parsed(file);
  const found = source.statements.find(
    (one): one is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(one) && one.name.text === name,
  );
  return found ? propertiesOf(found, source) : [];
}

/** `namespace.Interface` of the declarations of nested inputs, with their members. */
function nestedTypes(file: string): ReadonlyMap<string, readonly SchemaProperty[]> {
  const source = parsed(file);
  const found = new Map<string, readonly SchemaProperty[]>();
  const visit = (statements: readonly ts.Statement[], prefix: string): void => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        found.set(`${prefix}${statement.name.text}`, propertiesOf(statement, source));
      } else if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
        visit(statement.body.statements, `${prefix}${statement.name.text}.`);
      }
    }
  };
  visit(source.statements, "");
  return found;
}

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}

function propertiesOf(of: ts.InterfaceDeclaration, source: ts.SourceFile): readonly SchemaProperty[] {
  return of.members.flatMap((member) =>
    ts.isPropertySignature(member) && member.type
      ? [{ name: member.name.getText(source), doc: docsOf(member).text, ...shapeOf(member.type, source) }]
      : [],
  );
}

type Shape = Pick<SchemaProperty, "kind" | "lists" | "object">;

/** `pulumi.Input<…>`, lists, maps and unions around a value are taken off. */
function shapeOf(type: ts.TypeNode, source: ts.SourceFile): Shape {
  if (ts.isParenthesizedTypeNode(type)) return shapeOf(type.type, source);
  if (ts.isArrayTypeNode(type)) return listed(shapeOf(type.elementType, source));
  if (ts.isTypeLiteralNode(type)) return { kind: "map", lists: 0 };
  if (ts.isUnionTypeNode(type)) {
    const members = type.types.filter((one) => one.kind !== ts.SyntaxKind.UndefinedKeyword);
    const values = members.map((one) => shapeOf(one, source));
    // A document may be given as text, and is then read from it.
    const text = values.find(({ kind, lists }) => kind === "string" && lists === 0);
    return text ?? values.find(({ object }) => object !== undefined) ?? values[0] ?? { kind: "any", lists: 0 };
  }
  if (ts.isTypeReferenceNode(type)) {
    const name = type.typeName.getText(source);
    const inner = type.typeArguments?.[0];
    if (name === "pulumi.Input" && inner) return shapeOf(inner, source);
    if (name.startsWith("inputs.")) return { kind: "object", lists: 0, object: name.slice("inputs.".length) };
    // Enumerations, ARNs, and resources that may be given in place of their names.
    return { kind: "string", lists: 0 };
  }
  if (type.kind === ts.SyntaxKind.NumberKeyword) return { kind: "number", lists: 0 };
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return { kind: "boolean", lists: 0 };
  return { kind: type.kind === ts.SyntaxKind.AnyKeyword ? "any" : "string", lists: 0 };
}

function listed(value: Shape): Shape {
  return { ...value, lists: value.lists + 1 };
}
