/**
 * Yields what a source yields.
 * @param idleMs Maximum milliseconds between two items.
 * @throws The signal's reason if it aborts, or an error named `TimeoutError`.
 */
export async function* withIdleTimeout<T>(
  source: AsyncIterable<T>,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await withTimeout(iterator.next(), idleMs, signal);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a source that hangs may never return.
    void iterator.return?.().catch(() => undefined);
  }
}

/** Awaits a promise. @throws The signal's reason if it aborts, or an error named `TimeoutError` after `ms` milliseconds. */
export async function withTimeout<T>(promise: Promise<T>, ms: number, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(limit.reason);
    limit.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    limit.removeEventListener("abort", abort);
  }
}
