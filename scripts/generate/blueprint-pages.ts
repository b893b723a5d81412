import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BLUEPRINT_NAMES, findBlueprint } from "@plinth/blueprints";
import { loadStandard } from "@plinth/standards";
import { z } from "zod";
import { blueprintChanges, changesSection } from "./blueprint-changes";
import { declarationsOf } from "./docstrings";
import { describedKeys, keyDocs } from "./key-docs";
import { cell, countedTypes, table } from "./markdown";

const ROOT = join(__dirname, "../..");
const BLUEPRINTS = join(ROOT, "blueprints");
const INVENTORIES = join(ROOT, "tests/exhaustive/inventories");

/** A page for each blueprint, and their index, by file name. */
export function blueprintPages(): ReadonlyMap<string, string> {
  const pages = BLUEPRINT_NAMES.map((name) => ({ name, folder: folderOf(name) }));
  const rows = pages.map(({ name, folder }) => [`[${name}](${name}.md)`, cell(purposeOf(name, folder))]);
  const index = `# Blueprints\n\nWritten by \`npm run generate -- blueprints\`.\n\n${table(["blueprint", "is"], rows)}\n`;
  return new Map([
    ["README.md", index],
    ...pages.map(({ name, folder }) => [`${name}.md`, page(name, folder)] as const),
  ]);
}

function page(name: string, folder: string): string {
  const changes = blueprintChanges()[name];
  const picture = existsSync(join(BLUEPRINTS, folder, "graph.svg"));
  return [
    `# ${name}`,
    `\`plinth:blueprint: ${name}\`, [\`blueprints/${folder}\`](../../blueprints/${folder}).`,
    purposeOf(name, folder),
    `## Keys\n\n${keysTable(name, folder)}`,
    ...examplesOf(name, folder),
    ...createdBy(name, folder),
    ...(changes ? [changesSection(changes)] : []),
    ...(picture
      ? [`## What needs what\n\n![What ${folder} deploys, by layer](../../blueprints/${folder}/graph.svg)`]
      : []),
  ]
    .filter(Boolean)
    .join("\n\n")
    .concat("\n");
}

/** The folder that has the blueprint: of its own name, or of the longest one that its name begins with. */
function folderOf(name: string): string {
  const folders = readdirSync(BLUEPRINTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(BLUEPRINTS, entry.name, "index.ts")))
    .map((entry) => entry.name);
  const declared = folders.find((folder) =>
    sources(folder).some((file) => readFileSync(file, "utf8").includes(`name: "${name}"`)),
  );
  return folders.find((folder) => folder === name) ?? declared ?? name;
}

function sources(folder: string): string[] {
  const path = join(BLUEPRINTS, folder);
  return readdirSync(path)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(path, file));
}

/** What its class says of itself, or else its constant. */
function purposeOf(name: string, folder: string): string {
  const camel = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const pascal = camel.charAt(0).toUpperCase() + camel.slice(1);
  const declared = declarationsOf(sources(folder));
  const found = [pascal, camel].map((one) => declared.find((d) => d.name === one)?.docs.text ?? "");
  return found.find((text) => text !== "" && !text.startsWith("`plinth:blueprint")) ?? rowOf(name);
}

/** Its line in the table of blueprints/README.md. */
function rowOf(name: string): string {
  const lines = readFileSync(join(BLUEPRINTS, "README.md"), "utf8").split("\n");
  const row = lines.find((line) => line.startsWith(`| \`${name}\``)) ?? "";
  const [, , deploys = "", into = ""] = row.split("|").map((text) => text.trim());
  return deploys && `Deploys ${deploys}, into ${into}.`;
}

function keysTable(name: string, folder: string): string {
  const standard = loadStandard();
  const schema = findBlueprint(name)?.schema({ standard, stack: "example", region: standard.regions[0] });
  if (!schema) return "";
  const json = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      // What a value must be, as its schema tells it of one that is missing.
      const tell = zodSchema._zod.def.error as ((issue: { input: undefined }) => unknown) | undefined;
      const told = tell?.({ input: undefined });
      if (typeof told === "string") jsonSchema.description ??= told;
    },
  });
  const docs = keyDocs([...sources(folder), ...sources("workload"), ...sources("stack")]);
  const rows = describedKeys(json, docs).map(({ path, required, form, says }) => [
    `\`plinth:${path}\`${required ? " (required)" : ""}`,
    cell(form),
    cell(says),
  ]);
  return `${table(["key", "form", "says"], rows)}\n\nEvery stack has \`aws:region\`, \`plinth:environment\` and \`plinth:account\` too; see [blueprints](../../blueprints/README.md).`;
}

function examplesOf(name: string, folder: string): string[] {
  const examples = join(BLUEPRINTS, folder, "examples");
  if (!existsSync(examples)) return [];
  const texts = readdirSync(examples)
    .sort()
    .map((file) => ({ file, text: readFileSync(join(examples, file), "utf8").trimEnd() }))
    .filter(({ text }) => text.includes(`plinth:blueprint: ${name}\n`));
  return texts.map(({ file, text }) => `## Example: ${file.replace(/\.yaml$/, "")}\n\n\`\`\`yaml\n${text}\n\`\`\``);
}

/** From the inventories of its examples, which their tests keep true. */
function createdBy(name: string, folder: string): string[] {
  const file = join(INVENTORIES, folder, "minimal.txt");
  if (name !== folder || !existsSync(file)) return [];
  const types = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "");
  return [`## What the minimal example creates\n\n${countedTypes(types)}`];
}
