/**
 * Checks the import table of the architecture: which folder may import which. Fails with every breach and its place.
 * Relative imports count by the folder they reach, so nothing sneaks around a package name.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const ROOT = resolve(__dirname, "..");

/** What each folder may import of ours. A folder that is not here (`tests`, `scripts`) may import everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  standards: [],
  services: ["standards"],
  components: ["standards"],
  blueprints: ["components", "standards"],
  policies: ["standards"],
  engine: ["standards"],
  cli: ["blueprints", "components", "engine", "policies", "standards"],
  stacks: ["blueprints"],
};

/** What a folder may find with `require.resolve`, to deploy it, and never import. */
const MAY_RESOLVE: Readonly<Record<string, readonly string[]>> = {
  components: ["services"],
  blueprints: ["services"],
};

/** Packages that only some files of a folder may load; their types may be named everywhere, which loads nothing. */
const RESTRICTED: readonly { readonly package: string; readonly folder: string; readonly only: RegExp }[] = [
  { package: "@pulumi/policy", folder: "policies", only: /^policies\/(packs|crossguard)\// },
];

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire(\.resolve)?\s*\(\s*)["']([^"']+)["']/g;

const breaches = Object.keys(MAY_IMPORT).flatMap((folder) =>
  sourcesIn(join(ROOT, folder)).flatMap((f) => breachesOf(folder, f)),
);
for (const breach of breaches) console.error(breach);
if (breaches.length > 0) process.exitCode = 1;

function breachesOf(folder: string, file: string): string[] {
  const shown = relative(ROOT, file).split(sep).join("/");
  const allowed = MAY_IMPORT[folder] ?? [];
  const resolvable = MAY_RESOLVE[folder] ?? [];
  return importsOf(file).flatMap(({ specifier, line, typesOnly, resolved }) => {
    const target = targetFolder(file, specifier);
    const may = allowed.includes(target ?? "") || (resolved && resolvable.includes(target ?? ""));
    if (target !== undefined && target !== folder && !may) {
      return [
        `${shown}:${line}: ${folder} must not import ${target}; it may import ${allowed.join(", ") || "nothing of ours"}`,
      ];
    }
    const rule = typesOnly
      ? undefined
      : RESTRICTED.find((r) => r.folder === folder && packageOf(specifier) === r.package && !r.only.test(shown));
    return rule ? [`${shown}:${line}: only ${rule.only.source} may load ${rule.package}`] : [];
  });
}

function importsOf(file: string): { specifier: string; line: number; typesOnly: boolean; resolved: boolean }[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text, index) =>
      text.trimStart().startsWith("*")
        ? []
        : [...text.matchAll(IMPORT)].map((m) => ({
            specifier: m[2] ?? "",
            resolved: m[1] !== undefined,
            line: index + 1,
            typesOnly: /^\s*(import|export) type\b/.test(text),
          })),
    );
}

/** The folder of ours that an import reaches; undefined for packages of others. */
function targetFolder(file: string, specifier: string): string | undefined {
  if (specifier.startsWith("@plinth/service-")) return "services";
  if (specifier.startsWith("@plinth/")) return specifier.split("/")[1];
  if (!specifier.startsWith(".")) return undefined;
  const [first = ""] = relative(ROOT, resolve(dirname(file), specifier)).split(sep);
  return first.startsWith("..") ? undefined : first;
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name) && !entry.parentPath.includes("node_modules"))
    .map((entry) => join(entry.parentPath, entry.name));
}
