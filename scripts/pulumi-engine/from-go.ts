import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory, type PulumiCli, probe, type Report, type Unavailable } from "./cli";
import { runCommand } from "./command";
import { isExecutable } from "./from-path";

/** The newest version of the CLI whose Go modules can all be had from the module proxy (2026-11); `cli/go.mod` pins it. */
const VERSION = "v3.246.0";
const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
/** Without the version the CLI calls itself a development build, which Pulumi's own tools refuse. */
const LINKER_FLAGS = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${VERSION}`;
const TIMEOUT_SECONDS = 1800;
const PROGRESS_SECONDS = 15;

function folder(): string {
  return join(cacheDirectory(), `pulumi-${VERSION}`);
}

/** The CLI that an earlier run built. */
export async function goCached(): Promise<PulumiCli | Unavailable> {
  const executable = join(folder(), "pulumi");
  return isExecutable(executable) ? probe(executable, "Go") : { reason: "not built yet" };
}

/** Builds the CLI from its Go modules, 3 to 5 minutes on 2 cores, and keeps it. */
export async function fromGo(report: Report): Promise<PulumiCli | Unavailable> {
  const go = await runCommand("go", ["version"], { timeoutSeconds: 30 });
  if (go.code !== 0) return { reason: "Go is not installed" };

  report(`building the Pulumi CLI ${VERSION} with ${go.stdout.trim()}; 3 to 5 minutes on 2 cores, once`);
  mkdirSync(cacheDirectory(), { recursive: true });
  const unfinished = mkdtempSync(join(cacheDirectory(), "pulumi-build-"));
  try {
    const { code, stderr, failure } = await build(join(unfinished, "pulumi"), report);
    if (code !== 0) return { reason: `go build failed: ${failure ?? problem(stderr)}` };
    publish(unfinished);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return goCached();
}

async function build(output: string, report: Report) {
  const started = Date.now();
  let downloaded = 0;
  let compiled = 0;
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    report(`  ${seconds} s: ${downloaded} modules downloaded, ${compiled} packages compiled`);
  }, PROGRESS_SECONDS * 1000);
  try {
    return await runCommand("go", ["build", "-v", "-mod=readonly", "-ldflags", LINKER_FLAGS, "-o", output, PACKAGE], {
      directory: join(__dirname, "cli"),
      timeoutSeconds: TIMEOUT_SECONDS,
      onErrorLine: (line) => {
        if (line.startsWith("go: downloading ")) downloaded++;
        else compiled++;
      },
    });
  } finally {
    clearInterval(progress);
  }
}

/** What the compiler said, without the names of the packages that it compiled. */
function problem(stderr: string): string {
  const lines = stderr
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^(go: downloading )|^[\w./@-]+$/.test(line));
  return lines.slice(-5).join("; ");
}

/** A rename is atomic, so no process sees half a build; a second one keeps what is there. */
function publish(built: string): void {
  try {
    renameSync(built, folder());
  } catch (error) {
    if (!existsSync(join(folder(), "pulumi"))) throw error;
  }
}
