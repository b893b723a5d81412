import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../../scripts/pulumi-engine";
import { cacheDirectory } from "../../../scripts/pulumi-engine/cli";
import { REPOSITORY } from "../../support/repository";
import { faultyIn, writeBuckets } from "./buckets";
import { type Command, ENGINES, type Engine } from "./engines";

const FEW = 500;
const MANY = 10_000;
const INSTALL_SECONDS = 1800;
const JUDGE_SECONDS = 900;

/** Seconds of a whole process over few and over many buckets. */
interface Figure {
  readonly few: number;
  readonly many: number;
}

/** What one more bucket costs us: with the eleven checks that others can state too, and with every rule that we have. */
interface Ours {
  readonly checks: Figure;
  readonly pack: Figure;
}

/**
 * Other policy engines beside ours: the same eleven checks over the same buckets. An engine that is not there yet is
 * installed into the user's cache; one that cannot be is told with the reason.
 */
export async function againstPeers(): Promise<void> {
  console.log(`\neleven checks of ${MANY} buckets against other engines, whole processes`);
  const folder = mkdtempSync(join(tmpdir(), "plinth-peers-"));
  try {
    writeBuckets(join(folder, "few"), FEW);
    writeBuckets(join(folder, "many"), MANY);
    const ours: Ours = {
      checks: await measure(folder, [0], plinth("checks")),
      // No bucket here refuses requests without TLS, so that the rules find each.
      pack: await measure(folder, [0], plinth("pack"), (count) => count),
    };
    tell("Plinth", ours.checks);
    tell("Plinth, all rules", ours.pack);
    for (const engine of ENGINES) {
      const name = `${engine.name} ${engine.version}`;
      try {
        const installed = await install(engine);
        tell(name, await measure(folder, engine.codes, (buckets) => engine.judge(installed, buckets)), ours);
      } catch (error) {
        console.log(`  ${name.padEnd(18)} not measured: ${(error as Error).message}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function plinth(by: "checks" | "pack") {
  return (buckets: string): Command => ({
    file: process.execPath,
    args: [
      ...["engine/loader/typescript.js", "tests/bench/peers/run-checks.ts"],
      ...[join(buckets, by === "pack" ? "native.json" : "buckets.json"), by],
    ],
  });
}

/** @throws Error with the reason if the engine cannot be installed. */
async function install({ name, version, origin, ...engine }: Engine): Promise<string> {
  const folder = join(cacheDirectory(), "peers", `${name.toLowerCase()}-${version}`);
  if (await works(engine.probe(folder))) return folder;
  console.log(`  installing ${name} ${version} (${origin}), once`);
  mkdirSync(folder, { recursive: true });
  for (const command of engine.install(folder)) await run(command, [0], INSTALL_SECONDS);
  if (!(await works(engine.probe(folder)))) throw new Error("it is installed and does not run");
  return folder;
}

async function works(command: Command): Promise<boolean> {
  return run(command, [0], 60).then(
    () => true,
    () => false,
  );
}

/** @param found How many of so many buckets it has to find something about. Default: those that a check fails. */
async function measure(
  folder: string,
  codes: readonly number[],
  judge: (buckets: string) => Command,
  found = faultyIn,
): Promise<Figure> {
  const seconds = async (buckets: string, count: number) => {
    const { stdout, durationMs } = await run(judge(join(folder, buckets)), codes, JUDGE_SECONDS);
    const named = new Set(stdout.match(/\bBucket\d+\b/g)).size;
    // Checks that differ would not be a comparison.
    if (named !== found(count)) throw new Error(`it finds ${named} buckets and not ${found(count)}`);
    return durationMs / 1000;
  };
  await seconds("few", FEW);
  return { few: await seconds("few", FEW), many: await seconds("many", MANY) };
}

async function run({ file, args, environment }: Command, codes: readonly number[], timeoutSeconds: number) {
  const result = await runCommand(file, args, { directory: REPOSITORY, environment, timeoutSeconds });
  if (result.code === undefined || !codes.includes(result.code)) {
    const said = result.stderr.trim().split("\n").at(-1);
    throw new Error(result.failure ?? `${file} ended with ${result.code}${said ? `: ${said}` : ""}`);
  }
  return result;
}

function tell(name: string, figure: Figure, ours?: Ours): void {
  const times = (other: Figure) => (each(figure) / each(other)).toFixed(1);
  const ratio = ours ? `; ${times(ours.checks)} times Plinth, ${times(ours.pack)} times all its rules` : "";
  console.log(
    `  ${name.padEnd(18)} ${each(figure).toFixed(1)} µs a bucket, ${figure.many.toFixed(1)} s with start-up${ratio}`,
  );
}

/** Microseconds that one more bucket takes. */
function each({ few, many }: Figure): number {
  return ((many - few) * 1e6) / (MANY - FEW);
}
