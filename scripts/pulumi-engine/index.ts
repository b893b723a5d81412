import type { PulumiCli, Report, Unavailable } from "./cli";
import { fromGo, goCached } from "./from-go";
import { fromNpm, npmCached } from "./from-npm";
import { fromPath } from "./from-path";

export type { PulumiCli } from "./cli";
export { type CommandResult, runCommand } from "./command";
export { writePlugins } from "./plugins";

const SOURCES: readonly {
  readonly name: string;
  readonly get: (report: Report) => Promise<PulumiCli | Unavailable>;
}[] = [
  { name: "pulumi on PATH", get: () => fromPath() },
  { name: "downloaded earlier", get: npmCached },
  { name: "built earlier", get: goCached },
  { name: "npm package pulumi", get: fromNpm },
  { name: "Go modules", get: fromGo },
];

const HOW_TO_GET_ONE = `no Pulumi CLI. Get it in one of three ways:
  - install it (https://www.pulumi.com/docs/install/), so that \`pulumi version\` on PATH says 3.220 or later, below 4;
  - let this machine reach npm's registry and get.pulumi.com, so that the npm package \`pulumi\` can download it;
  - install Go 1.21 or later (https://go.dev/dl/) and let it reach its module proxy; the CLI is then built from source.`;

/**
 * A Pulumi CLI: the one on PATH, else the npm package's, else built from its Go modules. What was downloaded or built is
 * kept in a cache of this user's, and found there by the next run.
 * @throws Error that says how to get one, if none of the ways works.
 */
export async function obtainPulumi(report: Report = console.error): Promise<PulumiCli> {
  const failures: string[] = [];
  for (const { name, get } of SOURCES) {
    const found = await get(report);
    if ("version" in found) {
      report(`Pulumi CLI ${found.version} (${name}): ${found.executable}`);
      return found;
    }
    failures.push(`  ${name}: ${found.reason}`);
    report(`Pulumi CLI, ${name}: ${found.reason}`);
  }
  throw new Error(`${HOW_TO_GET_ONE}\nWhat was tried:\n${failures.join("\n")}`);
}
