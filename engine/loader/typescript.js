// @ts-check

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { SourceMap } = require("node:module");
const path = require("node:path");
const { compile } = require("./compiler");
const { isPlinth } = require("./own-packages");
const { runFromImage } = require("./start-image");

/** @typedef {import("./compiler").Compiler} Compiler */

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

/** @type {Compiler | undefined} */
let programCompiler;

/**
 * As {@link registerTypeScript}, in place of any other hook, until the function that it returns is called.
 * @param {Compiler} [compiler] Compiles the program's files. Default: as Plinth's own.
 * @returns {() => void}
 */
function takeTypeScript(compiler) {
  const before = EXTENSIONS.map((extension) => /** @type {const} */ ([extension, require.extensions[extension]]));
  for (const extension of EXTENSIONS) require.extensions[extension] = load;
  programCompiler = compiler;
  return () => {
    programCompiler = undefined;
    for (const [extension, hook] of before) {
      if (hook) require.extensions[extension] = hook;
      else delete require.extensions[extension];
    }
  };
}

/** @type {Map<string, { readonly modified: number, readonly code: string, readonly compiler: Compiler | undefined }>} */
const transpiled = new Map();

/**
 * @param {NodeJS.Module} module_
 * @param {string} file
 */
function load(module_, file) {
  if (runFromImage(module_, file)) return;
  const modified = fs.statSync(file).mtimeMs;
  const compiler = isPlinth(file) ? undefined : programCompiler;
  let known = transpiled.get(file);
  if (known?.modified !== modified || JSON.stringify(known.compiler) !== JSON.stringify(compiler)) {
    known = { modified, code: transpile(fs.readFileSync(file, "utf8"), file, "commonjs", compiler), compiler };
    transpiled.set(file, known);
  }
  /** @type {{ _compile(code: string, file: string): void }} */ (/** @type {unknown} */ (module_))._compile(
    known.code,
    file,
  );
}

/**
 * Beside the packages, so that it goes with them; half of a command's start would otherwise be transpiling what has not
 * changed since the last one.
 */
const CACHE = path.join(__dirname, "../../node_modules/.cache/plinth/transpiled");

/**
 * @param {string} source
 * @param {string} file
 * @param {"commonjs" | "es6"} format
 * @param {Compiler} [compiler] Default: swc, as for Plinth's own files.
 * @returns {string}
 */
function transpile(source, file, format, compiler) {
  const cached = path.join(CACHE, `${keyOf(source, file, format, compiler)}.js`);
  try {
    return fs.readFileSync(cached, "utf8");
  } catch {
    // Not transpiled yet, then.
  }
  const { code } = transform(source, file, format, compiler, false);
  remember(cached, code);
  return code;
}

/**
 * All that the outcome depends on: transpiler and its options, format, kind of file and text.
 * @param {string} source
 * @param {string} file
 * @param {string} format
 * @param {Compiler | undefined} compiler
 */
function keyOf(source, file, format, compiler) {
  return createHash("sha256")
    .update(toolVersion())
    .update(`\n${format}${path.extname(file)}\n${JSON.stringify(compiler ?? {})}\n`)
    .update(source)
    .digest("hex");
}

/** @type {string | undefined} */
let version;

function toolVersion() {
  version ??= [__filename, require.resolve("./compiler"), require.resolve("@swc/core/package.json")]
    .map((file) => fs.readFileSync(file, "utf8"))
    .join("\n");
  return version;
}

/**
 * @param {string} cached
 * @param {string} code
 */
function remember(cached, code) {
  try {
    fs.mkdirSync(CACHE, { recursive: true });
    const temporary = `${cached}.${process.pid}`;
    fs.writeFileSync(temporary, code);
    fs.renameSync(temporary, cached);
  } catch {
    // A folder that cannot be written to costs time, and nothing else.
  }
}

/**
 * Syntax that the program's TypeScript does not know, swc may; what neither knows, swc says where it is.
 * @param {string} source
 * @param {string} file
 * @param {"commonjs" | "es6"} format
 * @param {Compiler | undefined} compiler
 * @param {boolean} sourceMaps
 */
function transform(source, file, format, compiler, sourceMaps) {
  const compiled = compiler && compile(compiler, source, file, format, sourceMaps);
  return compiled ?? transformWithSwc(source, file, format, sourceMaps);
}

/**
 * @param {string} source
 * @param {string} file
 * @param {"commonjs" | "es6"} format
 * @param {boolean} sourceMaps
 */
function transformWithSwc(source, file, format, sourceMaps) {
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
 * @param {boolean} isModule Whether it was loaded as an ES module, in another thread.
 * @returns {{ readonly line: number, readonly column: number }}
 */
function originalPosition(file, line, column, isModule) {
  const known = isModule ? { compiler: programCompiler } : transpiled.get(file);
  if (!known) return { line, column };
  const format = isModule ? "es6" : "commonjs";
  const { map } = transform(fs.readFileSync(file, "utf8"), file, format, known.compiler, true);
  const entry = new SourceMap(JSON.parse(map ?? "{}")).findEntry(line - 1, column - 1);
  return "originalLine" in entry
    ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 }
    : { line, column };
}

module.exports = { registerTypeScript, takeTypeScript, transpile, originalPosition };

// `node engine/loader/typescript.js FILE [argument…]` runs one TypeScript file.
if (require.main === module) {
  const [, , file, ...rest] = process.argv;
  if (!file) {
    console.error("usage: node engine/loader/typescript.js FILE [argument…]");
    process.exit(2);
  }
  process.argv = [process.argv[0] ?? "node", path.resolve(file), ...rest];
  registerTypeScript();
  require(path.resolve(file));
}
