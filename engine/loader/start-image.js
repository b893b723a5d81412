// @ts-check

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");

const PLINTH = path.join(__dirname, "../..");
const FOLDER = path.join(PLINTH, "node_modules/.cache/plinth/start");
/** An image that was written longer ago is of a project, or a Node.js, that may be gone. */
const KEPT_MS = 30 * 86_400_000;

/**
 * A module as it was compiled. Time and size tell whether its file is still that one.
 * @typedef {{ readonly modified: number, readonly size: number, readonly code: Buffer, readonly compiled?: Buffer }} Compiled
 * @typedef {(exports: unknown, require: unknown, module: NodeJS.Module, file: string, directory: string) => void} Body
 * @typedef {(request: string, parent?: NodeJS.Module, isMain?: boolean, options?: object) => string} Resolve
 * @typedef {{ _compile(code: string, file: string, format?: string): unknown }} Compiling
 */

/** Parts of Node.js's loader that libraries replace, and that its typings leave out. */
const loader = /** @type {{ _resolveFilename: Resolve, prototype: Compiling }} */ (/** @type {unknown} */ (Module));

/**
 * Modules in one file, with what V8 made of them at an earlier start and where they found each other: to find, read and
 * compile a thousand files is most of a short command's time.
 */
class StartImage {
  /** @type {Map<string, Compiled>} */
  #modules = new Map();
  /** By file and request. @type {Map<string, Record<string, string>>} */
  #resolutions = new Map();
  /** @type {Map<string, vm.Script>} */
  #scripts = new Map();
  /** Asked once of each file, for the process is a short one. @type {Map<string, boolean>} */
  #unchanged = new Map();
  #isComplete = true;

