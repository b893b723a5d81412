import type { Deployment } from "../deployment";
import { ProgramTimers } from "./timers";

/** Interval between two checks, and the time without any activity after which a run counts as idle; milliseconds. */
const POLL_INTERVAL_MS = 10;
const IDLE_MS = 80;

/** Active resources that are no work, or that {@link ProgramTimers} tracks one by one. */
const IGNORED = new Set(["Immediate", "Timeout", "TickObject", "CloseReq", "TTYWrap"]);

/** How a run ended without its program's end: after the timeout, or because the event loop had nothing left to do. */
export type Stall =
  | { readonly kind: "timeout"; readonly activeResources: readonly string[] }
  | { readonly kind: "idle" };

/**
 * Monitors the progress of a run: requests of the program, and the active resources that keep the event loop alive
 * (timers, sockets, child processes), beyond those that the process had before the run.
 */
export class EventLoopMonitor {
  private readonly before = openedBefore();
  private readonly timers: ProgramTimers;
  private readonly polls = new Set<NodeJS.Timeout>();

  constructor(
    private readonly deployment: Deployment,
    private readonly timeoutMs: number,
    isProgram: () => boolean,
    /** Work that Node.js does not count, such as loading a module. */
    private readonly isBusy: () => boolean,
  ) {
    this.timers = new ProgramTimers(isProgram);
  }

  /** Resolves when the program can make no progress any more, or makes none until the timeout; never, once paused. */
  async stalled(): Promise<Stall> {
    let seen = this.deployment.activity;
    let since = Date.now();
    let idleSince: number | undefined;
    for (;;) {
      await this.nextPoll();
      const now = Date.now();
      if (this.deployment.activity !== seen) {
        seen = this.deployment.activity;
        since = now;
        idleSince = undefined;
        continue;
      }
      const activeResources = this.activeResources();
      const isWaiting = activeResources.length > 0 || this.deployment.pending > 0 || this.isBusy();
      idleSince = isWaiting ? undefined : (idleSince ?? now);
      if (idleSince !== undefined && now - idleSince >= IDLE_MS) return { kind: "idle" };
      if (now - since >= this.timeoutMs) return { kind: "timeout", activeResources };
    }
  }

  /** Resolves when the program has no active resource left, or with those that are still active after the timeout. */
  async drained(): Promise<readonly string[]> {
    const until = Date.now() + this.timeoutMs;
    let seen = -1;
    for (;;) {
      await this.nextTurn();
      const isActive = this.deployment.activity !== seen || this.deployment.pending > 0;
      seen = this.deployment.activity;
      if (isActive) continue;
      const activeResources = this.activeResources();
      if (activeResources.length === 0 || Date.now() >= until) return activeResources;
      await this.nextPoll();
    }
  }

  /** What `start` starts is the host's, not the program's. */
  withoutTimers<T>(start: () => T): T {
    return this.timers.without(start);
  }

  /** Clears the timers that `stalled` waits with. */
  pause(): void {
    for (const poll of this.polls) clearTimeout(poll);
    this.polls.clear();
  }

  /** Ends the monitoring for good. */
  stop(): void {
    this.pause();
    this.timers.stop();
  }

  private activeResources(): string[] {
    const kinds = this.timers.isAnyActive() ? ["Timeout"] : [];
    for (const [kind, count] of countActiveResources()) if (count > (this.before.get(kind) ?? 0)) kinds.push(kind);
    return kinds;
  }

  private nextPoll(): Promise<void> {
    return new Promise((resolve) => {
      this.timers.without(() => {
        const poll = setTimeout(() => {
          this.polls.delete(poll);
          resolve();
        }, POLL_INTERVAL_MS);
        this.polls.add(poll);
      });
    });
  }

  private nextTurn(): Promise<void> {
    return new Promise((resolve) => {
      this.timers.without(() => setImmediate(resolve));
    });
  }
}

/** Node.js opens its own streams when they are first read, as some libraries do: they are no work of the program. */
function openedBefore(): Map<string, number> {
  for (const stream of ["stdout", "stderr"] as const) Reflect.get(process, stream);
  return countActiveResources();
}

function countActiveResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (!IGNORED.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
