/**
 * Figures of Plinth, each against something measured in the same run on the same machine. Read the ratios; the seconds
 * are this machine's. `npm run bench -- --no-engine` leaves the real engine out; `npm run bench:rules` measures the
 * rules alone, `npm run bench:pack` what the pack adds to the real engine's preview.
 */
import { againstEngine } from "./against-engine";
import { againstMocks } from "./against-mocks";
import { ROUNDS } from "./measure";
import { minimalExamples } from "./minimal-examples";

void main();

async function main(): Promise<void> {
  console.log(`Node.js ${process.versions.node}; median of ${ROUNDS} runs; whole processes, start-up included`);
  minimalExamples();
  await againstMocks();
  if (!process.argv.includes("--no-engine")) await againstEngine();
}
