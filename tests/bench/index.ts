/**
 * Figures of the offline preview, each against something measured in the same run on the same machine:
 * `setMocks` of the Pulumi SDK as it comes, and `pulumi preview` of the real engine over the same simulated AWS.
 * Read the ratios; the seconds are this machine's. `npm run bench -- --no-engine` leaves the real engine out.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { previewStack, type StackPreview } from "@plinth/engine";
import { createEstate, judge, recordsOf, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { readPulumiProject } from "../../cli/readers/pulumi-project";
import { previewProject } from "../engine/support/offline";
import { baselinePack } from "../engine/support/packs";
import { withEngine } from "../engine/support/workspace";

const REPOSITORY = resolve(__dirname, "../..");
const STORES = join(__dirname, "programs/stores");
const STACKS = ["org", "security", "support-dev", "support-prod"];
const ROUNDS = 3;

interface Figure {
  readonly what: string;
  readonly ours: number;
  readonly theirs: number;
  readonly unit: string;
}

void main();

async function main(): Promise<void> {
  const references = await stackOutputs();
  console.log(`Node.js ${process.versions.node}; median of ${ROUNDS} runs; whole processes, start-up included`);
  console.log("\noffline preview with all rules, against setMocks without any");
  report(againstMocks("1,002 resources", STORES, "", ["bench"]));
  report(againstMocks("stack org", REPOSITORY, references, ["org"]));
  report(againstMocks("all stacks of this repository", REPOSITORY, references, STACKS));
  if (!process.argv.includes("--no-engine")) {
    console.log("\noffline preview with all rules, against `pulumi preview` with the baseline pack");
    report(await againstEngine("1,002 resources", STORES, ["bench"]));
    report(await againstEngine("stack org", undefined, ["org"]));
  }
  console.log("\nthe rules alone, in process");
  await rulesAlone("1,002 resources", STORES, "bench");
}

function againstMocks(what: string, directory: string, references: string, stacks: readonly string[]): Figure {
  const offline = median(() => run("cli/bin/plinth.js", "preview", "-C", directory, ...stacks));
  const mocked = median(() =>
    run("engine/typescript.js", "tests/bench/run-mocked.ts", directory, references, ...stacks),
  );
  return { what, ours: offline, theirs: mocked, unit: "s" };
}

async function againstEngine(what: string, project: string | undefined, stacks: readonly string[]): Promise<Figure> {
  const pack = await baselinePack();
  const engine = await withEngine(project, async (workspace) => {
    const seconds: number[] = [];
    for (const stack of stacks) await workspace.initialise(stack);
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      for (const stack of stacks) await workspace.preview(stack, { policyPacks: [pack] });
      seconds.push((performance.now() - started) / 1000);
    }
    return middle(seconds);
  });
  const offline = median(() => run("cli/bin/plinth.js", "preview", "-C", project ?? REPOSITORY, ...stacks));
  return { what, ours: offline, theirs: engine, unit: "s" };
}

/** What the baseline pack's rules cost a resource, without the engine around them. */
async function rulesAlone(what: string, directory: string, stack: string): Promise<void> {
  const standard = loadStandard();
  const preview = await previewOf(directory, stack);
  const records = recordsOf(preview.resources);
  const seconds = median(() => void judge(rules, createEstate(records, standard)));
  console.log(
    `  ${what.padEnd(32)} ${((seconds * 1e6) / records.length).toFixed(1)} µs a resource, ${rules.length} rules`,
  );
}

async function previewOf(directory: string, stack: string): Promise<StackPreview> {
  const project = readPulumiProject(directory);
  const settings = project.stacks.find(({ name }) => name === stack);
  if (!settings) throw new Error(`no stack ${stack} in ${directory}`);
  return previewStack({
    project: project.name,
    stack,
    program: project.program,
    directory: project.program,
    ...settings,
  });
}

/** Outputs of this repository's stacks, as the file that `run-mocked.ts` answers StackReferences from. */
async function stackOutputs(): Promise<string> {
  const previews = await previewProject(REPOSITORY);
  const file = join(mkdtempSync(join(tmpdir(), "plinth-bench-")), "outputs.json");
  writeFileSync(
    file,
    JSON.stringify(Object.fromEntries(previews.map((p) => [`organization/${p.project}/${p.stack}`, p.outputs]))),
  );
  return file;
}

/** One process of Node.js, which must succeed: what fails early is fast. */
function run(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: REPOSITORY, encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}\n${stderr}`);
}

function median(body: () => void): number {
  return middle(
    Array.from({ length: ROUNDS }, () => {
      const started = performance.now();
      body();
      return (performance.now() - started) / 1000;
    }),
  );
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function report({ what, ours, theirs, unit }: Figure): void {
  const ratio = theirs / ours;
  const said = ratio >= 1 ? `${ratio.toFixed(1)} times faster` : `${(1 / ratio).toFixed(1)} times slower`;
  console.log(`  ${what.padEnd(32)} ${ours.toFixed(2)} ${unit} against ${theirs.toFixed(2)} ${unit}: ${said}`);
}
