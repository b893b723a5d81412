import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheDirectory, lastLine, type PulumiCli, probe, type Unavailable } from "./cli";
import { runCommand } from "./command";
import { isExecutable } from "./from-path";

/** Version of the npm package `pulumi`, which is that of the CLI which it downloads from get.pulumi.com. */
const VERSION = "3.265.0";
const TIMEOUT_SECONDS = 120;

function executable(): string {
  return join(cacheDirectory(), "versions", VERSION, "bin", "pulumi");
}

/** The CLI that the npm package downloaded in an earlier run. */
export async function npmCached(): Promise<PulumiCli | Unavailable> {
  if (!isExecutable(executable())) return { reason: "not downloaded yet" };
  return probe(executable(), "npm");
}

/** Runs the npm package once; it downloads the CLI and the language hosts into its home, which here is our cache. */
export async function fromNpm(): Promise<PulumiCli | Unavailable> {
  mkdirSync(cacheDirectory(), { recursive: true });
  const args = ["exec", "--yes", "--ignore-scripts", `--package=pulumi@${VERSION}`, "--", "pulumi", "version"];
  const { code, stderr, failure } = await runCommand("npm", args, {
    directory: tmpdir(),
    environment: { PULUMI_HOME: cacheDirectory(), PULUMI_VERSION: VERSION, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  if (failure?.endsWith("ENOENT")) return { reason: "npm is not installed" };
  if (code !== 0) return { reason: failure ?? (lastLine(stderr) || `npm ended with exit code ${code}`) };
  return npmCached();
}
