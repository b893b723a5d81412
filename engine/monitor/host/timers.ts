import { type AsyncHook, createHook } from "node:async_hooks";

/** What tells whether a timer still keeps Node.js running. `hasRef` alone goes on saying so after it has run. */
interface Timer {
  hasRef(): boolean;
  readonly _destroyed?: boolean;
}

/**
 * Timers that a program has started. They are followed one by one, because the host has timers of its own that come and
 * go meanwhile, so that a count of all of them says nothing.
 */
export class ProgramTimers {
  private readonly timers = new Set<Timer>();
  private readonly hook: AsyncHook;
  private isPaused = false;

  /** @param isProgram Whether the code that is running is the program's. */
  constructor(isProgram: () => boolean) {
    const { timers } = this;
    // Following promises as well would cost a tenth of a run; Node.js before 24.12 cannot but do it.
    const options = { trackPromises: false };
    this.hook = createHook({
      ...options,
      init: (_id, type, _trigger, resource) => {
        if ((type === "Timeout" || type === "Immediate") && !this.isPaused && isProgram())
          timers.add(resource as Timer);
      },
    }).enable();
  }

  /** What `start` starts is not the program's. */
  without<T>(start: () => T): T {
    this.isPaused = true;
    try {
      return start();
    } finally {
      this.isPaused = false;
    }
  }

  /** Whether a timer of the program keeps the event loop alive. */
  isAnyActive(): boolean {
    for (const timer of this.timers) {
      if (timer.hasRef() && !timer._destroyed) return true;
      this.timers.delete(timer);
    }
    return false;
  }

  /** Stops tracking timers. */
  stop(): void {
    this.hook.disable();
    this.timers.clear();
  }
}
