import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

interface ProcessStatus {
  readonly parent: number;
  /** When it started: ids are used again. */
  readonly started: string;
  readonly command: string;
}

/** Most ancestors between a pack and the CLI: the language host, a shell around it, and some to spare. */
const MAX_ANCESTORS = 12;

/** Which process of the Pulumi CLI started this one: its id and start. Undefined where it cannot be told. */
export function commandLineProcess(): string | undefined {
  let pid = process.ppid;
  for (let i = 0; i < MAX_ANCESTORS && pid > 1; i++) {
    const status = statusOf(pid);
    if (status?.command === "pulumi") return `${pid} ${status.started}`;
    if (!status) return undefined;
    pid = status.parent;
  }
  return undefined;
}

function statusOf(pid: number): ProcessStatus | undefined {
  try {
    return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

/** Fields 4 and 22 of proc(5); the second, the name, stands in brackets and may hold spaces. */
function fromProc(pid: number): ProcessStatus | undefined {
  const [, command, rest] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  const fields = rest?.split(" ") ?? [];
  return command === undefined ? undefined : { parent: Number(fields[1]), started: fields[19] ?? "", command };
}

function fromPs(pid: number): ProcessStatus | undefined {
  const { stdout } = spawnSync("ps", ["-o", "ppid=,lstart=,comm=", "-p", String(pid)], { encoding: "utf8" });
  const [, parent, started, command] = /^\s*(\d+)\s+(\w+ +\w+ +\d+ +[\d:]+ +\d+)\s+(.+?)\s*$/.exec(stdout ?? "") ?? [];
  if (parent === undefined || started === undefined || command === undefined) return undefined;
  return { parent: Number(parent), started, command: basename(command) };
}
