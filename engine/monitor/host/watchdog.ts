import { url as debuggerUrl } from "node:inspector";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/**
 * Shared with the thread: count of beats, 0 while no run is watched; the limit; what the thread sleeps on; whether it
 * asks for the handler.
 */
const [BEATS, LIMIT_MS, , IS_ASKED] = [0, 1, 2, 3];
const CELLS = 4;
/** Frames of the program may be deep below libraries'. */
const STACK_FRAMES = 100;
const BEAT_MS = 50;
/** Key of the global symbol by which the thread calls back. */
const HANDLER = "plinth.blocked";

/**
 * Notices a program that blocks the event loop, from a thread outside: nothing on the program's own thread runs any more.
 * Waiting in native code, such as for a child process, is no loop and is left alone.
 */
export class Watchdog {
  private static shared: Watchdog | undefined;
  private readonly cells = new Int32Array(new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT));

  private constructor() {
    const worker = new Worker(join(__dirname, "watchdog-worker.js"), {
      workerData: { cells: this.cells, handler: HANDLER },
    });
    worker.unref();
  }

  /** One for the process; none for a process that is debugged, which waits at breakpoints. */
  static ofProcess(): Watchdog | undefined {
    if (debuggerUrl() !== undefined) return undefined;
    Watchdog.shared ??= new Watchdog();
    return Watchdog.shared;
  }

  /**
   * Watches until the function that it returns is called.
   * @param onBlocked Called on top of what blocks, with its stack. That goes on as soon as the call returns.
   */
  watch(limitMs: number, onBlocked: (stack: string) => void): () => void {
    const { cells } = this;
    const handler = () => {
      if (Atomics.load(cells, IS_ASKED) === 1) onBlocked(currentStack());
    };
    Object.assign(globalThis, { [Symbol.for(HANDLER)]: handler });
    Atomics.store(cells, LIMIT_MS, limitMs);
    const beats = setInterval(() => Atomics.store(cells, BEATS, (Atomics.load(cells, BEATS) % 1e6) + 1), BEAT_MS);
    beats.unref();
    Atomics.store(cells, BEATS, 1);
    Atomics.notify(cells, BEATS);
    return () => {
      clearInterval(beats);
      Atomics.store(cells, BEATS, 0);
    };
  }
}

function currentStack(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_FRAMES;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack;
}
