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

/** A run that is watched. */
interface Watch {
  /** To be called when the run makes progress. */
  readonly beat: () => void;
  readonly stop: () => void;
}

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
   * Watches until the run stops it. Beats are those of the event loop and of the run itself: requests are answered in the
   * process, so a large stack can go on for long without a turn of the loop.
   * @param onBlocked Called on top of what blocks, with its stack. That goes on as soon as the call returns.
   */
  watch(limitMs: number, onBlocked: (stack: string) => void): Watch {
    const { cells } = this;
    const handler = () => {
      if (Atomics.load(cells, IS_ASKED) === 1) onBlocked(currentStack());
    };
    Object.assign(globalThis, { [Symbol.for(HANDLER)]: handler });
    Atomics.store(cells, LIMIT_MS, limitMs);
    const beat = () => {
      Atomics.store(cells, BEATS, (Atomics.load(cells, BEATS) % 1e6) + 1);
    };
    const beats = setInterval(beat, BEAT_MS);
    beats.unref();
    beat();
    Atomics.notify(cells, BEATS);
    const stop = () => {
      clearInterval(beats);
      Atomics.store(cells, BEATS, 0);
    };
    return { beat, stop };
  }
}

function currentStack(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_FRAMES;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack;
}