  /**
   * @param {string} root Folder with the `node_modules` of the modules.
   * @param {RegExp} members Which files are in the image, by their path below the root.
   */
  constructor(root, members) {
    this.root = root;
    this.members = members;
    this.image = path.join(FOLDER, digest(root, members.source, process.version, process.arch));
    this.#read();
    process.on("exit", () => {
      if (!this.#isComplete) this.#write();
    });
  }

  /** @param {string} file */
  includes(file) {
    return file.startsWith(this.root) && this.members.test(file.slice(this.root.length + 1).replaceAll(path.sep, "/"));
  }

  /** @param {string} file */
  isUnchanged(file) {
    const known = this.#unchanged.get(file);
    if (known !== undefined) return known;
    const compiled = this.#modules.get(file);
    const found = compiled && fs.statSync(file, { throwIfNoEntry: false });
    const isSame = found !== undefined && found.mtimeMs === compiled?.modified && found.size === compiled.size;
    this.#unchanged.set(file, isSame);
    return isSame;
  }

  /**
   * @param {string} from
   * @param {string} request
   * @param {() => string} find
   */
  resolve(from, request, find) {
    const known = this.#resolutions.get(from);
    const remembered = known?.[request];
    if (remembered !== undefined && this.isUnchanged(remembered)) return remembered;
    const found = find();
    this.#resolutions.set(from, { ...known, [request]: found });
    return found;
  }

  /**
   * @param {string} file
   * @param {string} code
   */
  add(file, code) {
    const { mtimeMs, size } = fs.statSync(file);
    this.#modules.set(file, { modified: mtimeMs, size, code: Buffer.from(code) });
    this.#unchanged.set(file, true);
  }

  /**
   * @param {NodeJS.Module} module_
   * @param {string} file
   */
  run(module_, file) {
    const script = this.#scripts.get(file) ?? this.#compile(file);
    this.#scripts.set(file, script);
    const { exports } = module_;
    const body = /** @type {Body} */ (script.runInThisContext());
    return body.call(exports, exports, requireOf(module_), module_, file, path.dirname(file));
  }

  /** @param {string} file */
  #compile(file) {
    const { code, compiled } = /** @type {Compiled} */ (this.#modules.get(file));
    const script = new vm.Script(Module.wrap(code.toString()), {
      filename: file,
      cachedData: compiled,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (!compiled || script.cachedDataRejected) this.#isComplete = false;
    return script;
  }

  /** An image is a line of JSON that says what is where in the bytes after it. */
  #read() {
    try {
      const bytes = fs.readFileSync(this.image);
      let at = bytes.indexOf("\n") + 1;
      const { stamp, modules } = JSON.parse(bytes.toString("utf8", 0, at));
      if (stamp !== stampOf(this.root)) return;
      const next = (/** @type {number} */ length) => {
        at += length;
        return bytes.subarray(at - length, at);
      };
      for (const { file, modified, size, code, compiled, resolved } of modules) {
        this.#modules.set(file, { modified, size, code: next(code), compiled: next(compiled) });
        this.#resolutions.set(file, resolved);
      }
    } catch {
      // None yet, or one that cannot be read: it is written at the end.
      this.#modules.clear();
    }
  }

  #write() {
    const modules = [];
    const parts = [];
    for (const [file, { modified, size, code, compiled: before }] of this.#modules) {
      const compiled = this.#scripts.get(file)?.createCachedData() ?? before ?? Buffer.alloc(0);
      const resolved = Object.fromEntries(
        Object.entries(this.#resolutions.get(file) ?? {}).filter(([, found]) => this.#modules.has(found)),
      );
      modules.push({ file, modified, size, code: code.length, compiled: compiled.length, resolved });
      parts.push(code, compiled);
    }
    try {
      forgetOldImages();
      const part = `${this.image}.${process.pid}`;
      const index = JSON.stringify({ stamp: stampOf(this.root), modules });
      fs.writeFileSync(part, Buffer.concat([Buffer.from(`${index}\n`), ...parts]));
      fs.renameSync(part, this.image);
    } catch {
      // A folder that cannot be written to costs time, and nothing else.
    }
  }
}

/** @type {StartImage[]} */
const images = [];

/** @param {string} file */
function imageOf(file) {
  return images.find((image) => image.includes(file));
}

/** Starts Plinth's own modules and its libraries from an image; not the SDKs, which are those of the program. */
function startFromImage() {
  const { _resolveFilename } = loader;
  loader._resolveFilename = (request, parent, isMain, options) => {
    const from = parent?.filename ?? "";
    const find = () => _resolveFilename(request, parent, isMain, options);
    return (options ? undefined : imageOf(from))?.resolve(from, request, find) ?? find();
  };
  const { _compile } = loader.prototype;
  /** @type {Compiling["_compile"]} */
  loader.prototype._compile = function (code, file, format) {
    const image = format === "module" ? undefined : imageOf(file);
    if (!image) return _compile.call(this, code, file, format);
    image.add(file, code);
    return image.run(/** @type {NodeJS.Module} */ (/** @type {unknown} */ (this)), file);
  };
  const javaScript = require.extensions[".js"];
  require.extensions[".js"] = (module_, file) => {
    if (!runFromImage(module_, file)) javaScript?.(module_, file);
  };
  images.push(new StartImage(PLINTH, /^(?!node_modules\/(?:@pulumi|google-protobuf)\/|stacks\/|tests\/)/));
}

/**
 * Starts the SDKs from an image, if Plinth's own modules do.
 * @param {string} directory Folder of `@pulumi/pulumi`.
 */
function startSdksFromImage(directory) {
  const root = path.join(directory, "../../..");
  if (images.length === 0 || images.some((image) => image.root === root && image !== images[0])) return;
  images.push(new StartImage(root, /^node_modules\/(?:@pulumi|google-protobuf)\//));
}

/**
 * Runs a module as it is in an image. Returns whether one has it, unchanged.
 * @param {NodeJS.Module} module_
 * @param {string} file
 */
function runFromImage(module_, file) {
  const image = imageOf(file);
  if (!image?.isUnchanged(file)) return false;
  image.run(module_, file);
  return true;
}

/**
 * As Node.js makes it for a module that it compiles.
 * @param {NodeJS.Module} module_
 */
function requireOf(module_) {
  const required = (/** @type {string} */ id) => module_.require(id);
  /** @type {(request: string, options?: object) => string} */
  const resolve = (request, options) => loader._resolveFilename(request, module_, false, options);
  const { main, extensions, cache } = require;
  return Object.assign(required, { resolve, main, extensions, cache });
}

/**
 * With other packages, flags or another version of this file, nothing of an image holds.
 * @param {string} root
 */
function stampOf(root) {
  const packages = fs.statSync(path.join(root, "node_modules/.package-lock.json"), { throwIfNoEntry: false });
  const { execArgv, env } = process;
  return digest(fs.readFileSync(__filename), JSON.stringify([packages?.mtimeMs, execArgv, env.NODE_OPTIONS]));
}

/** @param {(string | Buffer)[]} texts */
function digest(...texts) {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\n");
  return hash.digest("hex").slice(0, 16);
}

function forgetOldImages() {
  fs.mkdirSync(FOLDER, { recursive: true });
  for (const name of fs.readdirSync(FOLDER)) {
    const image = path.join(FOLDER, name);
    if (fs.statSync(image).mtimeMs < Date.now() - KEPT_MS) fs.rmSync(image);
  }
}

module.exports = { startFromImage, startSdksFromImage, runFromImage };
