import { posix } from "node:path";
import { componentsIn } from "../generate/components";
import { type Declaration, declarationsIn } from "../generate/docstrings";
import { pageNameOf } from "../generate/markdown";
import type { Finding } from "./finding";

type Files = ReadonlyMap<string, string>;

/** A part that a unit must have. */
interface Part {
  readonly isThere: boolean;
  /** Where it is missing. */
  readonly path: string;
  readonly missing: string;
  readonly fix: string;
}

const URNS = "tests/unit/components/urns.json";
const EXAMPLES = ["minimal", "production"];
const WITHOUT_EXAMPLES = { "landing-zone": "an organization has one: the stacks of this repository are its example" };
const EVENTS_LIST = "standards/events/json-schema.ts";

/** Components, rules, events, blueprints and services without a part that each of their kind has. */
export function incompleteUnits(files: Files): readonly Finding[] {
  const urns: object = JSON.parse(files.get(URNS) ?? "{}");
  const parts = [
    ...components(files).flatMap((one) => componentParts(one, urns, files)),
    ...foldersBelow(files, /^policies\/rules\/[^/]+\/[^/]+$/).flatMap((folder) => ruleParts(folder, files)),
    ...events(files).flatMap((name) => eventParts(name, files)),
    ...blueprintFolders(files).flatMap((folder) => blueprintParts(folder, files)),
    ...foldersBelow(files, /^services\/[^/]+$/).flatMap((folder) => serviceParts(folder, files)),
  ];
  return parts
    .filter(({ isThere }) => !isThere)
    .map(({ path, missing, fix }) => ({ path, problem: `has no ${missing}`, fix }));
}

function components(files: Files): readonly Declaration[] {
  const sources = [...files].filter(([path]) => /^components\/.+\.ts$/.test(path));
  const declared = sources.flatMap(([path, text]) => declarationsIn(path, text));
  return componentsIn(declared, files.get("components/index.ts") ?? "");
}

function componentParts({ name, file, docs }: Declaration, urns: object, files: Files): readonly Part[] {
  const page = `docs/components/${pageNameOf(name)}`;
  return [
    {
      isThere: docs.examples.length > 0,
      path: file,
      missing: `example of ${name}`,
      fix: "add @example to the comment of the class: code that compiles, and that the contract test previews",
    },
    {
      isThere: Object.hasOwn(urns, name),
      path: URNS,
      missing: `entry for ${name}`,
      fix: "PLINTH_UPDATE_INVENTORY=1 npx mocha tests/unit/components/contract.test.ts",
    },
    { isThere: files.has(page), path: page, missing: `page of ${name}`, fix: "npm run generate -- components" },
  ];
}

function ruleParts(folder: string, files: Files): readonly Part[] {
  const id = posix.basename(folder);
  const layer = posix.dirname(folder);
  const text = files.get(`${folder}/rule.ts`) ?? "";
  const frameworks = [...files].filter(([path]) => /^policies\/frameworks\/.+\.yaml$/.test(path));
  const isServing = frameworks.some(([, yaml]) => yaml.includes(`- ${id}\n`));
  const own = (file: string, missing: string, fix: string): Part => ({
    isThere: files.has(`${folder}/${file}`),
    path: `${folder}/${file}`,
    missing,
    fix,
  });
  return [
    own("rule.ts", "rule", `export const rule: Rule with the id "${id}"`),
    own(
      "examples.ts",
      "examples",
      "export one example for each outcome: pass, violation, undetermined, not-applicable",
    ),
    own("why.md", "reason", "say what the rule prevents, its exceptions and its sources"),
    {
      isThere: (files.get(`${layer}/index.ts`) ?? "").includes(`"./${id}/rule"`),
      path: `${layer}/index.ts`,
      missing: `rule ${id}`,
      fix: `import it from "./${id}/rule" and list it`,
    },
    {
      isThere: text === "" || isServing,
      path: "policies/frameworks",
      missing: `control that the rule ${id} serves`,
      fix: "list its id below rules of a control's clause, with the reason",
    },
    {
      isThere: files.has(`docs/rules/${id}.md`),
      path: `docs/rules/${id}.md`,
      missing: "page of the rule",
      fix: "npm run generate -- rules",
    },
  ];
}

