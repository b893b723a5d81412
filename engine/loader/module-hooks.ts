import Module from "node:module";

/** What libraries replace that change how modules are found and loaded (tsconfig-paths, ts-node, source-map-support). */
const HOOKS: readonly (readonly [owner: object, member: string])[] = [
  [Module, "_resolveFilename"],
  [Module, "_load"],
  [Module.prototype, "_compile"],
  [Module.prototype, "require"],
  [Error, "prepareStackTrace"],
];

/** Remembers how modules are found and loaded. The function that it returns puts it back. */
export function keepModuleHooks(): () => void {
  const hooks = HOOKS.map(([owner, member]) => [owner, member, Reflect.get(owner, member)] as const);
  const extensions = { ...require.extensions };
  return () => {
    for (const [owner, member, before] of hooks) {
      if (Reflect.get(owner, member) !== before) Reflect.set(owner, member, before);
    }
    for (const extension of Object.keys(require.extensions)) delete require.extensions[extension];
    Object.assign(require.extensions, extensions);
  };
}
