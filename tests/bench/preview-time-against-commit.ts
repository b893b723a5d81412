import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "../support/repository";
import { median, report, runNode, runNodeIn, STORES } from "./measure";

const SMALL = join(REPOSITORY, "tests/fixtures/engine/new-user");

/** The offline preview, against that of an earlier commit with the same dependencies. */
export function previewTimeAgainstCommit(commit: string): void {
  console.log(`\ntime of an offline preview with all rules, against ${commit}`);
  const before = mkdtempSync(join(tmpdir(), "plinth-before-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: REPOSITORY, stdio: "ignore" });
  git("worktree", "add", "--detach", "--force", before, commit);
  try {
    linkDependencies(join(REPOSITORY, "node_modules"), join(before, "node_modules"));
    const compare = (what: string, ...args: readonly string[]) => {
      const command = ["cli/bin/plinth.js", "preview", ...args];
      report(
        what,
        median(() => runNode(...command)),
        median(() => runNodeIn(before, ...command)),
      );
    };
    compare("a small program", "-C", SMALL);
    compare("1,002 resources", "-C", STORES);
    compare("10,002 resources", "-C", STORES, "-c", "count=1667");
    compare("all stacks of this repository", "-C", REPOSITORY);
  } finally {
    git("worktree", "remove", "--force", before);
    rmSync(before, { recursive: true, force: true });
  }
}

/** The same packages, but for those of the repository itself, which are the earlier commit's: their links are relative. */
function linkDependencies(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name === "@plinth") cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(join(from, name), join(to, name));
  }
}
