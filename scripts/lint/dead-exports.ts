import type { Finding } from "./finding";
import type { Module, Modules } from "./modules";

/** Files that something other than an import runs or reads, with what does. All their exports count as used. */
const ENTRIES: readonly { readonly files: RegExp; readonly used: string }[] = [
  { files: /^(standards|components|blueprints|policies|engine)\/index\.ts$/, used: "exported by a published package" },
  { files: /^standards\/events\/index\.ts$/, used: "exported as @plinth/standards/events" },
  { files: /^policies\/testing\/index\.ts$/, used: "imported by tests of an organisation's own rules" },
  { files: /^policies\/packs\/[^/]+\/index\.ts$/, used: "run by the engine as a policy pack" },
  { files: /^policies\/rules\/[^/]+\/[^/]+\/examples\.ts$/, used: "loaded from the rule's folder" },
  { files: /^policies\/crossguard\/overrides\.ts$/, used: "bundled by build:packs" },
  { files: /^services\/.+\/(index|server)\.ts$/, used: "started by AWS Lambda or in a container" },
  { files: /^cli\/bin\/plinth\.js$/, used: "run as plinth" },
  { files: /^stacks\/index\.ts$/, used: "run by Pulumi" },
  { files: /^engine\/(provider|loader|monitor\/host)\/[^/]+\.m?js$/, used: "started by path" },
  { files: /^engine\/provider\/serve\.ts$/, used: "required by main.js" },
  { files: /^scripts\/([^/]+|(lint|generate)\/index)\.(ts|js)$/, used: "run by npm" },
  { files: /^scripts\/pulumi-engine\/(language-host\/)?main\.ts$/, used: "started by path" },
  { files: /^tests\/.+\.test\.ts$/, used: "run by mocha" },
  { files: /^tests\/bench\//, used: "run by npm, or started by a benchmark" },
  { files: /^tests\/(fixtures|exhaustive\/ordinary-programs|(end-to-end|sdks)\/support)\//, used: "run by a test" },
];

/**
 * Exports that nothing outside their file uses, and files that nothing imports or runs. A type that a used export of its
 * file mentions is part of that export.
 */
export function deadExports(
  modules: Modules,
  entries: readonly RegExp[] = ENTRIES.map(({ files }) => files),
): readonly Finding[] {
  const used = usedNames(modules, entries);
  return [...modules.byPath.values()].filter(isOurs).flatMap((module) => {
    const names = used.get(module.path);
    if (names === undefined) {
      return [{ path: module.path, problem: "is imported by no file", fix: "delete it, or name it in ENTRIES" }];
    }
    const again = module.uses.flatMap(({ exportedAs = [], line }) => exportedAs.map((name) => ({ name, line })));
    if (names.has("*")) return [];
    const live = module.exports.filter(({ name }) => names.has(name));
    const dead = module.exports.filter(
      ({ name, kind }) => !(kind === "type" && live.some(({ mentions }) => mentions.includes(name))),
    );
    return [...dead, ...again]
      .filter(({ name }) => name !== "*" && !names.has(name))
      .map(({ name, line }) => ({
        path: module.path,
        line,
        problem: `nothing outside the file uses its export ${name}`,
        fix: "remove the word export, or the code if it is not used here either",
      }));
  });
}

/** JavaScript of CommonJS says what it exports only when it runs. */
function isOurs({ path }: Module): boolean {
  return path.endsWith(".ts") && !path.endsWith(".d.ts");
}

type Used = Map<string, Set<string>>;

/** Names that are used of each file: what entries export, what is imported, and what that exports again in turn. */
function usedNames({ byPath, reach }: Modules, entries: readonly RegExp[]): Used {
  const used: Used = new Map();
  const add = (path: string, name: string): void => {
    const names = used.get(path) ?? new Set<string>();
    used.set(path, names);
    if (names.has(name)) return;
    names.add(name);
    for (const { specifier, names: of, exportedAs } of byPath.get(path)?.uses ?? []) {
      const target = exportedAs && reach(path, specifier);
      if (target === undefined) continue;
      for (const [index, original] of of.entries()) {
        const alias = exportedAs?.[index];
        if (alias === "*") add(target, name);
        else if (name === alias || name === "*") add(target, original);
      }
    }
  };
  for (const { path, uses } of byPath.values()) {
    if (entries.some((pattern) => pattern.test(path))) add(path, "*");
    for (const { specifier, names, exportedAs } of uses) {
      const target = reach(path, specifier);
      if (target === undefined) continue;
      if (!used.has(target)) used.set(target, new Set());
      if (!exportedAs) for (const name of names) add(target, name);
    }
  }
  return used;
}
