import * as fs from "node:fs";
import * as path from "node:path";

export type Kind = "string" | "number" | "boolean" | "array" | "map" | "object";

/** What the installed SDK says about a resource type. */
export interface Declaration {
  /** Properties that a program may set, and whether it must. */
  readonly inputs: ReadonlyMap<string, { readonly required: boolean; readonly forcesReplacement: boolean }>;
  /** Properties that always have a value once the resource exists, with the kind of it. */
  readonly outputs: ReadonlyMap<string, Kind>;
  /** Properties that may have a value once the resource exists. */
  readonly optionalOutputs: readonly string[];
}

const NOTHING: Declaration = { inputs: new Map(), outputs: new Map(), optionalOutputs: [] };
const declarations = new Map<string, Declaration>();
const folders = new Map<string, string | undefined>();

/**
 * The SDK's declaration of `<package>:<module>/<file>:<Class>`, read from the file that holds it: 1,700 types of AWS need
 * no table of ours, and a new version of an SDK brings its own. Empty for a type that no installed SDK declares.
 */
export function declarationOf(type: string): Declaration {
  const known = declarations.get(type);
  if (known) return known;
  const source = sourceOf(type);
  const declaration = source === undefined ? NOTHING : parse(source, type.slice(type.lastIndexOf(":") + 1));
  declarations.set(type, declaration);
  return declaration;
}

/**
 * What AWS answers to a function, `aws:<module>/<file>:<function>`; members that only repeat an argument are left out.
 * Empty if the SDK does not have the function.
 */
export function resultOf(token: string): ReadonlyMap<string, Kind> {
  const name = token.slice(token.lastIndexOf(":") + 1);
  const result = `${name.charAt(0).toUpperCase()}${name.slice(1)}Result`;
  const answered = [...members(interfaceBody(sourceOf(token) ?? "", result))].filter(([, { optional }]) => !optional);
  return new Map(answered.map(([member, { type }]) => [member, kindOf(type)]));
}

/** Version of a package's installed SDK. */
export function sdkVersion(packageName: string): string | undefined {
  const folder = folderOf(packageName);
  if (folder === undefined) return undefined;
  const manifest: { version?: string } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  return manifest.version;
}

function sourceOf(token: string): string | undefined {
  const [packageName, module, name = ""] = token.split(":");
  const folder = packageName === undefined ? undefined : folderOf(packageName);
  if (folder === undefined || module === undefined) return undefined;
  // Tokens of newer packages leave out the file, which has the name of what it declares: `awsx:ec2:getDefaultVpc`.
  const isFile = module.includes("/") && !fs.existsSync(path.join(folder, module));
  const location = isFile ? module : `${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  // A class Index is beside the module's own index.
  const file = `${path.join(folder, location.replace(/^index\//, "")).replace(/\/index$/, "/index_")}.d.ts`;
  return textOf(file) ?? textInOtherCase(file);
}

/** Some files are named in another case than the token: `dms/s3endpoint` declares `aws:dms/s3Endpoint:S3Endpoint`. */
function textInOtherCase(file: string): string | undefined {
  const folder = path.dirname(file);
  if (!fs.existsSync(folder)) return undefined;
  const name = fs.readdirSync(folder).find((one) => one.toLowerCase() === path.basename(file).toLowerCase());
  return name === undefined ? undefined : textOf(path.join(folder, name));
}

function textOf(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** The program's own SDK goes before the one that is installed with the engine. */
function folderOf(packageName: string): string | undefined {
  if (!folders.has(packageName)) {
    let folder: string | undefined;
    try {
      folder = path.dirname(
        require.resolve(`@pulumi/${packageName}/package.json`, { paths: [process.cwd(), __dirname] }),
      );
    } catch {
      folder = undefined;
    }
    folders.set(packageName, folder);
  }
  return folders.get(packageName);
}

function parse(source: string, className: string): Declaration {
  const inputs = new Map<string, { required: boolean; forcesReplacement: boolean }>();
  for (const [name, { optional, comment }] of members(interfaceBody(source, `${className}Args`)))
    inputs.set(name, { required: !optional, forcesReplacement: FORCES_REPLACEMENT.test(comment) });
  const outputs = new Map<string, Kind>();
  const optionalOutputs: string[] = [];
  for (const [, name, type] of classBody(source, className).matchAll(OUTPUT)) {
    if (!name || !type) continue;
    if (/\bundefined\b/.test(type)) optionalOutputs.push(name);
    else outputs.set(name, kindOf(type));
  }
  return { inputs, outputs, optionalOutputs };
}

/** The type of a map spans three lines. */
const OUTPUT = /^ {4}readonly (\w+): pulumi\.Output<(\{[^}]*\}.*|.*)>;$/gm;
const FORCES_REPLACEMENT = /forces? (?:a )?(?:new|replacement|re-?creation)|forces? the (?:re-?creation|replacement)/i;

function kindOf(type: string): Kind {
  if (type.startsWith("{")) return type.endsWith("[]") ? "array" : "map";
  if (type.endsWith("[]")) return "array";
  const [scalar] = /^(?:string|number|boolean)\b/.exec(type) ?? [];
  return (scalar as Kind | undefined) ?? "object";
}

function classBody(source: string, name: string): string {
  const start = source.indexOf(`export declare class ${name} `);
  return start < 0 ? "" : source.slice(start, source.indexOf("\n}", start));
}

function interfaceBody(source: string, name: string): string {
  const start = source.indexOf(`export interface ${name} {`);
  return start < 0 ? "" : source.slice(start, source.indexOf("\n}", start));
}

interface Member {
  readonly optional: boolean;
  readonly comment: string;
  /** As far as its first line tells. */
  readonly type: string;
}

function* members(body: string): Generator<[string, Member]> {
  let comment = "";
  for (const line of body.split("\n")) {
    if (line.startsWith("    /**")) comment = "";
    const [, name, optional, type = ""] = /^ {4}(?:readonly )?(\w+)(\?)?: (.*?);?$/.exec(line) ?? [];
    if (name) yield [name, { optional: optional === "?", comment, type }];
    else comment += `${line.trim().replace(/^\* ?/, "")} `;
  }
}
