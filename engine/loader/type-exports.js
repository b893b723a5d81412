// @ts-check

const DECLARED = /^export\s+(?:declare\s+)?(?:interface|type)\s+([\w$]+)(?=[\s<={])/gm;
const LISTED = /^export\s+(type\s+)?\{([^}]*)\}/gm;
const VALUE =
  /^export\s+(?:declare\s+)?(?:async\s+|abstract\s+)?(?:const\s+enum|const|let|var|function\*?|class|enum|namespace)\s+([\w$]+)/gm;

/**
 * Names that a TypeScript module exports as types only. A file by itself does not tell whether what it re-exports is a
 * type (`export { NetworkArgs } from "./network.js"`). Pulumi's compiler knows all files and leaves such an export out;
 * ours compiles one file at a time and leaves it in, so that the name must be there when Node.js links the modules.
 * @param {string} source
 * @returns {readonly string[]}
 */
function typeExports(source) {
  const names = new Set([...source.matchAll(DECLARED)].map(([, name = ""]) => name));
  for (const [, allTypes, list = ""] of source.matchAll(LISTED)) {
    for (const entry of list.split(",").map((text) => text.trim())) {
      const name = entry.split(/\s+/).at(-1);
      if (!name) continue;
      if (allTypes || /^type\s+(?!as\b)/.test(entry)) names.add(name);
      else names.delete(name);
    }
  }
  for (const [, name = ""] of source.matchAll(VALUE)) names.delete(name);
  names.delete("default");
  return [...names];
}

module.exports = { typeExports };
