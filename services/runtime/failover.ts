import * as z from "zod/mini";
import { isPassing } from "./converse";
import { json, text } from "./settings";

const route = z.strictObject({
  region: text,
  model: text,
  profileArn: text,
  guardrailId: text,
  guardrailVersion: text,
});

/** What `failover` of `@plinth/components` puts into the environment variable `FAILOVER`. */
export const failoverSettings = {
  FAILOVER: z.pipe(
    json,
    z.strictObject({
      attemptSeconds: z.number().check(z.minimum(1)),
      totalSeconds: z.number().check(z.minimum(1)),
      retryBudgetPercent: z.number().check(z.minimum(0), z.maximum(100)),
      routes: z.array(route).check(z.minLength(1)),
    }),
  ),
};

export type Route = z.infer<typeof route>;
type Settings = z.infer<typeof failoverSettings.FAILOVER>;

/** Requests that are remembered for the budget: old ones say nothing about now. */
const REMEMBERED = 100;

/** Every request may be asked once; attempts beyond that are a share of the requests of late, and at least one. */
export class RetryBudget {
  #retries: boolean[] = [];

  constructor(private readonly percent: number) {}

  request(): void {
    this.#remember(false);
  }

  /** Whether one more attempt is in the budget; if so, it is counted. */
  retry(): boolean {
    const requests = this.#retries.filter((isRetry) => !isRetry).length;
    const retries = this.#retries.length - requests;
    if (retries >= Math.max(this.percent === 0 ? 0 : 1, Math.floor((requests * this.percent) / 100))) return false;
    this.#remember(true);
    return true;
  }

  #remember(isRetry: boolean): void {
    this.#retries = [...this.#retries, isRetry].slice(-REMEMBERED);
  }
}

/** No route answered. Names the error of each that was taken, never a message, which may quote the prompt. */
export class RouteError extends Error {
  constructor(readonly errors: readonly string[]) {
    super(`no route answered: ${errors.join(", ")}`);
    this.name = "RouteError";
  }
}

/**
 * Takes one route after the other until one answers, there is no time left or the budget for asking again is spent.
 * @param budget One for all requests of the process.
 * @param ask Asks by one route, and gives up when the signal says so.
 * @throws RouteError when none answered; at once for an error that does not pass, such as a refused permission.
 */
export async function takeRoutes<T>(
  { routes, attemptSeconds, totalSeconds }: Settings,
  budget: RetryBudget,
  ask: (route: Route, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + totalSeconds * 1_000;
  const errors: string[] = [];
  budget.request();
  for (const [index, taken] of routes.entries()) {
    const time = Math.min(attemptSeconds * 1_000, deadline - Date.now());
    if (time <= 0 || (index > 0 && !budget.retry())) break;
    try {
      return await ask(taken, AbortSignal.timeout(time));
    } catch (error) {
      errors.push(`${taken.region} ${taken.model} ${error instanceof Error ? error.name : "unknown error"}`);
      if (!isPassing(error)) break;
    }
  }
  throw new RouteError(errors);
}
