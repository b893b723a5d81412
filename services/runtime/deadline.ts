import type { Context } from "./handler";

/**
 * Time by which an invocation must be done, in milliseconds since the epoch.
 * @param reserveMs Milliseconds to keep for what follows, such as to fail with an error rather than be stopped by Lambda.
 */
export function deadlineOf(context: Pick<Context, "getRemainingTimeInMillis">, reserveMs: number): number {
  return Date.now() + context.getRemainingTimeInMillis() - reserveMs;
}

/**
 * Returns a signal that aborts at a point in time.
 * @param deadline Milliseconds since the epoch. A deadline in the past aborts at once.
 */
export function abortAt(deadline: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, deadline - Date.now()));
}
