import type { Deployment } from "../deployment";
import { ProgramTimers } from "./timers";

/** How often the watch looks, and how long nothing at all may happen before a run counts as stuck, in milliseconds. */
const TICK_MS = 10;
const IDLE_MS = 80;

/** What is no work, or is followed one by one. */
const IGNORED = new Set(["Immediate", "Timeout", "TickObject", "CloseReq", "TTYWrap"]);

export type Standstill =
  | { readonly kind: "hangs"; readonly waitingFor: readonly string[] }
  | { readonly kind: "stuck" };

/**
 * Watches a run for progress: requests of the program, and whatever else Node.js would keep running for (timers,
 * sockets, child processes), beyond what the host had when the watch was made.
 */
export class Watch {
  private readonly host = activeResources();
  private readonly timers: ProgramTimers;
  private readonly ticks = new Set<NodeJS.Timeout>();

  constructor(
    private readonly deployment: Deployment,
    private readonly timeoutMs: number,
    isProgram: () => boolean,
    /** Work that Node.js does not count, such as loading a module. */
    private readonly isBusy: () => boolean,
  ) {
    this.timers = new ProgramTimers(isProgram);
  }

  /** Resolves when the program can make no progress any more, or makes none for too long; never, once paused. */
  async standstill(): Promise<Standstill> {
    let seen = this.deployment.activity;
    let since = Date.now();
    let idleSince: number | undefined;
    for (;;) {
      await this.tick();
      const now = Date.now();
      if (this.deployment.activity !== seen) {
        seen = this.deployment.activity;
        since = now;
        idleSince = undefined;
        continue;
      }
      const waitingFor = this.underWay();
      const isWaiting = waitingFor.length > 0 || this.deployment.pending > 0 || this.isBusy();
      idleSince = isWaiting ? undefined : (idleSince ?? now);
      if (idleSince !== undefined && now - idleSince >= IDLE_MS) return { kind: "stuck" };
      if (now - since >= this.timeoutMs) return { kind: "hangs", waitingFor };
    }
  }

  /** Resolves when nothing of the program's is under way any more, or with what still is after the timeout. */
  async quiet(): Promise<readonly string[]> {
    const until = Date.now() + this.timeoutMs;
    let seen = -1;
    for (;;) {
      await this.turn();
      const isActive = this.deployment.activity !== seen || this.deployment.pending > 0;
      seen = this.deployment.activity;
      if (isActive) continue;
      const underWay = this.underWay();
      if (underWay.length === 0 || Date.now() >= until) return underWay;
      await this.tick();
    }
  }

  /** Lets go of what `standstill` waits with. */
  pause(): void {
    for (const tick of this.ticks) clearTimeout(tick);
    this.ticks.clear();
  }

  stop(): void {
    this.pause();
    this.timers.stop();
  }

  private underWay(): string[] {
    const kinds = this.timers.isAnyActive() ? ["Timeout"] : [];
    for (const [kind, count] of activeResources()) if (count > (this.host.get(kind) ?? 0)) kinds.push(kind);
    return kinds;
  }

  private tick(): Promise<void> {
    return new Promise((resolve) => {
      this.timers.without(() => {
        const tick = setTimeout(() => {
          this.ticks.delete(tick);
          resolve();
        }, TICK_MS);
        this.ticks.add(tick);
      });
    });
  }

  private turn(): Promise<void> {
    return new Promise((resolve) => {
      this.timers.without(() => setImmediate(resolve));
    });
  }
}

function activeResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (!IGNORED.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
