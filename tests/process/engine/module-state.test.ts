import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { previewStack } from "@plinth/engine";

const PULUMI = join(__dirname, "../../../node_modules/@pulumi");

const LIBRARY = `import * as aws from "@pulumi/aws";
let shared;
export const provider = () => (shared ??= new aws.Provider("shared", { region: "eu-west-1" }));
`;
const PROGRAM = `import { s3 } from "@pulumi/aws";
import { provider } from "library";
export const { arn } = new s3.Bucket("uploads", {}, { provider: provider() });
`;

describe("A library of ES modules that uses Pulumi", () => {
  it("keeps no resource of one run for the next", async () => {
    const directory = mkdtempSync(join(tmpdir(), "plinth-library-"));
    const library = join(directory, "node_modules/library");
    mkdirSync(library, { recursive: true });
    symlinkSync(PULUMI, join(directory, "node_modules/@pulumi"));
    const manifest = {
      name: "library",
      type: "module",
      exports: "./index.js",
      dependencies: { "@pulumi/pulumi": "3" },
    };
    writeFileSync(join(library, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(library, "index.js"), LIBRARY);
    writeFileSync(join(directory, "package.json"), '{ "type": "module" }');
    writeFileSync(join(directory, "index.js"), PROGRAM);

    try {
      for (const stack of ["dev", "prod"]) {
        const program = { project: "shop", stack, program: directory, directory, config: {} };
        const { resources } = await previewStack(program);
        assert.ok(resources.some(({ name }) => name === "shared"));
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
