import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Given, Values } from "@plinth/engine";
import { check, dotted, type Fault, PlinthError } from "@plinth/standards";
import { secret } from "@plinth/standards/pulumi/wire";
import { type Document, isScalar, parseDocument, type Scalar, visit } from "yaml";
import { z } from "zod";
import { ORGANIZATION } from "./pulumi-project";
import { readYamlFile } from "./yaml-file";

const ID = "cli/Given";

/** Pulumi's own word for a secret in YAML. */
const SECRET = "fn::secret";

const values = () => z.record(z.string(), z.unknown()).nullish();
const token = (form: string) => z.string().regex(/^[\w-]+:([\w/-]+:)?\w+$/, form);

const givenFile = () =>
  z.strictObject({
    version: z.literal(1),
    stacks: z.record(z.string().regex(/^[^/\s]+(\/[^/\s]+){1,2}$/, "[organization/]project/stack"), values()).nullish(),
    functions: z
      .array(
        z.strictObject({ function: token("a token: aws:ec2/getVpc:getVpc"), arguments: values(), result: values() }),
      )
      .nullish(),
    resources: z
      .array(
        z
          .strictObject({
            type: token("a type: aws:ec2/vpc:Vpc"),
            id: z.string().optional(),
            name: z.string().optional(),
            outputs: values(),
          })
          .refine(({ id, name }) => id !== undefined || name !== undefined, "with an id or a name"),
      )
      .nullish(),
  });

/** What a file of given values says. */
export type GivenFile = Readonly<z.infer<ReturnType<typeof givenFile>>>;

/**
 * Reads a file of what exists outside of the stacks: `--given`.
 * @throws PlinthError with every fault, if the file cannot be read or is not such a file.
 */
export function readGivenFile(file: string): GivenFile {
  if (!existsSync(file))
    throw new PlinthError(file, [
      { id: `${ID}/file`, path: "--given", allowed: "a readable file; --write-given writes one to fill in" },
    ]);
  const path = (keys: readonly PropertyKey[]) => dotted(keys) || "(root)";
  const { data, faults } = check(givenFile(), readYamlFile(file, ID), { id: ID, path, printable: isPrintable });
  const all = [...faults, ...lostDigits(parseDocument(readFileSync(file, "utf8")))];
  if (data === undefined || all.length > 0) throw new PlinthError(file, all);
  return data;
}

/** Values may be secrets; what they are of is none. */
function isPrintable(path: readonly PropertyKey[]): boolean {
  return path[0] !== "stacks" && !["result", "outputs"].includes(String(path.at(-1)));
}

/** An account's id that is not quoted is a number to YAML, and loses the zeros that it begins with. */
function lostDigits(document: Document): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Scalar: (_, node: Scalar, path) => {
      if (typeof node.value !== "number" || !/^\d{12}$/.test(node.source ?? "")) return;
      const names = path.flatMap((step) => ("key" in step && isScalar(step.key) ? [String(step.key.value)] : []));
      faults.push({ id: `${ID}/number`, path: names.join("."), allowed: `quoted, as a text: "${node.source}"` });
    },
  });
  return faults;
}

/** The values of a file, for the programs that ask for them. */
export class GivenValues implements Given {
  readonly #stacks: readonly (Entry & { readonly name: string })[];
  readonly #functions: readonly (Entry & { readonly function: string; readonly args: Values })[];
  readonly #resources: readonly (Entry & { readonly type: string; readonly id?: string; readonly name?: string })[];
  readonly #unused: Set<string>;

  constructor({ stacks, functions, resources }: GivenFile) {
    this.#stacks = Object.entries(stacks ?? {}).map(([name, outputs]) => {
      return { path: `stacks.${name}`, name, values: filledIn(outputs) };
    });
    this.#functions = (functions ?? []).map((entry, index) => {
      const args = entry.arguments ?? {};
      return { path: `functions[${index}]`, function: entry.function, args, values: filledIn(entry.result) };
    });
    this.#resources = (resources ?? []).map((entry, index) => {
      return { ...entry, path: `resources[${index}]`, values: filledIn(entry.outputs) };
    });
    this.#unused = new Set([...this.#stacks, ...this.#functions, ...this.#resources].map(({ path }) => path));
  }

  /** Paths of what no program has asked for. */
  get unused(): readonly string[] {
    return [...this.#unused];
  }

  stackOutputs(fullName: string): Values | undefined {
    return this.#used(this.#stacks.filter(({ name }) => isNameOf(name, fullName)));
  }

  functionResult(token: string, args: Values): Values | undefined {
    return this.#used(this.#functions.filter((f) => isToken(f.function, token) && isPartOf(f.args, args)));
  }

  resourceOutputs(type: string, id: string, name: string): Values | undefined {
    return this.#used(
      this.#resources.filter((r) => isToken(r.type, type) && (r.id ?? id) === id && (r.name ?? name) === name),
    );
  }

  /** Of several entries that give a value, the first counts. */
  #used(entries: readonly Entry[]): Values | undefined {
    for (const { path } of entries) this.#unused.delete(path);
    return entries.length === 0 ? undefined : Object.assign({}, ...entries.map(({ values }) => values).reverse());
  }
}

interface Entry {
  /** Where the entry is in its file. */
  readonly path: string;
  readonly values: Values;
}

/** Whether a name is that of a stack; either may leave out the organisation. */
export function isNameOf(name: string, fullName: string): boolean {
  const asked = fullName.split("/").reverse();
  const isWritten = (part: string, place: number) => place < 2 || (part !== ORGANIZATION && asked[2] !== ORGANIZATION);
  return name
    .split("/")
    .reverse()
    .every((part, place) => part === asked[place] || !isWritten(part, place));
}

/** Members that are left empty are not filled in yet. */
function filledIn(values: Values | null | undefined): Values {
  const filled = Object.entries(values ?? {}).filter(([, value]) => value !== null);
  return Object.fromEntries(filled.map(([name, value]) => [name, withSecrets(value)]));
}

function withSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSecrets);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value);
  if (members.length === 1 && members[0]?.[0] === SECRET) return secret(withSecrets(members[0][1]));
  return Object.fromEntries(members.map(([name, member]) => [name, withSecrets(member)]));
}

/** Whether `asked` has everything that `given` has: objects may have more, arrays may not. */
function isPartOf(given: unknown, asked: unknown): boolean {
  if (!isObject(given) || !isObject(asked)) return isDeepStrictEqual(given, asked);
  return Object.entries(given).every(([name, value]) => isPartOf(value, asked[name]));
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Whether a token is meant by a text: itself, or the short form that Pulumi's documentation of YAML uses, `aws:ec2:getVpc`
 * for `aws:ec2/getVpc:getVpc`.
 */
function isToken(text: string, token: string): boolean {
  const [packageName, location = "", name = ""] = token.split(":");
  const [module, file] = location.split("/");
  const isBridged = file?.toLowerCase() === name.toLowerCase();
  const short = module === "index" ? `${packageName}:${name}` : `${packageName}:${module}:${name}`;
  return text === token || (isBridged && text === short);
}
