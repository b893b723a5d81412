// @ts-check

const fs = require("node:fs");
const { SourceMap } = require("node:module");
const path = require("node:path");

const EXTENSIONS = [".ts", ".cts", ".mts", ".tsx"];

/**
 * Lets Node.js load TypeScript as it is: each file is transpiled when it is first required, nothing is type-checked
 * (that is `npm run typecheck`), and no source-map hook is installed, which would cost milliseconds for each Error that
 * a Pulumi program creates. Stack traces give positions in the transpiled text; {@link originalPosition} translates the
 * few that anybody reads.
 */
function registerTypeScript() {
  for (const extension of EXTENSIONS) require.extensions[extension] ??= load;
}

/**
 * As {@link registerTypeScript}, in place of any other hook, until the function that it returns is called.
 * @returns {() => void}
 */
function takeTypeScript() {
  const before = EXTENSIONS.map((extension) => /** @type {const} */ ([extension, require.extensions[extension]]));
  for (const extension of EXTENSIONS) require.extensions[extension] = load;
  return () => {
    for (const [extension, hook] of before) {
      if (hook) require.extensions[extension] = hook;
      else delete require.extensions[extension];
    }
  };
}

/** @type {Map<string, { readonly modified: number, readonly code: string }>} */
const transpiled = new Map();

/**
 * @param {NodeJS.Module} module_
 * @param {string} file
 */
function load(module_, file) {
  const modified = fs.statSync(file).mtimeMs;
  let known = transpiled.get(file);
  if (known?.modified !== modified) {
    known = { modified, code: transpile(fs.readFileSync(file, "utf8"), file, "commonjs") };
    transpiled.set(file, known);
  }
  /** @type {{ _compile(code: string, file: string): void }} */ (/** @type {unknown} */ (module_))._compile(
    known.code,
    file,
  );
}

/**
 * @param {string} source
 * @param {string} file
 * @param {"commonjs" | "es6"} format
 * @returns {string}
 */
function transpile(source, file, format) {
  return transform(source, file, format, false).code;
}

/**
 * @param {string} source
 * @param {string} file
 * @param {"commonjs" | "es6"} format
 * @param {boolean} sourceMaps
 */
function transform(source, file, format, sourceMaps) {
  // Loaded here and not above: a program in JavaScript needs no transpiler.
  const { transformSync } = require("@swc/core");
  try {
    return transformSync(source, {
      filename: file,
      configFile: false,
      swcrc: false,
      sourceMaps,
      jsc: {
        target: "es2022",
        parser: { syntax: "typescript", tsx: file.endsWith("x"), decorators: true },
        // As `pulumi up` compiles: a field that a class only declares does not hide what its base class has set.
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        keepClassNames: true,
      },
      module: { type: format },
    });
  } catch (error) {
    // What follows the message is the transpiler's own stack.
    const [message = ""] = String(/** @type {Error} */ (error).message).split("\n\n\nCaused by:");
    throw new SyntaxError(`${file}\n${message}`);
  }
}

/**
 * Where a position in the transpiled text of a TypeScript file is in its source; as it is, if this hook did not
 * transpile the file.
 * @param {string} file
 * @param {number} line From 1.
 * @param {number} column From 1.
 * @returns {{ readonly line: number, readonly column: number }}
 */
function originalPosition(file, line, column) {
  if (!transpiled.has(file)) return { line, column };
  const { map } = transform(fs.readFileSync(file, "utf8"), file, "commonjs", true);
  const entry = new SourceMap(JSON.parse(map ?? "{}")).findEntry(line - 1, column - 1);
  return "originalLine" in entry
    ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 }
    : { line, column };
}

module.exports = { registerTypeScript, takeTypeScript, transpile, originalPosition };

// `node engine/typescript.js FILE [argument…]` runs one TypeScript file.
if (require.main === module) {
  const [, , file, ...rest] = process.argv;
  if (!file) {
    console.error("usage: node engine/typescript.js FILE [argument…]");
    process.exit(2);
  }
  process.argv = [process.argv[0] ?? "node", path.resolve(file), ...rest];
  registerTypeScript();
  require(path.resolve(file));
}
