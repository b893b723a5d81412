import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "@swc/core";
import { preview } from "../../support/preview";
import { REPOSITORY } from "../../support/repository";

/** Runs a README's first TypeScript block as a program, as a reader would paste it. */
function runReadme(folder: string): Record<string, unknown> {
  const text = readFileSync(join(REPOSITORY, folder, "README.md"), "utf8");
  const [, source = ""] = /```ts\n([\s\S]*?)```/.exec(text) ?? [];
  const { code } = transformSync(source, {
    configFile: false,
    swcrc: false,
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const outputs: Record<string, unknown> = {};
  new Function("require", "exports", code)(require, outputs);
  return { ...outputs };
}

describe("the READMEs of standards and components", () => {
  it("show a program that previews", async () => {
    const { error, resources, outputs } = await preview(() => runReadme("components"));

    assert.equal(error, undefined);
    assert.deepEqual(Object.keys(outputs).sort(), ["securityGroupIds", "subnetIds"]);
    assert.equal(resources.all("aws:s3/bucket:Bucket").length, 4);
  });

  it("show how the standard is asked", () => {
    assert.doesNotThrow(() => runReadme("standards"));
  });
});
