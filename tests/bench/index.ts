/**
 * Figures of Plinth, each against something measured in the same run on the same machine. Read the ratios; the seconds
 * are this machine's. `npm run bench -- --no-engine` leaves the real engine out, `--before <commit>` adds an earlier commit; `npm run bench:rules` measures the
 * rules alone, `npm run bench:pack` what the pack adds to the real engine's preview.
 */

import { ROUNDS } from "./measure";
import { previewTimeAgainstCommit } from "./preview-time-against-commit";
import { previewTimeAgainstEngine } from "./preview-time-against-engine";
import { previewTimeAgainstMocks } from "./preview-time-against-mocks";
import { previewTimeOfMinimalExamples } from "./preview-time-of-minimal-examples";

void main();

async function main(): Promise<void> {
  console.log(`Node.js ${process.versions.node}; median of ${ROUNDS} runs; whole processes, start-up included`);
  previewTimeOfMinimalExamples();
  await previewTimeAgainstMocks();
  if (!process.argv.includes("--no-engine")) await previewTimeAgainstEngine();
  const before = process.argv.indexOf("--before");
  if (before > 0) previewTimeAgainstCommit(process.argv[before + 1] ?? "HEAD~1");
}
