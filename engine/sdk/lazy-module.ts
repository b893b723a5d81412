import { Module } from "node:module";

/**
 * Lets a library that is loaded at the start, but used by few programs, load when a member of it is first read.
 * Does nothing if it is loaded already, or is not there.
 * @param require Finds the library as the one who loads it would.
 */
export function loadLazily(require: NodeJS.Require, id: string): void {
  const file = resolved(require, id);
  if (file === undefined || require.cache[file]) return;
  let library: Record<PropertyKey, unknown> | undefined;
  const load = () => {
    delete require.cache[file];
    return require(file) as Record<PropertyKey, unknown>;
  };
  const exports = new Proxy(
    {},
    {
      defineProperty(_, member, descriptor) {
        library ??= load();
        return Reflect.defineProperty(library, member, descriptor);
      },
      get(_, member) {
        // Asked by every transpiled import, before anything is used; and the answer makes it take no copy.
        if (member === "__esModule") return true;
        library ??= load();
        // What a library that is one function is to a transpiled import.
        return member === "default" && library.__esModule !== true ? library : library[member];
      },
    },
  );
  require.cache[file] = Object.assign(new Module(file), { filename: file, loaded: true, exports });
}

function resolved(require: NodeJS.Require, id: string): string | undefined {
  try {
    return require.resolve(id);
  } catch {
    return undefined;
  }
}
