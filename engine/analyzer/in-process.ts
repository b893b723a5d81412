import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { takeTypeScript } from "../loader/typescript";
import { type Analyzer, connectPack } from "./analyze";
import type { PackConfig, PolicyPack } from "./pack";
import { asPlainValues } from "./requests";

type Handler = (
  call: { request: unknown },
  callback: (error: Error | null | undefined, response?: unknown) => void,
) => void;
type Handlers = Readonly<Record<string, Handler>>;

/**
 * Loads a built CrossGuard pack into this process: the pack's own `@pulumi/policy` serves, but to a stand-in for a gRPC
 * server that keeps the handlers. They are the same that answer the engine, so the diagnostics are the same.
 * @param directory The pack's folder, with `PulumiPolicy.yaml`, `package.json` and its dependencies.
 * @throws Error if the folder defines no pack, or the pack refuses its configuration.
 */
export async function loadPack(directory: string, config: PackConfig = {}): Promise<PolicyPack> {
  const folder = resolve(directory);
  const handlers = handlersOf(folder);
  const call = (method: string) => (request: unknown) => answer(folder, handlers, method, request);
  const analyzer = {
    getAnalyzerInfo: call("getAnalyzerInfo"),
    configure: call("configure"),
    analyze: call("analyze"),
    analyzeStack: call("analyzeStack"),
  } as Analyzer;
  return connectPack(analyzer, config, asPlainValues, () => undefined);
}

/** A policy may read files of its folder, so it runs in its pack's folder, as in a process of its own. */
async function answer(folder: string, handlers: Handlers, method: string, request: unknown): Promise<unknown> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await new Promise((resolve, reject) => {
      const handler = handlers[method];
      if (!handler) throw new Error(`${folder} does not serve ${method}: its @pulumi/policy is too old`);
      handler({ request }, (error, response) => (error ? reject(error) : resolve(response)));
    });
  } finally {
    process.chdir(before);
  }
}

/** Runs the pack's entry file once, with what it touches put back afterwards. */
function handlersOf(folder: string): Handlers {
  const require = createRequire(join(folder, "pack.js"));
  const policy = dirname(require.resolve("@pulumi/policy/package.json"));
  const grpc = createRequire(join(policy, "index.js"))("@grpc/grpc-js") as { Server: unknown };
  const { Server } = grpc;
  const before = { directory: process.cwd(), exit: process.exit, error: console.error };
  const printed: string[] = [];
  let handlers: Handlers | undefined;
  const serverOf = (value: unknown) =>
    Object.defineProperty(grpc, "Server", { value, configurable: true, enumerable: true, writable: true });
  const restoreTypeScript = takeTypeScript();
  const restoreModules = ownModules([policy, folder]);
  try {
    serverOf(
      class {
        addService(_: unknown, implementation: Handlers): void {
          handlers = implementation;
        }
        bindAsync(): void {}
      },
    );
    process.chdir(folder);
    process.exit = () => {
      throw new Error(printed.join("\n") || "it ended the process");
    };
    console.error = (...args: unknown[]) => printed.push(args.map(String).join(" "));
    const exported: unknown = require(entryOf(folder));
    if (exported instanceof Function) exported();
  } catch (cause) {
    throw new Error(`policy pack ${folder} cannot be loaded: ${(cause as Error).message}`, { cause });
  } finally {
    serverOf(Server);
    process.chdir(before.directory);
    process.exit = before.exit;
    console.error = before.error;
    restoreModules();
    restoreTypeScript();
  }
  if (!handlers) throw new Error(`policy pack ${folder} defines no PolicyPack`);
  return handlers;
}

/** The folder itself, or what `main` in PulumiPolicy.yaml names. */
function entryOf(folder: string): string {
  const project = join(folder, "PulumiPolicy.yaml");
  const main = existsSync(project) ? /^main:\s*["']?([^"'\s#]+)/m.exec(readFileSync(project, "utf8"))?.[1] : undefined;
  return main === undefined ? folder : resolve(folder, main);
}

/** A pack's name, configuration and tags are state of `@pulumi/policy`: every pack gets a copy of its own, for itself. */
function ownModules(folders: readonly string[]): () => void {
  const { cache } = require;
  const isOwn = (file: string) =>
    folders.some((f) => file.startsWith(f + sep) && !file.slice(f.length).includes(`${sep}node_modules${sep}`));
  const take = () => {
    const taken = Object.entries(cache).filter(([file]) => isOwn(file));
    for (const [file] of taken) delete cache[file];
    return taken;
  };
  const saved = take();
  return () => {
    take();
    for (const [file, module_] of saved) cache[file] = module_;
  };
}
