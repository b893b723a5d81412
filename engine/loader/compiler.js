// @ts-check
// How `pulumi up` compiles a program: with the TypeScript that Pulumi's SDK finds, and the options of the program's
// tsconfig.json. Functions that a program serialises (`aws.lambda.CallbackFunction`) go into the cloud as this compiler
// writes them, so no other one will do: it decides which names a function captures, and what `import * as` is to it.

const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");

/** @typedef {Record<string, unknown>} Options As in tsconfig.json. */

/**
 * A program's compiler.
 * @typedef {object} Compiler
 * @property {string} library File of the TypeScript library.
 * @property {string} version Its version.
 * @property {Options} options Of the program's tsconfig.json.
 */

/**
 * The compiler of the program that runs in `directory`; undefined if it has no SDK with TypeScript, or says that ts-node
 * compiles with swc.
 * @param {string} directory
 * @param {string} [tsconfig] Default: `tsconfig.json`.
 * @returns {Compiler | undefined}
 */
function compilerIn(directory, tsconfig = "tsconfig.json") {
  const settings = settingsOf(path.resolve(directory, tsconfig));
  const { swc, transpiler } = /** @type {Options} */ (settings["ts-node"] ?? {});
  if (swc === true || String(transpiler).includes("swc")) return undefined;
  const found = typescriptFor(directory);
  return found && { ...found, options: /** @type {Options} */ (settings.compilerOptions ?? {}) };
}

/**
 * `cmd/run` of the SDK (tsutils.js) takes TypeScript from where the SDK is, or its own of 2020 if there is none.
 * @param {string} directory
 */
function typescriptFor(directory) {
  const sdk = resolved(path.join(directory, "index.js"), "@pulumi/pulumi/package.json");
  const own = sdk && resolved(sdk, "typescript");
  if (own) return { library: own, version: versionOf(own) };
  const library = sdk && path.join(path.dirname(sdk), "vendor/typescript@3.8.3/typescript.js");
  return library && fs.existsSync(library) ? { library, version: "3.8.3" } : undefined;
}

/** @param {string} library */
function versionOf(library) {
  const manifest = path.join(path.dirname(library), "../package.json");
  return String(JSON.parse(fs.readFileSync(manifest, "utf8")).version);
}

/**
 * @param {string} from
 * @param {string} id
 */
function resolved(from, id) {
  try {
    return createRequire(from).resolve(id);
  } catch {
    return undefined;
  }
}

/**
 * A tsconfig.json over those that it extends. Pulumi's defaults win over what is inherited, as they do in `cmd/run`
 * (run.js): it hands ts-node the options of the first file as its own.
 * @param {string} file
 * @returns {Options}
 */
function settingsOf(file) {
  const own = readJson(file);
  const inherited = inheritedBy(own, file, 0);
  const { target, module, moduleResolution, ...rest } = inherited;
  return { ...own, compilerOptions: { ...rest, .../** @type {Options} */ (own.compilerOptions) } };
}

/**
 * @param {Options} settings
 * @param {string} file
 * @param {number} depth
 * @returns {Options}
 */
function inheritedBy(settings, file, depth) {
  /** @type {Options} */
  const options = {};
  if (depth > 10) return options;
  for (const base of [settings.extends ?? []].flat().map(String)) {
    const found = extended(base, file);
    if (found === undefined) continue;
    const its = readJson(found);
    Object.assign(options, inheritedBy(its, found, depth + 1), its.compilerOptions);
  }
  return options;
}

/**
 * @param {string} base
 * @param {string} file
 */
function extended(base, file) {
  if (!/^\.{0,2}\//.test(base) && !path.isAbsolute(base)) {
    const names = [base, `${base}.json`, `${base}/tsconfig.json`];
    return names.map((name) => resolved(file, name)).find((found) => found?.endsWith(".json"));
  }
  const at = path.resolve(path.dirname(file), base);
  return [at, `${at}.json`].find((found) => fs.existsSync(found) && fs.statSync(found).isFile());
}

/**
 * JSON with comments and trailing commas. What cannot be read says nothing, as in Pulumi.
 * @param {string} file
 * @returns {Options}
 */
function readJson(file) {
  try {
    const text = fs.readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    const bare = text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, "$1");
    return Object(JSON.parse(bare.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, "$1")));
  } catch {
    return {};
  }
}

/**
 * @param {Compiler} compiler
 * @param {string} source
 * @param {string} file
 * @param {"commonjs" | "es6"} format
 * @param {boolean} sourceMaps
 * @returns {{ code: string, map: string | undefined } | undefined} Undefined if this compiler does not understand it.
 */
function compile(compiler, source, file, format, sourceMaps) {
  /** @type {typeof import("typescript")} */
  const ts = require(compiler.library);
  // TypeScript's native releases have no library.
  if (typeof ts.transpileModule !== "function") return undefined;
  const asWritten = { ...defaultsOf(compiler, format), ...compiler.options, ...formatOptions(compiler, format) };
  // Node.js 20 has neither decorators nor `using`.
  if (String(asWritten.target).toLowerCase() === "esnext") asWritten.target = "ES2022";
  const { options } = ts.convertCompilerOptionsFromJson(asWritten, path.dirname(file));
  // A target that this TypeScript does not know would otherwise be ES5, whose classes cannot extend the SDK's.
  options.target ??= ts.ScriptTarget.ES2020;
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    compilerOptions: { ...options, ...OUTPUT, sourceMap: sourceMaps },
    fileName: format === "es6" ? file.replace(/\.ts$/, ".mts") : file,
    reportDiagnostics: true,
  });
  // Codes below 2000 are syntax that the parser did not understand; the others do not change what is written.
  if (diagnostics?.some(({ code, category }) => category === ts.DiagnosticCategory.Error && code < 2000))
    return undefined;
  return { code: outputText.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n"), map: sourceMapText };
}

/** What is written is run at once, and nothing else is. */
const OUTPUT = { inlineSourceMap: false, inlineSources: false, mapRoot: undefined, sourceRoot: undefined };

/**
 * Those of `cmd/run`.
 * @param {Compiler} compiler
 * @param {"commonjs" | "es6"} format
 * @returns {Options}
 */
function defaultsOf(compiler, format) {
  const module = hasNodeNext(compiler) ? "nodenext" : "commonjs";
  return { target: format === "es6" ? "ES2022" : "ES2020", module };
}

/**
 * The file's package decides whether it is an ES module, whatever `module` says; only in Node.js's own modes does
 * TypeScript leave `import()` as it is.
 * @param {Compiler} compiler
 * @param {"commonjs" | "es6"} format
 * @returns {Options}
 */
function formatOptions(compiler, format) {
  const module = String(compiler.options.module ?? defaultsOf(compiler, format).module).toLowerCase();
  const isNode = module.startsWith("node");
  if (isNode && hasNodeNext(compiler)) return { module: "nodenext", moduleResolution: "nodenext" };
  return { module: format === "es6" ? "esnext" : "commonjs", moduleResolution: "node" };
}

/** @param {Compiler} compiler */
function hasNodeNext({ version }) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 4 || (major === 4 && minor >= 7);
}

module.exports = { compile, compilerIn };
