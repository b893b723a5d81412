import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { PulumiCli } from "./cli";
import { executablesNamed } from "./from-path";

const ROOT = resolve(__dirname, "../..");
const LANGUAGE_HOST = "pulumi-language-nodejs";

/** Folder with the plugins that the CLI needs, and the PATH that makes it use them. */
export interface Plugins {
  readonly path: string;
  /** Where the Node.js language host comes from. */
  readonly languageHost: string;
}

/**
 * Writes a start script for each plugin into `directory`: one simulated provider for each of `packages`, and our Node.js
 * language host if the CLI comes without one, as it does when it is built from its Go modules.
 */
export function writePlugins(cli: PulumiCli, directory: string, packages: readonly string[]): Plugins {
  mkdirSync(directory, { recursive: true });
  for (const name of packages) {
    writeScript(directory, `pulumi-resource-${name}`, join(ROOT, "engine/provider/main.js"), name);
  }
  const path = [directory, cli.directory, process.env.PATH ?? ""].join(delimiter);
  const [installed] = executablesNamed(LANGUAGE_HOST, path);
  if (installed !== undefined) return { path, languageHost: installed };

  const languageHost = join(__dirname, "language-host/main.ts");
  writeScript(directory, LANGUAGE_HOST, join(ROOT, "engine/loader/typescript.js"), languageHost);
  return { path, languageHost };
}

function writeScript(directory: string, name: string, program: string, argument: string): void {
  const file = join(directory, name);
  if (existsSync(file)) return;
  writeFileSync(file, `#!/bin/sh\nexec ${[process.execPath, program, argument].map(quoted).join(" ")} "$@"\n`);
  chmodSync(file, 0o755);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
