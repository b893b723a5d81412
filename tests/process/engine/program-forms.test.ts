import assert from "node:assert/strict";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";
import type { StackPreview } from "@plinth/engine";
import { readPulumiProject } from "../../../cli/readers/pulumi-project";
import { StackRunner } from "../../../cli/run/stack-runner";

const FORMS = join(__dirname, "../../fixtures/engine/forms");
const BUCKET = "aws:s3/bucket:Bucket";

/** Resources of a form in alphabetical order, without prefix and default providers, and what of it can go wrong. */
interface Form {
  readonly what: string;
  readonly resources: readonly string[];
  /** Tags of the bucket `uploads`. Default: not looked at. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly outputs?: readonly string[];
}

const FORM: Readonly<Record<string, Form>> = {
  javascript: { what: "JavaScript that package.json names", resources: [`${BUCKET}::uploads`], outputs: ["arn"] },
  "javascript-index": {
    what: "JavaScript without a package.json",
    resources: [`${BUCKET}::uploads`],
    outputs: ["arn"],
  },
  "async-export": {
    what: "an asynchronous function in module.exports, and import() of an ES module",
    resources: [`${BUCKET}::results`, `${BUCKET}::uploads`, "aws:sns/topic:Topic::alerts"],
    outputs: ["arns", "topic"],
  },
  "default-export": { what: "a default export of CommonJS, which Pulumi does not call", resources: [] },
  "dynamic-import": {
    what: "import() that TypeScript makes require",
    resources: [`${BUCKET}::results-v2`, `${BUCKET}::uploads-v2`],
    outputs: ["arns"],
  },
  "native-import": {
    what: "import() that TypeScript leaves as it is",
    resources: [`${BUCKET}::results`, `${BUCKET}::uploads`],
    tags: { team: "data" },
    outputs: ["arns"],
  },
  esm: {
    what: "ES modules with import attributes, top-level await and .mts",
    resources: [
      "aws:iam/role:Role::reader",
      `${BUCKET}::results`,
      `${BUCKET}::uploads`,
      "aws:sns/topic:Topic::alerts",
      "aws:sqs/queue:Queue::jobs",
    ],
    outputs: ["arn", "queue", "role", "topic"],
  },
  "esm-mixed": {
    what: "ES modules that import CommonJS and export types of one another",
    resources: ["aws:dynamodb/table:Table::orders", "aws:ec2/vpc:Vpc::main"],
    outputs: ["table", "vpc"],
  },
  "esm-javascript": {
    what: "ES modules in JavaScript, with import attributes",
    resources: [`${BUCKET}::uploads`],
    tags: { team: "data", same: "uploads", required: "uploads" },
    outputs: ["arn"],
  },
  "mjs-entry": { what: "main that names an .mjs", resources: [`${BUCKET}::uploads`], outputs: ["arn"] },
  "main-file": {
    what: "main that names a file, which runs in the file's folder",
    resources: [`${BUCKET}::uploads`],
    tags: { cwd: "src", root: "main-file", finds: "true" },
  },
  "main-compiled": { what: "main that names a compiled file", resources: [`${BUCKET}::uploads`] },
  "main-folder": {
    what: "main that names a folder",
    resources: [`${BUCKET}::uploads`],
    tags: { cwd: "infra", root: "main-folder" },
  },
  "dry-run": {
    what: "what only an update does, left out",
    resources: [`${BUCKET}::uploads`],
    tags: { dryRun: "true", imported: "true" },
    outputs: ["arn", "isKnown"],
  },
  bun: { what: "Bun's runtime, and imports without an extension", resources: [`${BUCKET}::uploads`], outputs: ["arn"] },
  "runtime-options": { what: "options of the runtime", resources: [`${BUCKET}::uploads`], outputs: ["arn"] },
  "tsconfig-option": {
    what: "a tsconfig.json of another name",
    resources: [`${BUCKET}::uploads`],
    outputs: ["arn"],
  },
  syntax: {
    what: "enums, namespaces, import = require, export =, legacy decorators, parameter properties and .tsx",
    resources: [`shop:index:Store$${BUCKET}::shop-uploads`, "shop:index:Store::shop-uploads"],
    outputs: ["arn", "registered"],
  },
  decorators: {
    what: "standard decorators and accessors",
    resources: [`${BUCKET}::uploads`],
    tags: { kinds: "class Store", field: "1" },
    outputs: ["arn"],
  },
  "own-ts-node": { what: "a ts-node of the program's own", resources: [`${BUCKET}::uploads`], outputs: ["arn"] },
  "path-aliases": {
    what: "paths that the program resolves itself",
    resources: [`${BUCKET}::uploads`],
    outputs: ["arn"],
  },
  "monorepo/infra": {
    what: "a workspace's library in TypeScript",
    resources: ["shop:network:Network$aws:ec2/vpc:Vpc::main-vpc", "shop:network:Network::main"],
    outputs: ["id", "name"],
  },
};

describe("Programs as people write them are previewed:", () => {
  before(() => {
    const link = join(FORMS, "monorepo/infra/node_modules/@shop/network");
    mkdirSync(join(link, ".."), { recursive: true });
    if (!existsSync(link)) symlinkSync("../../../packages/network", link);
  });

  for (const [folder, { what, resources, tags, outputs = [] }] of Object.entries(FORM)) {
    it(what, async () => {
      const preview = await previewOf(folder);

      assert.deepEqual(registered(preview), resources);
      if (tags) assert.deepEqual(preview.resources.find(({ name }) => name === "uploads")?.inputs.tags, tags);
      if (folder !== "default-export") assert.deepEqual(Object.keys(preview.outputs).sort(), outputs);
    });
  }

  it("each time anew", async () => {
    for (const folder of ["esm", "async-export", "native-import"]) {
      const [first, second] = [await previewOf(folder), await previewOf(folder)];
      assert.deepEqual(registered(first), registered(second));
    }
  });

  it("without a trace of how one finds its modules", async () => {
    const before = [Reflect.get(Module, "_resolveFilename"), Error.prepareStackTrace, require.extensions[".js"]];
    for (const folder of ["own-ts-node", "path-aliases"]) await previewOf(folder);

    assert.deepEqual(
      [Reflect.get(Module, "_resolveFilename"), Error.prepareStackTrace, require.extensions[".js"]],
      before,
    );
  });

  it("and the report says that Bun's are run by Node.js", async () => {
    const { logs } = await previewOf("bun");

    const message = "Pulumi.yaml says runtime: bun; previewed with Node.js";
    assert.deepEqual(logs, [{ severity: "warning", message }]);
  });
});

async function previewOf(folder: string): Promise<StackPreview> {
  const project = readPulumiProject(join(FORMS, folder));
  const [settings] = project.stacks;
  assert.ok(settings);
  const preview = await new StackRunner(project).preview(settings);
  assert.ok("resources" in preview, "message" in preview ? preview.message : "");
  return preview;
}

function registered({ resources }: StackPreview): readonly string[] {
  return resources
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ urn }) => urn.split("::").slice(2).join("::"))
    .sort();
}
