import { blueprintExamples } from "../support/blueprint-examples";
import { median, runNode } from "./measure";

/** What a product team waits for: the minimal example of a blueprint, on its own. */
const AIM_SECONDS = 3;

/** The minimal example of each blueprint, previewed and judged in a process of its own. */
export function previewTimeOfMinimalExamples(): void {
  console.log(`\ntime to preview and judge the minimal example of each blueprint; the aim is ${AIM_SECONDS} s`);
  for (const { blueprint } of blueprintExamples.filter(({ example }) => example === "minimal")) {
    let resources = "";
    const seconds = median(() => {
      resources = runNode("engine/loader/typescript.js", "tests/bench/preview-minimal-example.ts", blueprint).trim();
    });
    console.log(`  ${blueprint.padEnd(32)} ${seconds.toFixed(2)} s, ${resources} resources`);
  }
}
