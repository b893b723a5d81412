import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageOf } from "../../../scripts/lint/modules";
import { retrievalSettings } from "../../../services/runtime/retrieval";
import { modelSettings } from "../../../services/runtime/settings";

const SERVICES = join(__dirname, "../../../services");
const FOLDERS = readdirSync(SERVICES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(SERVICES, entry.name, "package.json")))
  .map(({ name }) => name);

/** Sources of a service by path. */
function sourcesOf(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(join(SERVICES, folder), { recursive: true, encoding: "utf8" });
  const sources = paths.filter((path) => path.endsWith(".ts") && !path.includes("node_modules"));
  return new Map(sources.map((path) => [path, read(folder, path)]));
}

function read(...path: readonly string[]): string {
  return readFileSync(join(SERVICES, ...path), "utf8");
}

describe("packages of the services", () => {
  it("are listed in services/README.md", () => {
    const missing = FOLDERS.filter((folder) => folder !== "runtime" && !read("README.md").includes(`](${folder})`));

    assert.deepEqual(missing, []);
  });

  it("of variables that services share, services/README.md has all", () => {
    const shared = Object.keys({ ...modelSettings, ...retrievalSettings });

    assert.deepEqual(
      shared.filter((name) => !read("README.md").includes(`\`${name}\``)),
      [],
    );
  });

  for (const folder of FOLDERS) {
    it(`${folder} depends on exactly the packages that it imports`, () => {
      const imported = [...sourcesOf(folder).values()]
        .flatMap((source) => [...source.matchAll(/\bfrom "([^"]+)"/g)].map(([, specifier = ""]) => specifier))
        .filter((specifier) => !specifier.startsWith(".") && !specifier.startsWith("node:"))
        .map(packageOf);
      const { dependencies } = JSON.parse(read(folder, "package.json"));

      assert.deepEqual(Object.keys(dependencies), [...new Set(imported)].sort());
    });

    it(`${folder} has a README with every variable of its own`, () => {
      const settings = [...sourcesOf(folder)].filter(([path]) => path.endsWith("settings.ts") && folder !== "runtime");
      const variables = settings.flatMap(([, source]) =>
        [...source.matchAll(/^ +([A-Z][A-Z_]+): /gm)].map(([, n]) => n),
      );
      const readme = read(folder, "README.md");

      assert.deepEqual(
        variables.filter((name) => !readme.includes(`\`${name}\``)),
        [],
      );
    });
  }
});
