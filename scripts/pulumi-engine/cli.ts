import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { runCommand } from "./command";

/** A Pulumi CLI that runs on this machine. */
export interface PulumiCli {
  readonly executable: string;
  /** The folder of the executable; it may hold language hosts as well. */
  readonly directory: string;
  /** Without the leading v: `3.246.0`. */
  readonly version: string;
  readonly origin: "PATH" | "npm" | "Go";
}

/** Why a source has no CLI. */
export interface Unavailable {
  readonly reason: string;
}

/** Receives progress, a line at a time. */
export type Report = (line: string) => void;

const MIN_MINOR_VERSION = 220;

/** Where what was downloaded or built is kept for the next run: `$XDG_CACHE_HOME/plinth`, or `~/.cache/plinth`. */
export function cacheDirectory(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "plinth");
}

/** Runs `pulumi version`, and refuses what is not a CLI from 3.220 up to, but not including, 4. */
export async function probe(executable: string, origin: PulumiCli["origin"]): Promise<PulumiCli | Unavailable> {
  const { code, stdout, stderr, failure } = await runCommand(executable, ["version"], {
    environment: { PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutSeconds: 30,
  });
  if (code !== 0) return { reason: `${executable} does not run: ${failure ?? (lastLine(stderr) || `exit ${code}`)}` };
  const version = /^v?(\d+\.\d+\.\d+\S*)/.exec(stdout.trim())?.[1];
  if (version === undefined) return { reason: `${executable} does not say its version` };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major !== 3 || minor < MIN_MINOR_VERSION) {
    return { reason: `${executable} is version ${version}; needed is 3.${MIN_MINOR_VERSION} or later, below 4` };
  }
  return { executable, directory: dirname(executable), version, origin };
}

export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
