import { spawn } from "node:child_process";

export interface CommandOptions {
  readonly directory?: string;
  /** Added to this process's environment; `undefined` removes a variable. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** After which the command, and all that it started, is killed. */
  readonly timeoutSeconds: number;
  /** Given each line of standard error as it comes. */
  readonly onErrorLine?: (line: string) => void;
}

export interface CommandResult {
  /** Exit code; undefined if the command could not be started or was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why there is no exit code. */
  readonly failure?: string;
  readonly durationMs: number;
}

/** Runs a program to its end. Never throws: what went wrong is in the result. */
export function runCommand(file: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    // A process group of its own, so that a time-out also ends the plugins that the CLI started.
    const child = spawn(file, args, {
      cwd: options.directory,
      env: { ...process.env, ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let stdout = "";
    let stderr = "";
    let failure: string | undefined;
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      if (options.onErrorLine) lines.forEach(options.onErrorLine);
    });
    const killGroup = () => {
      if (child.pid !== undefined) signalGroup(child.pid);
    };
    const timer = setTimeout(() => {
      failure = `no end after ${options.timeoutSeconds} seconds`;
      killGroup();
    }, options.timeoutSeconds * 1000);
    process.once("exit", killGroup);
    child.on("error", (error) => {
      failure = error.message;
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      process.off("exit", killGroup);
      if (code === null) failure ??= `killed by ${signal}`;
      resolve({
        code: failure === undefined ? (code ?? undefined) : undefined,
        stdout,
        stderr,
        failure,
        durationMs: performance.now() - started,
      });
    });
  });
}

function signalGroup(processId: number): void {
  try {
    process.kill(-processId, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
