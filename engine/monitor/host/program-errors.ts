import { locationOf } from "../../loader/location";
import { ProgramError } from "../../preview";
import { redact } from "../../redact";
import type { SdkStore } from "../../sdk/sdk";
import type { Deployment } from "../deployment";
import type { Stall } from "./event-loop";
import { unresolved } from "./unresolved-promises";

/** The error of a program that threw, or whose request the engine refused. */
export function programError(deployment: Deployment, error: unknown): ProgramError {
  const refusal = deployment.refusals.find((r) => r === error || messageOf(error).includes(r.message));
  const message = messageOf(error);
  const found = refusal?.message ?? message;
  const isForUser = refusal !== undefined || isRunError(error);
  return programErrorOf(
    deployment,
    refusal ? "refused" : "threw",
    isForUser ? found : `the program threw ${described(error, message)}`,
    { error, missingStack: refusal?.missingStack },
  );
}

/** The error of a program that hangs, or waits for what nothing resolves. */
export function stallError(deployment: Deployment, store: SdkStore, stall: Stall): ProgramError {
  const names = unresolved(store);
  if (stall.kind === "idle") return unresolvedError(deployment, names);
  const seconds = deployment.timeoutSeconds;
  const waiting = [...stall.activeResources, ...names.slice(0, 3)].join(", ") || "an answer";
  return programErrorOf(deployment, "hangs", `the program made no progress for ${seconds} s; it waits for ${waiting}`);
}

/**
 * The error of a program that blocks the event loop.
 * @param stack Of what it was executing.
 */
export function blockedError(deployment: Deployment, stack: string): ProgramError {
  const message = `the program blocked the event loop for ${deployment.timeoutSeconds} s`;
  return programErrorOf(deployment, "hangs", message, { error: Object.assign(new Error(message), { stack }) });
}

/**
 * The error of a program that leaves promises unresolved.
 * @param names What the unresolved promises belong to; none if it is the program's own promise.
 */
export function unresolvedError(deployment: Deployment, names: readonly string[]): ProgramError {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return programErrorOf(
    deployment,
    "unresolved",
    names.length === 0
      ? "the program waits for a promise that nothing will ever resolve"
      : `a promise that nothing will ever resolve is needed by ${names.slice(0, 3).join(", ")}${more}`,
  );
}

/** The error of a program that set an exit code. */
export function exitCodeError(deployment: Deployment, exitCode: number | string): ProgramError {
  return programErrorOf(deployment, "threw", `the program ended with exit code ${exitCode}`);
}

function programErrorOf(
  deployment: Deployment,
  reason: ProgramError["reason"],
  message: string,
  { error, missingStack }: { error?: unknown; missingStack?: string } = {},
): ProgramError {
  const location = isRunError(error) || isMissingModule(error) ? undefined : locationOf(error);
  const cause = error === undefined ? undefined : redactError(error, deployment.secrets);
  const resources = deployment.previewed();
  return new ProgramError(deployment.program.stack, reason, redact(message, deployment.secrets), {
    cause,
    location,
    resources,
    missingStack,
    outside: deployment.outside.list(),
  });
}

/** A `pulumi.RunError` is for the user: Pulumi prints its message, and neither its type nor its stack. */
function isRunError(error: unknown): boolean {
  return error instanceof Error && "__pulumiRunError" in error;
}

/** Node.js adds the chain of modules to the message, of which the first says enough. */
function isMissingModule(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === "MODULE_NOT_FOUND";
}

function described(error: unknown, message: string): string {
  if (isMissingModule(error)) {
    const [first = "", , requiredBy = ""] = message.split("\n");
    return `${first}, required by ${requiredBy.replace(/^- /, "")}; are its dependencies installed (npm install)?`;
  }
  return error instanceof Error && error.name !== "Error" ? `${error.name}: ${message}` : message;
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  try {
    return String(error);
  } catch {
    return "something that cannot be printed";
  }
}

/** Removes secrets from an error and its causes, in place, so that no caller prints them. */
function redactError(error: unknown, secrets: ReadonlySet<string>, depth = 0): unknown {
  if (typeof error === "string") return redact(error, secrets);
  if (!(error instanceof Error) || depth > 5) return error;
  for (const member of ["message", "stack", "details"] as const) {
    const text = (error as unknown as Record<string, unknown>)[member];
    if (typeof text !== "string") continue;
    const safe = redact(text, secrets);
    if (safe !== text) Object.defineProperty(error, member, { value: safe, configurable: true, writable: true });
  }
  redactError(error.cause, secrets, depth + 1);
  return error;
}
