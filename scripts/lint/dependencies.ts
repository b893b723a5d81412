import { builtinModules } from "node:module";
import { posix } from "node:path";
import type { Finding } from "./finding";
import { type Modules, packageOf } from "./modules";

/** The parts of a `package.json` that name other packages. */
interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Dependencies that no import names, by the `package.json` that declares them, with what needs them. */
const NEEDED_OTHERWISE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "package.json": {
    "@biomejs/biome": "npm run lint",
    "@types/mocha": "tsconfig.json",
    "@types/node": "tsconfig.json",
    mocha: "npm test",
    "ts-node": ".mocharc.yaml",
  },
  "stacks/package.json": {
    "@pulumi/aws": "Pulumi installs the plugins of a program's dependencies",
    "@pulumi/pulumi": "Pulumi finds the version of its SDK here",
  },
};

/**
 * Packages that a workspace imports and does not declare, or declares and does not use. Tests and scripts belong to the whole
 * repository: they may import what any workspace declares. Types alone may come from the repository's devDependencies.
 * @param files Texts by path, with each workspace's `package.json`.
 */
export function dependencyFaults(files: ReadonlyMap<string, string>, modules: Modules): readonly Finding[] {
  const manifests = new Map(
    [...files]
      .filter(([path]) => posix.basename(path) === "package.json" && isWorkspace(path))
      .map(([path, text]) => [posix.dirname(path), JSON.parse(text) as Manifest]),
  );
  // A fixture may be a repository of its own, whose packages import one another.
  const ofFixtures = [...files].filter(([path]) => /^tests\/fixtures\/.*\/package\.json$/.test(path));
  const everywhere = new Set([
    ...ofFixtures.map(([, text]) => (JSON.parse(text) as Manifest).name),
    ...[...manifests.values()].flatMap((one) => [one.name, ...declaredBy(one)]),
  ]);
  const used = new Map<string, Set<string>>([...manifests.keys()].map((folder) => [folder, new Set()]));
  const undeclared: Finding[] = [];
  for (const { path, uses } of modules.byPath.values()) {
    const folder = workspaceOf(path, manifests);
    const manifest = manifests.get(folder);
    if (!manifest) continue;
    const declared = folder === "." ? everywhere : new Set([manifest.name, ...declaredBy(manifest)]);
    for (const { specifier, line, kind } of uses) {
      const name = packageOf(specifier);
      if (specifier.startsWith(".") || isBuiltIn(specifier)) continue;
      used.get(folder)?.add(name);
      if (has(declared, name) || (kind === "types" && has(everywhere, name))) continue;
      undeclared.push({
        path,
        line,
        problem: `imports ${name}, which ${manifestPath(folder)} does not declare`,
        fix: `npm install --save-exact ${name}${folder === "." ? " --save-dev" : ` --workspace ${folder}`}`,
      });
    }
  }
  const unused = [...manifests].flatMap(([folder, manifest]) =>
    declaredBy(manifest)
      .filter((name) => !isNeeded(name, used.get(folder), manifestPath(folder)))
      .map((name) => ({
        path: manifestPath(folder),
        problem: `declares ${name}, which nothing in it imports`,
        fix: `npm uninstall ${name}${folder === "." ? "" : ` --workspace ${folder}`}`,
      })),
  );
  return [...undeclared, ...unused];
}

/** Declared itself, or by its types: `@types/sarif` for `sarif`. */
function has(declared: ReadonlySet<string>, name: string): boolean {
  return declared.has(name) || declared.has(`@types/${name}`);
}

function isNeeded(name: string, used: ReadonlySet<string> = new Set(), manifest: string): boolean {
  const typed = name.startsWith("@types/") && used.has(name.slice("@types/".length));
  return typed || used.has(name) || Object.hasOwn(NEEDED_OTHERWISE[manifest] ?? {}, name);
}

function declaredBy({ dependencies, devDependencies, peerDependencies, optionalDependencies }: Manifest): string[] {
  return Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies, ...optionalDependencies });
}

/** The packs' manifests name what the engine installs beside a built pack; fixtures' belong to programs of their own. */
function isWorkspace(path: string): boolean {
  return /^(?:[\w-]+\/|services\/[\w-]+\/)?package\.json$/.test(path);
}

function workspaceOf(path: string, manifests: ReadonlyMap<string, Manifest>): string {
  const [first = "", second = ""] = path.split("/");
  return [`${first}/${second}`, first].find((folder) => manifests.has(folder)) ?? ".";
}

function manifestPath(folder: string): string {
  return folder === "." ? "package.json" : `${folder}/package.json`;
}

function isBuiltIn(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}
