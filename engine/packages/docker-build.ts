import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Values } from "../simulation";
import type { PackageSpec } from "./package-spec";

/**
 * `@pulumi/docker-build`: nothing is built. An image's digest follows from the files of its context and what it is built
 * with, so that it changes when the image would.
 */
export const dockerBuild: PackageSpec = {
  "docker-build:index:Image": {
    outputs: (inputs) => {
      const contextHash = hashOf(inputs);
      const { tags } = inputs;
      const digest = `sha256:${contextHash}`;
      const [tag] = Array.isArray(tags) ? tags : [];
      return { contextHash, digest, ref: tag === undefined ? digest : `${tag}@${digest}` };
    },
    id: ({ digest }) => String(digest),
  },
};

/** What is in a context, but no part of an image. */
const LEFT_OUT = new Set([".git", "node_modules"]);

/** What decides an image besides its context. */
const BUILD = ["buildArgs", "dockerfile", "labels", "platforms", "target"];

/** @throws Error if the context is a folder that is not there. */
function hashOf(inputs: Values): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify(BUILD.map((property) => inputs[property])));
  const location = (inputs.context as { location?: unknown } | undefined)?.location;
  if (typeof location !== "string" || isRemote(location)) return hash.update(String(location)).digest("hex");
  if (!existsSync(location)) throw new Error(`there is no build context at ${location}`);
  for (const file of filesBelow(location))
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(location, file)));
  return hash.digest("hex");
}

function isRemote(location: string): boolean {
  return /^(?:[a-z+]+:\/\/|git@)/.test(location);
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !LEFT_OUT.has(name));
  const files = entries.flatMap(({ name }) => {
    const path = join(folder, name);
    if (!existsSync(path)) return [];
    return statSync(path).isDirectory() ? filesBelow(path).map((file) => join(name, file)) : [name];
  });
  return files.sort();
}
