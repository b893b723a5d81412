import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { layerOfFolder } from "@plinth/components/layers";
import { LAYERS, rules, withVariants } from "@plinth/policies";
import { componentsIn } from "./components";
import { type Declaration, declarationsOf, type Member } from "./docstrings";
import { cell, countedTypes, pageNameOf, table } from "./markdown";

const ROOT = join(__dirname, "../..");
const FOLDER = join(ROOT, "components");
/** What the example of each component creates; the contract of components keeps it true, and lint that each is there. */
const URNS = join(ROOT, "tests/unit/components/urns.json");

const ORDER: readonly string[] = LAYERS;

/** A page for each component, and their index, by file name. */
export function componentPages(): ReadonlyMap<string, string> {
  const declarations = declarationsOf(
    readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
      .sort()
      .map((file) => join(FOLDER, file)),
  );
  const byName = new Map(declarations.map((one) => [one.name, one]));
  const urns: Readonly<Record<string, readonly string[]>> = JSON.parse(readFileSync(URNS, "utf8"));
  const components = componentsIn(declarations, readFileSync(join(FOLDER, "index.ts"), "utf8"));
  const pages = components.map((one) => [pageNameOf(one.name), page(one, byName, urns[one.name] ?? [])] as const);
  const functions = declarations.filter(({ kind, docs }) => kind === "function" && docs.examples.length > 0);
  return new Map([["README.md", index(components)], ["functions.md", functionsPage(functions, byName)], ...pages]);
}

/** Functions that a program calls beside components: what exists already, what is chosen, what is compared. */
function functionsPage(functions: readonly Declaration[], byName: ReadonlyMap<string, Declaration>): string {
  const sections = [...functions]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((one) => {
      const told = one.docs.tags.map(({ name, text }) => `- ${name}: ${text.replaceAll("\n", " ")}`).join("\n");
      const code = one.docs.examples.map((example) => `\`\`\`ts\n${example}\n\`\`\``).join("\n\n");
      const asked = [...byName.values()].find(
        ({ kind, name }) => kind === "interface" && new RegExp(`: ${name}[,)]`).test(one.signature),
      );
      const members = asked ? `\`${asked.name}\`:\n\n${memberTable(membersOf(asked, byName), " (required)")}` : "";
      return [`## ${one.name}`, `\`${one.name}${one.signature}\``, one.docs.text, told, code, members]
        .filter(Boolean)
        .join("\n\n");
    });
  return `# Functions beside components\n\n${sections.join("\n\n")}\n`;
}

function index(components: readonly Declaration[]): string {
  const layers = [...new Set(components.map(layerOf))].sort((a, b) => orderOf(a) - orderOf(b));
  const sections = layers.map((layer) => {
    const rows = components
      .filter((one) => layerOf(one) === layer)
      .map(({ name, docs }) => [`[${name}](${pageNameOf(name)})`, cell(firstSentence(docs.text))]);
    return `## ${layer}\n\n${table(["component", "is"], rows)}`;
  });
  const told = `${components.length} components, by layer, and [functions](functions.md) beside them. Written by \`npm run generate -- components\` from their docstrings.`;
  return `# Components\n\n${told}\n\n${sections.join("\n\n")}\n`;
}

function page(one: Declaration, byName: ReadonlyMap<string, Declaration>, urns: readonly string[]): string {
  const args = byName.get(`${one.name}Args`);
  const inherited = one.bases.flatMap((base) => membersOf(byName.get(base), byName));
  const members = [...inherited.filter(({ name }) => one.members.every((own) => own.name !== name)), ...one.members];
  const own = members.filter(({ name }) => name !== "name" && name !== "workload");
  const types = [...new Set(urns.map(typeOf))].filter((type) => type.startsWith("aws"));
  return [
    `# ${one.name}`,
    `Layer ${layerOf(one)}; [\`components/${folderOf(one)}\`](../../components/${folderOf(one)}).`,
    one.docs.text,
    ...one.docs.examples.map((code) => `\`\`\`ts\n${code}\n\`\`\``),
    section("Arguments", memberTable(membersOf(args, byName), " (required)")),
    section(
      "Outputs",
      memberTable(
        own.filter(({ kind }) => kind === "property"),
        "",
      ),
    ),
    section("Methods", methods(own)),
    section("Creates", `What the example above creates:\n\n${countedTypes(urns.map(typeOf))}`),
    section("Rules", rulesAbout(types)),
  ]
    .filter(Boolean)
    .join("\n\n")
    .concat("\n");
}

/** Members with those of all bases that are ours, the nearest ones first to win. */
function membersOf(one: Declaration | undefined, byName: ReadonlyMap<string, Declaration>): readonly Member[] {
  if (!one) return [];
  const alias = one.kind === "type" ? byName.get(one.signature) : undefined;
  const bases = [...(alias ? [alias] : []), ...one.bases.flatMap((base) => byName.get(base) ?? [])];
  const inherited = bases.flatMap((base) => membersOf(base, byName));
  return [...inherited.filter(({ name }) => one.members.every((own) => own.name !== name)), ...one.members];
}

/** @param always What is said of a member that is always there. */
function memberTable(members: readonly Member[], always: string): string {
  if (members.length === 0) return "";
  const rows = [...members]
    .sort((a, b) => Number(a.optional) - Number(b.optional))
    .map(({ name, type, optional, docs }) => [
      `\`${name}\`${optional ? "" : always}`,
      `\`${cell(type)}\``,
      cell(docs.text),
    ]);
  return table(["name", "type", "says"], rows);
}

function methods(members: readonly Member[]): string {
  return members
    .filter(({ kind }) => kind === "method")
    .map(({ name, type, docs }) => {
      const told = docs.tags.map((tag) => `\n  - ${tag.name}: ${tag.text.replaceAll("\n", " ")}`);
      return `- \`${name}${type}\`: ${docs.text.replaceAll("\n", " ")}${told.join("")}`;
    })
    .join("\n");
}

/** Rules that are asked about what a component creates: its contract test says that it keeps them. */
function rulesAbout(types: readonly string[]): string {
  const asked = rules.filter((rule) => withVariants(rule.types).some((type) => types.includes(type)));
  if (asked.length === 0) return "";
  const listed = asked.map(({ id, title }) => `- [${id}](../rules/${id}.md): ${title}`);
  return `Asked about what it creates, and kept by construction:\n\n${listed.join("\n")}`;
}

function section(title: string, text: string): string {
  return text && `## ${title}\n\n${text}`;
}

function layerOf(one: Declaration): string {
  return layerOfFolder(folderOf(one)) ?? "";
}

function folderOf({ file }: Declaration): string {
  return file.slice(FOLDER.length + 1).split(/[\\/]/)[0] ?? "";
}

function orderOf(layer: string): number {
  const at = ORDER.indexOf(layer);
  return at < 0 ? ORDER.length : at;
}

/** `plinth:index:A$aws:s3/bucket:Bucket::name` → `aws:s3/bucket:Bucket` */
function typeOf(urn: string): string {
  return urn.slice(0, urn.lastIndexOf("::")).split("$").at(-1) ?? "";
}

function firstSentence(text: string): string {
  return /^[\s\S]*?[.:](?=\s|$)/.exec(text)?.[0].replace(/:$/, ".") ?? text;
}
