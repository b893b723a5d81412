import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type PreviewedResource,
  type PreviewOptions,
  ProgramError,
  previewStack,
  type SimulatedProvider,
  type StackPreview,
  type StackProgram,
  UNKNOWN_VALUE,
} from "@plinth/engine";
import * as pulumi from "@pulumi/pulumi";
import { REPOSITORY } from "../../../support/repository";

/** A cloud of things: names them as a provider's Check does, gives them an ARN, and answers functions with their arguments. */
export const cloud: SimulatedProvider = {
  check: ({ news, name }) => ({ inputs: { __defaults: [], name: `${name}-0a1b2c3`, ...news }, failures: [] }),
  diff: () => ({ changes: false, diffs: [], replaces: [] }),
  create: ({ inputs: { __defaults, ...inputs }, name, preview }) => ({
    id: preview ? "" : `${name}-id`,
    outputs: { ...inputs, arn: preview ? UNKNOWN_VALUE : `arn:cloud:${name}` },
  }),
  update: ({ inputs }) => inputs,
  read: ({ id, inputs }) => (id === "nothing" ? undefined : { id, outputs: { ...inputs, arn: `arn:cloud:${id}` } }),
  invoke: ({ token, args, config }) => {
    if (token === "cloud:index:fail") throw new Error("no such thing");
    return { ...args, region: config.region };
  },
};

/** A resource with an `arn` and a `name`, whatever its inputs. */
export class Thing extends pulumi.CustomResource {
  declare readonly arn: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly website: pulumi.Output<string | undefined>;
  declare readonly password: pulumi.Output<string>;
  declare readonly settings: pulumi.Output<Record<string, string>>;

  constructor(name: string, props: pulumi.Inputs = {}, opts?: pulumi.CustomResourceOptions) {
    super("cloud:index:Thing", name, { arn: undefined, name: undefined, ...props }, { version: "1.2.3", ...opts });
  }
}

export class Group extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("tests:index:Group", name, {}, opts);
  }
}

export class CloudProvider extends pulumi.ProviderResource {
  constructor(name: string, props: pulumi.Inputs = {}, opts?: pulumi.ResourceOptions) {
    super("cloud", name, props, { version: "1.2.3", ...opts });
  }
}

/** Previews `program` as stack `dev` of project `shop`. */
export function run(
  program: StackProgram["program"],
  options: PreviewOptions & Partial<StackProgram> = {},
): Promise<StackPreview> {
  const { project = "shop", stack = "dev", config = {}, secretKeys, organization, directory, ...rest } = options;
  return previewStack(
    { project, stack, config, secretKeys, organization, directory, program },
    { providerOf: () => cloud, ...rest },
  );
}

/** The error that a program ends with. */
export async function failure(
  program: StackProgram["program"],
  options: PreviewOptions & Partial<StackProgram> = {},
): Promise<ProgramError> {
  try {
    await run(program, options);
  } catch (error) {
    if (error instanceof ProgramError) return error;
    throw error;
  }
  throw new Error("the program passed");
}

export function named({ resources }: StackPreview, name: string): PreviewedResource {
  const found = resources.find((resource) => resource.name === name);
  if (!found) throw new Error(`no resource ${name}`);
  return found;
}

const folders: string[] = [];

/** A project folder with `files`, in which `@pulumi/pulumi` is this repository's. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "plinth-program-"));
  folders.push(folder);
  for (const [name, text] of Object.entries({ "package.json": "{}", ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  return folder;
}

export function removeProjects(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
