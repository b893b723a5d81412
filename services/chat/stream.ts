/**
 * What a source gives, until it is silent for too long or a signal says that nobody listens any more.
 * @throws The signal's reason, or an error named `TimeoutError`.
 */
export async function* listen<T>(source: AsyncIterable<T>, silenceMs: number, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(iterator.next(), silenceMs, signal);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // A source that is stuck may never end, and nobody waits for it.
    void iterator.return?.().catch(() => undefined);
  }
}

/** @throws The signal's reason, or an error named `TimeoutError`. */
export async function within<T>(work: Promise<T>, ms: number, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
  let stop = () => {};
  const ended = new Promise<never>((_, reject) => {
    stop = () => reject(limit.reason);
    limit.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    limit.removeEventListener("abort", stop);
  }
}
