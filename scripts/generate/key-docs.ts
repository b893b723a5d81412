import ts from "typescript";
import type { z } from "zod";
import { docsOf, sourceOf } from "./docstrings";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A docstring of a key, and what encloses it: properties, constants and functions, from the outside in. */
interface KeyDoc {
  readonly name: string;
  readonly within: string;
  readonly text: string;
}

export interface DescribedKey {
  /** `network.cidr`, `workload.models[].id` */
  readonly path: string;
  readonly required: boolean;
  /** Type, choices and default. */
  readonly form: string;
  readonly says: string;
}

/** The docstrings of properties of object literals, and of the constants that schemas are. The nearest files first. */
export function keyDocs(files: readonly string[]): readonly KeyDoc[] {
  return files.flatMap((file) => {
    const found: KeyDoc[] = [];
    const visit = (node: ts.Node, within: string): void => {
      const name = nameOf(node);
      const { text } =
        name === undefined ? { text: "" } : docsOf(ts.isVariableDeclaration(node) ? node.parent.parent : node);
      if (name !== undefined && text !== "") {
        const [opening = "", key = name] = /^`plinth:(\w+)`(?:: |, )/.exec(text) ?? [];
        found.push({ name: key, within, text: capitalised(text.slice(opening.length)) });
      }
      node.forEachChild((child) => visit(child, name ? `${within}.${name}` : within));
    };
    visit(sourceOf(file), "");
    return found;
  });
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function nameOf(node: ts.Node): string | undefined {
  const named =
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node);
  return named && node.name && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

/** Every key of a schema, outer ones before inner ones. */
export function describedKeys(schema: JsonSchema, docs: readonly KeyDoc[]): readonly DescribedKey[] {
  return keysIn(schema, [], docs);
}

function keysIn(schema: JsonSchema, path: readonly string[], docs: readonly KeyDoc[]): DescribedKey[] {
  const required = schema.required ?? [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    if (typeof child === "boolean") return [];
    const at = [...path, name];
    const items =
      child.type === "array" && typeof child.items === "object" && !Array.isArray(child.items)
        ? child.items
        : undefined;
    const values = typeof child.additionalProperties === "object" ? child.additionalProperties : undefined;
    const key = {
      path: at.join("."),
      required: required.includes(name) && child.default === undefined,
      form: formOf(child),
      says:
        saysOf(at, docs, path.length === 0 ? Object.keys(schema.properties ?? {}) : []) ||
        (child.description ? `Must be ${child.description}.` : ""),
    };
    return [
      key,
      ...keysIn(child, at, docs),
      ...(items ? keysIn(items, [...path, `${name}[]`], docs) : []),
      ...(values ? keysIn(values, [...at, "<name>"], docs) : []),
    ];
  });
}

/**
 * The docstring whose name and surroundings fit the path best. Of a key at the first level, that is one outside of what is
 * named after another key of that level: `langfuse.clients` does not document `clients`.
 */
function saysOf(path: readonly string[], docs: readonly KeyDoc[], firstLevel: readonly string[]): string {
  const name = path.at(-1) ?? "";
  const parent = (path.at(-2) ?? "").replace("[]", "").replace("<name>", path.at(-3) ?? "");
  const named = docs.filter((doc) => doc.name === name);
  if (parent !== "") return named.find(({ within }) => alike(within, parent))?.text ?? "";
  const others = firstLevel.filter((key) => key !== name);
  const isInner = ({ within }: KeyDoc) =>
    within.split(".").some((enclosing) => others.some((other) => enclosing.startsWith(other)));
  const outer = named.filter(({ within }) => within !== "");
  return [...outer.filter((doc) => !isInner(doc)), ...outer, ...named][0]?.text ?? "";
}

/** `workloadShape` and `aiWorkload` are about `workload`; `modelChoice` about `models`. */
function alike(within: string, parent: string): boolean {
  const [a, b] = [within.toLowerCase(), parent.toLowerCase()];
  return a.includes(b) || a.includes(b.replace(/s$/, ""));
}

function formOf(schema: JsonSchema): string {
  const choices = schema.enum?.map((one) => `\`${one}\``).join(", ");
  const type = choices ?? (Array.isArray(schema.type) ? schema.type.join(" or ") : schema.type) ?? "";
  const given = schema.default === undefined ? "" : `; default \`${JSON.stringify(schema.default)}\``;
  return `${type}${given}`;
}
