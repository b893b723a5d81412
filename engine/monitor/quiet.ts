import type { Deployment } from "./deployment";

/** How often the watch looks, and how long nothing at all may happen before a run counts as stuck, in milliseconds. */
const TICK_MS = 10;
const IDLE_MS = 80;

/** What keeps an event loop alive without being work of the program. */
const IGNORED = new Set(["Immediate", "TickObject", "CloseReq", "TTYWrap"]);

export type Standstill =
  | { readonly kind: "hangs"; readonly waitingFor: readonly string[] }
  | { readonly kind: "stuck" };

/**
 * Watches a run for progress: requests of the program, and whatever else Node.js would keep running for (timers,
 * sockets, child processes), counted against what the host had when the watch was made.
 */
export class Watch {
  private readonly host = activeResources();
  /** Timers of the watch's own. */
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly deployment: Deployment,
    private readonly timeoutMs: number,
    /** Work that Node.js does not count, such as loading a module. */
    private readonly isBusy: () => boolean,
  ) {}

  /** Resolves when the program can make no progress any more, or makes none for too long; never, once stopped. */
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
      const waitingFor = this.beyondHost();
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
      await immediate();
      const isActive = this.deployment.activity !== seen || this.deployment.pending > 0;
      seen = this.deployment.activity;
      if (isActive) continue;
      const beyond = this.beyondHost();
      if (beyond.length === 0 || Date.now() >= until) return beyond;
      await this.tick();
    }
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private beyondHost(): string[] {
    const beyond: string[] = [];
    for (const [kind, count] of activeResources()) {
      const own = kind === "Timeout" ? this.timers.size : 0;
      if (count - own > (this.host.get(kind) ?? 0)) beyond.push(kind);
    }
    return beyond;
  }

  private async tick(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        resolve();
      }, TICK_MS);
      this.timers.add(timer);
    });
    await immediate();
  }
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function activeResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (!IGNORED.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
