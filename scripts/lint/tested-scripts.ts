import type { Finding } from "./finding";
import type { Modules } from "./modules";

/** Exported functions of scripts that no test imports. */
export function untestedScripts({ byPath, reach }: Modules): readonly Finding[] {
  const tested = new Set<string>();
  for (const { path, uses } of byPath.values()) {
    if (!/^tests\/.+\.test\.ts$/.test(path)) continue;
    for (const { specifier, names } of uses) {
      for (const name of names) tested.add(`${reach(path, specifier)} ${name}`);
    }
  }
  return [...byPath.values()]
    .filter(({ path }) => path.startsWith("scripts/"))
    .flatMap(({ path, exports }) =>
      exports
        .filter(({ name, kind }) => kind === "function" && !tested.has(`${path} ${name}`) && !tested.has(`${path} *`))
        .map(({ name, line }) => ({
          path,
          line,
          problem: `no test imports the exported function ${name}`,
          fix: `test it in ${path.replace(/^scripts\//, "tests/unit/scripts/").replace(/\.ts$/, ".test.ts")}`,
        })),
    );
}
