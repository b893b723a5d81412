import { EVENTS, type EventName, eventJsonSchema } from "../../standards/events/json-schema";
import { standardJsonSchema } from "../../standards/json-schema";
import type { GeneratedFiles } from "./generated-files";

/** One kind of generated file. */
export interface Generator {
  /** What `npm run generate -- <name>` takes. */
  readonly name: string;
  readonly writes: string;
  /** A folder in which every file is generated: others are stale and are removed. Default: none. */
  readonly owns?: string;
  readonly files: () => GeneratedFiles | Promise<GeneratedFiles>;
}

/** Everything that is written from something else, in the order in which one needs the other. */
export const GENERATORS: readonly Generator[] = [
  {
    name: "schemas",
    writes: "JSON schemas of the standard and the events, for editors and other languages",
    files: schemas,
  },
  {
    name: "type-facts",
    writes:
      "what the properties of resource types are about, from the declarations of @pulumi/aws and AWS's specification",
    files: () => (require("./type-facts") as typeof import("./type-facts")).typeFacts(),
  },
  {
    name: "cloudformation",
    writes: "standards/cloudformation/*.json, from AWS's specification and the declarations of @pulumi/aws",
    files: () => (require("./cloudformation") as typeof import("./cloudformation")).cloudFormationMapping(),
  },
  {
    name: "actions",
    writes: "policies/readers/iam/actions-by-effect.json, from action-effects.json and AWS's action data",
    files: () => (require("./action-routes") as typeof import("./action-routes")).actionRoutes(),
  },
  {
    name: "rules",
    writes: "docs/rules, from the rules, their examples and why.md",
    owns: "docs/rules",
    files: () => within("docs/rules", (require("./rule-pages") as typeof import("./rule-pages")).rulePages()),
  },
  {
    name: "coverage",
    writes: "docs/coverage.md, from the facts of types, the rules and the lists of inert types",
    files: () => (require("./coverage-page") as typeof import("./coverage-page")).coveragePage(),
  },
  {
    name: "graphs",
    writes: "blueprints/*/graph.svg and the pictures in READMEs, from previews of the production stacks",
    files: () => (require("./blueprint-graphs") as typeof import("./blueprint-graphs")).blueprintGraphs(),
  },
  {
    name: "components",
    writes: "docs/components, from docstrings and tests/unit/components/urns.json",
    owns: "docs/components",
    files: () =>
      within("docs/components", (require("./component-pages") as typeof import("./component-pages")).componentPages()),
  },
  {
    name: "blueprints",
    writes: "docs/blueprints, from schemas, examples, changes.yaml and inventories",
    owns: "docs/blueprints",
    files: () =>
      within("docs/blueprints", (require("./blueprint-pages") as typeof import("./blueprint-pages")).blueprintPages()),
  },
  {
    name: "architecture",
    writes: "the table of rooms in docs/architecture.md, from scripts/lint/rooms.ts",
    files: () => (require("./architecture-table") as typeof import("./architecture-table")).architecturePage(),
  },
  {
    name: "api",
    writes: "the API report of each published folder, from its compiled declarations",
    files: () => (require("./api-reports") as typeof import("./api-reports")).apiReports(),
  },
];

/** @throws Error if a name is none of {@link GENERATORS}. */
export function generatorsNamed(names: readonly string[]): readonly Generator[] {
  const known = GENERATORS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`nothing generates ${unknown.join(", ")}; choose of ${known.join(", ")}`);
  return names.length === 0 ? GENERATORS : GENERATORS.filter(({ name }) => names.includes(name));
}

function schemas(): GeneratedFiles {
  const names = Object.keys(EVENTS) as EventName[];
  return new Map([
    ["standards/standard.schema.json", standardJsonSchema()],
    ...names.map((name) => [`standards/events/${name}.schema.json`, eventJsonSchema(name)] as const),
  ]);
}

function within(folder: string, files: GeneratedFiles): GeneratedFiles {
  return new Map([...files].map(([name, text]) => [`${folder}/${name}`, text]));
}
