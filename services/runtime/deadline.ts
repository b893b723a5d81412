/**
 * Returns a signal that aborts at a point in time.
 * @param deadline Milliseconds since the epoch. A deadline in the past aborts at once.
 */
export function abortAt(deadline: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, deadline - Date.now()));
}
