import { locationOf } from "../../loader/location";
import { ProgramError } from "../../preview";
import type { SdkStore } from "../../sdk/sdk";
import type { Deployment } from "../deployment";
import type { Standstill } from "./quiet";
import { redact } from "./redact";
import { unresolved } from "./unresolved";

/** Tells why a run failed: by its first error, else by what it still waits for. */
export function programError(deployment: Deployment, error: unknown): ProgramError {
  const refusal = deployment.refusals.find((r) => r === error || messageOf(error).includes(r.message));
  const message = messageOf(error);
  const found = refusal?.message ?? message;
  const told = refusal !== undefined || isToldAsIs(error);
  return report(
    deployment,
    refusal ? "refused" : "threw",
    told ? found : `the program threw ${described(error, message)}`,
    { error, missingStack: refusal?.missingStack },
  );
}

export function standstillError(deployment: Deployment, store: SdkStore, standstill: Standstill): ProgramError {
  const names = unresolved(store);
  if (standstill.kind === "stuck") return unresolvedError(deployment, names);
  const seconds = deployment.options.timeoutSeconds ?? 60;
  const waiting = [...standstill.waitingFor, ...names.slice(0, 3)].join(", ") || "an answer";
  return report(deployment, "hangs", `the program made no progress for ${seconds} s; it waits for ${waiting}`);
}

/** @param names What the unresolved promises belong to; none if it is the program's own promise. */
export function unresolvedError(deployment: Deployment, names: readonly string[]): ProgramError {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return report(
    deployment,
    "unresolved",
    names.length === 0
      ? "the program waits for a promise that nothing will ever resolve"
      : `a promise that nothing will ever resolve is needed by ${names.slice(0, 3).join(", ")}${more}`,
  );
}

export function exitCodeError(deployment: Deployment, exitCode: number | string): ProgramError {
  return report(deployment, "threw", `the program ended with exit code ${exitCode}`);
}

function report(
  deployment: Deployment,
  reason: ProgramError["reason"],
  message: string,
  { error, missingStack }: { error?: unknown; missingStack?: string } = {},
): ProgramError {
  const location = isToldAsIs(error) || isMissingModule(error) ? undefined : locationOf(error);
  const cause = error === undefined ? undefined : redactError(error, deployment.secrets);
  const resources = deployment.previewed();
  return new ProgramError(deployment.program.stack, reason, redact(message, deployment.secrets), {
    cause,
    location,
    resources,
    missingStack,
  });
}

/** A `pulumi.RunError` is for the user: Pulumi prints its message, and neither its type nor its stack. */
function isToldAsIs(error: unknown): boolean {
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

/** Takes secrets out of an error and its causes, in place, so that whoever prints them prints none. */
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
