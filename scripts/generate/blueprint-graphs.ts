import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { drawingOf } from "../../cli/graph";
import type { DrawnStack } from "../../cli/graph/model";
import { readPulumiProject } from "../../cli/readers/pulumi-project";
import { StackRunner } from "../../cli/run/stack-runner";
import { marked, withMarked } from "./markdown";

const ROOT = join(__dirname, "../..");
const MARKS = ["<!-- graph: written by npm run generate -->", "<!-- /graph -->"] as const;

/**
 * Each blueprint's picture and the README that shows it, from previews of this repository's stacks, by path from its folder.
 * @param blueprints Folders of blueprints. Default: all.
 */
export async function blueprintGraphs(blueprints = blueprintFolders()): Promise<ReadonlyMap<string, string>> {
  const project = readPulumiProject(ROOT);
  const runner = new StackRunner(project);
  const texts = new Map<string, string>();
  for (const blueprint of blueprints) {
    const drawn: DrawnStack[] = [];
    for (const settings of project.stacks.filter(({ config }) => isOf(blueprint, config))) {
      const preview = await runner.preview(settings);
      if ("message" in preview) throw new Error(`stack ${preview.stack} ${preview.message}`);
      drawn.push({ preview, config: settings.config });
    }
    if (drawn.length === 0) continue;
    const readme = join("blueprints", blueprint, "README.md");
    texts.set(join("blueprints", blueprint, "graph.svg"), drawingOf(drawn, "svg", false));
    texts.set(readme, withPicture(blueprint, readme, drawn));
  }
  return texts;
}

function blueprintFolders(): readonly string[] {
  const entries = readdirSync(join(ROOT, "blueprints"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return folders.filter((name) => existsSync(join(ROOT, "blueprints", name, "index.ts"))).sort();
}

/** A production stack of the blueprint, or of one that belongs to it: `landing-zone-security` is in `landing-zone`. */
function isOf(blueprint: string, config: Readonly<Record<string, string>>): boolean {
  const name = config["plinth:blueprint"] ?? "";
  return config["plinth:environment"] === "prod" && (name === blueprint || name.startsWith(`${blueprint}-`));
}

/** The README with its picture between the marks, at its end if it has none yet. */
function withPicture(blueprint: string, readme: string, drawn: readonly DrawnStack[]): string {
  const file = join(ROOT, readme);
  const text = existsSync(file) ? readFileSync(file, "utf8") : `# ${blueprint}\n`;
  const stacks = drawn.map(({ preview }) => preview.stack).join(", ");
  const picture = [
    `![What ${blueprint} deploys, by layer, and what needs what: ${stacks}](graph.svg)`,
    `\`npx plinth preview ${drawn.map(({ preview }) => preview.stack).join(" ")} --graph\` prints it:`,
    `\`\`\`mermaid\n${drawingOf(drawn, "mermaid", false)}\`\`\``,
  ].join("\n\n");
  return withMarked(text, MARKS, picture) ?? `${text.trimEnd()}\n\n## What it deploys\n\n${marked(MARKS, picture)}\n`;
}