/** Modules of events: those with a schema, and not what they share. */
function events(files: Files): readonly string[] {
  return [...files.keys()].flatMap((path) => {
    const [, name] = /^standards\/events\/([\w-]+)\.ts$/.exec(path) ?? [];
    return name && !["index", "json-schema", "shared"].includes(name) ? [name] : [];
  });
}

function eventParts(name: string, files: Files): readonly Part[] {
  return [
    {
      isThere: (files.get(EVENTS_LIST) ?? "").includes(`"./${name}"`),
      path: EVENTS_LIST,
      missing: `event of ${name}.ts`,
      fix: "import its schema and add it to EVENTS",
    },
    {
      isThere: files.has(`standards/events/${name}.schema.json`),
      path: `standards/events/${name}.schema.json`,
      missing: "JSON schema of the event",
      fix: "npm run generate -- schemas",
    },
  ];
}

function blueprintFolders(files: Files): readonly string[] {
  return foldersBelow(files, /^blueprints\/[^/]+$/).filter(
    (folder) => files.has(`${folder}/index.ts`) && !["blueprints/stack", "blueprints/workload"].includes(folder),
  );
}

function blueprintParts(folder: string, files: Files): readonly Part[] {
  const name = posix.basename(folder);
  const examples = EXAMPLES.map((example) => ({
    isThere: files.has(`${folder}/examples/${example}.yaml`) || Object.hasOwn(WITHOUT_EXAMPLES, name),
    path: `${folder}/examples/${example}.yaml`,
    missing: "example of the blueprint",
    fix: "write the configuration of a stack that deploys it",
  }));
  return [
    ...examples,
    {
      isThere: files.has(`${folder}/changes.yaml`),
      path: `${folder}/changes.yaml`,
      missing: "changes of a running stack",
      fix: "list what may be set on a running stack, then PLINTH_UPDATE_INVENTORY=1 npx mocha tests/exhaustive/changes.test.ts",
    },
    {
      isThere: files.has(`${folder}/README.md`),
      path: `${folder}/README.md`,
      missing: "README of the blueprint",
      fix: "say what it deploys and what it needs; npm run generate -- graphs adds its picture",
    },
    {
      isThere: (files.get("blueprints/README.md") ?? "").includes(`| \`${name}\` `),
      path: "blueprints/README.md",
      missing: `row for the blueprint ${name}`,
      fix: "add a row to its table: what it deploys, into which account",
    },
    {
      isThere: (files.get("blueprints/stack/registry.ts") ?? "").includes(`"../${name}"`),
      path: "blueprints/stack/registry.ts",
      missing: `blueprint of ${folder}`,
      fix: "add it to BLUEPRINTS, under the name that plinth:blueprint takes",
    },
  ];
}

function serviceParts(folder: string, files: Files): readonly Part[] {
  const tests = folder.replace(/^services/, "tests/unit/services");
  return [
    {
      isThere: files.has(`${folder}/README.md`),
      path: `${folder}/README.md`,
      missing: "README of the service",
      fix: "say what starts it, its environment variables, what it reads and writes, and its errors",
    },
    {
      isThere: [...files.keys()].some((path) => path.startsWith(`${tests}/`) && path.endsWith(".test.ts")),
      path: tests,
      missing: "test of the service",
      fix: `test its handler in ${tests}/handler.test.ts`,
    },
  ];
}

function foldersBelow(files: Files, pattern: RegExp): readonly string[] {
  return [...new Set([...files.keys()].map((path) => ancestorOf(path, pattern)))]
    .filter((folder) => folder !== "")
    .sort();
}

function ancestorOf(path: string, pattern: RegExp): string {
  for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
    if (pattern.test(folder)) return folder;
  }
  return "";
}
