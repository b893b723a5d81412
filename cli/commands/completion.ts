import { rules } from "@plinth/policies";
import { type Fault, PlinthError } from "@plinth/standards";
import type { Command } from "commander";
import { QUESTIONS } from "./choose";

const SHELLS = ["bash", "zsh"];

/** What a command's argument may be. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  preview: ["$(_plinth_stacks)"],
  choose: QUESTIONS,
  explain: rules.map(({ id }) => id),
  completion: SHELLS,
};

/**
 * A completion script generated from the command tree, so that it cannot fall behind it.
 * @throws PlinthError for a shell that is not supported.
 */
export function completionScript(shell: string, program: Command): string {
  if (!SHELLS.includes(shell)) {
    const fault: Fault = { id: "cli/Completion/shell", path: "shell", found: shell, allowed: SHELLS.join(" or ") };
    throw new PlinthError("plinth completion", [fault]);
  }
  const commands = program.commands.map((c) => c.name());
  const cases = program.commands.map((command) => {
    const words = command.options
      .flatMap((o) => [o.short, o.long])
      .filter(Boolean)
      .join(" ");
    const values = (VALUES[command.name()] ?? []).join(" ");
    return `    ${command.name()}) words="${words} ${values} " ;;`;
  });
  return [
    ...(shell === "zsh" ? ["autoload -U +X bashcompinit && bashcompinit"] : []),
    "_plinth_stacks() { ls Pulumi.*.yaml stacks/Pulumi.*.yaml 2>/dev/null | sed -E 's#.*Pulumi\\.(.+)\\.yaml#\\1#'; }",
    "_plinth() {",
    '  local words="" current="${COMP_WORDS[COMP_CWORD]}"',
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    `    *) words="${commands.join(" ")} --help --version" ;;`,
    "  esac",
    `  [ "$COMP_CWORD" -eq 1 ] && words="${commands.join(" ")} --help --version"`,
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    "}",
    "complete -o default -F _plinth plinth",
    "",
  ].join("\n");
}
