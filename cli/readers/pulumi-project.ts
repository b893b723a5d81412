import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Fault, PlinthError } from "@plinth/standards";
import { readYamlFile } from "./yaml-file";

/** A Pulumi project on disk, as far as an offline preview needs it. */
export interface PulumiProject {
  /** Name of the project. */
  readonly name: string;
  /** Folder of `Pulumi.yaml`. */
  readonly root: string;
  /** Folder or file of the program: `main` of `Pulumi.yaml`. */
  readonly program: string;
  /** Working directory of the program: the folder that it is, or is in. */
  readonly directory: string;
  /** Runtime that Pulumi would run the program with. */
  readonly runtime: Runtime;
  /** Configuration of TypeScript that the runtime's options name, relative to `directory`. Default: `tsconfig.json`. */
  readonly tsconfig?: string;
  /** Folder of the stack files. */
  readonly configFolder: string;
  /** Stacks by their files, in alphabetical order. */
  readonly stacks: readonly StackSettings[];
}

/** Runtimes whose programs Node.js can run. */
export type Runtime = (typeof RUNTIMES)[number];

const RUNTIMES = ["nodejs", "bun"] as const;

/** A stack and its configuration. */
export interface StackSettings {
  /** Name of the stack. */
  readonly name: string;
  /** Configuration by full key; objects as JSON, as Pulumi hands it to a program. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of secret values. */
  readonly secretKeys: readonly string[];
  /** Values of the secret keys that are known here, for redaction. */
  readonly secrets: readonly string[];
}

/** What `plinth:workload` of a stack says; nothing in a project without Plinth's configuration. */
export function workloadOf({ config }: StackSettings): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(config["plinth:workload"] ?? "{}"));
  } catch {
    return {};
  }
}

/** Organisation that a StackReference names where no Pulumi Cloud organisation is known. */
export const ORGANIZATION = "organization";

/** What a secret that only the stack's secrets provider can read is called offline. */
export const OFFLINE_SECRET = "plinth-offline-secret";

/** Stack of a project that has no `Pulumi.<stack>.yaml` yet. */
const FIRST_STACK = "dev";

/**
 * Reads the Pulumi project in `directory` or the nearest folder above it.
 * @param overrides Configuration from the command line, `key` → value; wins over the stack files.
 * @throws PlinthError if there is no project, it is not for Node.js, or a file is not what Pulumi accepts.
 */
export function readPulumiProject(directory: string, overrides: Readonly<Record<string, string>> = {}): PulumiProject {
  const file = findUpwards(resolve(directory), ["Pulumi.yaml", "Pulumi.yml"]);
  if (!file) refuse(directory, { id: "cli/Project/missing", path: directory, allowed: "a folder with a Pulumi.yaml" });
  const root = dirname(file);
  const project = readYaml(file);
  const asked = runtimeName(project.runtime);
  const runtime = RUNTIMES.find((known) => known === asked);
  if (!runtime) {
    const allowed = `${RUNTIMES.join(" or ")}; plinth previews Node.js programs only`;
    refuse(file, { id: "cli/Project/runtime", path: "runtime", found: String(asked), allowed });
  }
  const name = project.name;
  if (typeof name !== "string" || name === "") {
    refuse(file, { id: "cli/Project/name", path: "name", allowed: "the project's name" });
  }
  const program = programOf(project.main, root, file);
  const configFolder = typeof project.stackConfigDir === "string" ? resolve(root, project.stackConfigDir) : root;
  const shared = projectConfig(name, project.config);
  const names = stackNames(configFolder);
  return {
    name,
    root,
    ...program,
    runtime,
    tsconfig: tsconfigOf(project.runtime, program.directory, file),
    configFolder,
    stacks: (names.length > 0 ? names : [FIRST_STACK]).map((stack) =>
      stackSettings(name, stack, join(configFolder, `Pulumi.${stack}.yaml`), shared, overrides),
    ),
  };
}

/** As Pulumi's engine resolves `main`: the program runs in the folder that it names, or in that of the file. */
function programOf(main: unknown, root: string, file: string): Pick<PulumiProject, "program" | "directory"> {
  const program = typeof main === "string" && main !== "" ? resolve(root, main) : root;
  if (!existsSync(program)) {
    const allowed = "a file or folder of the project; is it a file that a build writes?";
    refuse(file, { id: "cli/Project/main", path: "main", found: String(main), allowed });
  }
  const directory = statSync(program).isDirectory() ? program : dirname(program);
  refusePlugAndPlay(directory);
  return { program, directory };
}

