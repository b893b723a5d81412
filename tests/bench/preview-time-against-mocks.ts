import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { previewProject } from "../end-to-end/support/offline";
import { REPOSITORY } from "../support/repository";
import { median, report, runNode, STORES } from "./measure";

const STACKS = ["org", "security", "support-dev", "support-prod"];

/** The offline preview, rules included, against `setMocks` of the Pulumi SDK as it comes, without any. */
export async function previewTimeAgainstMocks(): Promise<void> {
  console.log("\ntime of an offline preview with all rules, against setMocks without any");
  const folder = mkdtempSync(join(tmpdir(), "plinth-bench-"));
  try {
    const outputs = await stackOutputs(join(folder, "outputs.json"));
    compare("1,002 resources", STORES, "", ["bench"]);
    compare("stack org", REPOSITORY, outputs, ["org"]);
    compare(`stacks ${STACKS.join(", ")}`, REPOSITORY, outputs, STACKS);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compare(what: string, directory: string, outputs: string, stacks: readonly string[]): void {
  const offline = median(() => runNode("cli/bin/plinth.js", "preview", "-C", directory, ...stacks));
  const mocked = median(() =>
    runNode("engine/loader/typescript.js", "tests/bench/run-under-mocks.ts", directory, outputs, ...stacks),
  );
  report(what, offline, mocked);
}

/** Outputs of this repository's stacks, as the file that `run-under-mocks.ts` answers StackReferences from. */
async function stackOutputs(file: string): Promise<string> {
  const previews = await previewProject(REPOSITORY);
  const outputs = previews.map((p) => [`organization/${p.project}/${p.stack}`, p.outputs] as const);
  writeFileSync(file, JSON.stringify(Object.fromEntries(outputs)));
  return file;
}