/** Yarn's Plug'n'Play keeps packages in archives that only a Node.js process started with its hooks can read. */
function refusePlugAndPlay(directory: string): void {
  const found = findUpwards(directory, [".pnp.cjs", ".pnp.js"]);
  if (!found || findUpwards(directory, ["node_modules/@pulumi/pulumi"])) return;
  const allowed = "packages in node_modules; write nodeLinker: node-modules into .yarnrc.yml and run yarn install";
  refuse(directory, { id: "cli/Project/packages", path: "dependencies", found, allowed });
}

function stackSettings(
  project: string,
  stack: string,
  file: string,
  shared: Readonly<Record<string, unknown>>,
  overrides: Readonly<Record<string, string>>,
): StackSettings {
  const own = existsSync(file) ? readYaml(file).config : undefined;
  const declared = { ...shared, ...qualified(project, own) };
  const values = { ...declared, ...qualified(project, overrides) };
  // A value given on the command line in place of a secret is one too.
  const secretKeys = Object.keys(values).filter((key) => hasSecret(values[key]) || hasSecret(declared[key]));
  const config = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, asConfigString(value)]));
  const secrets = secretKeys.map((key) => config[key] ?? "").filter((value) => value !== "");
  return { name: stack, config, secretKeys, secrets };
}

/** `config` of `Pulumi.yaml`: either plain values or declarations with a `value` or `default`. */
function projectConfig(project: string, config: unknown): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, declared] of Object.entries(qualified(project, config))) {
    const value = isObject(declared) ? (declared.value ?? declared.default) : declared;
    if (value !== undefined) values[key] = isObject(declared) && declared.secret === true ? { secure: value } : value;
  }
  return values;
}

/** Keys without a namespace belong to the project. */
function qualified(project: string, config: unknown): Record<string, unknown> {
  if (!isObject(config)) return {};
  return Object.fromEntries(Object.entries(config).map(([k, v]) => [k.includes(":") ? k : `${project}:${k}`, v]));
}

function asConfigString(value: unknown): string {
  const plain = plainOf(value);
  return typeof plain === "string" ? plain : JSON.stringify(plain);
}

function isSecret(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 1 && "secure" in value;
}

function hasSecret(value: unknown): boolean {
  return isSecret(value) || (typeof value === "object" && value !== null && Object.values(value).some(hasSecret));
}

/**
 * Ciphertext can only be read by the stack's secrets provider, which an offline preview does not have. Pulumi hands
 * objects on with their keys in order, whatever the file's.
 */
function plainOf(value: unknown): unknown {
  if (isSecret(value)) return OFFLINE_SECRET;
  if (Array.isArray(value)) return value.map(plainOf);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, plainOf(value[key])]),
  );
}

/** As `pulumi up`, which looks for the file in the working directory of the program. */
function tsconfigOf(runtime: unknown, directory: string, file: string): string | undefined {
  const options = isObject(runtime) ? runtime.options : undefined;
  const tsconfig = isObject(options) ? options.tsconfig : undefined;
  if (typeof tsconfig !== "string" || existsSync(resolve(directory, tsconfig))) return tsconfig as string | undefined;
  refuse(file, {
    id: "cli/Project/tsconfig",
    path: "runtime.options.tsconfig",
    found: tsconfig,
    allowed: `a file in ${directory}`,
  });
}

function runtimeName(runtime: unknown): unknown {
  return isObject(runtime) ? runtime.name : runtime;
}

function stackNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1])
    .filter((name): name is string => name !== undefined)
    .sort();
}

function findUpwards(directory: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => join(directory, name)).find((file) => existsSync(file));
  const parent = dirname(directory);
  return found ?? (parent === directory ? undefined : findUpwards(parent, names));
}

function readYaml(file: string): Record<string, unknown> {
  const content = readYamlFile(file, "cli/Project");
  if (!isObject(content) && content !== undefined)
    refuse(file, { id: "cli/Project/yaml", path: "(root)", allowed: "a mapping" });
  return isObject(content) ? content : {};
}

function refuse(subject: string, ...faults: Fault[]): never {
  throw new PlinthError(subject, faults);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
