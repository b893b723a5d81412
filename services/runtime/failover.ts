import * as z from "zod/mini";
import { errorName, isRetryable } from "./errors";
import { json, text } from "./settings";

const route = z.strictObject({
  region: text,
  model: text,
  profileArn: text,
  guardrailId: text,
  guardrailVersion: text,
});

/** Variable of functions that can use models in several Regions. `failover` of `@plinth/components` sets it. */
export const failoverSettings = {
  /** JSON object: seconds for one attempt and for all, the retry budget in percent, and the routes in order. */
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

/** One way to a model: a Region, the model's inference profile there, and the guardrail there. */
export type Route = z.infer<typeof route>;
type Settings = z.infer<typeof failoverSettings.FAILOVER>;

/** Attempts that the budget is computed over. */
const BUDGET_WINDOW = 100;

/** Limits retries to a share of recent requests, so that retries do not overload a Region that is already failing. */
export class RetryBudget {
  /** Recent attempts, the latest last: whether each was a retry. */
  #attempts: boolean[] = [];

  /** @param percent Retries in percent of recent requests. One retry is always available, except with 0. */
  constructor(private readonly percent: number) {}

  /** Counts a request's first attempt. */
  request(): void {
    this.#add(false);
  }

  /** Counts a retry if it is in the budget. Returns whether it is. */
  retry(): boolean {
    const requests = this.#attempts.filter((isRetry) => !isRetry).length;
    const retries = this.#attempts.length - requests;
    if (retries >= Math.max(this.percent === 0 ? 0 : 1, Math.floor((requests * this.percent) / 100))) return false;
    this.#add(true);
    return true;
  }

  #add(isRetry: boolean): void {
    this.#attempts = [...this.#attempts, isRetry].slice(-BUDGET_WINDOW);
  }
}

/** No route answered. The message names each route's error and never an error's message, which can quote the prompt. */
export class RouteError extends Error {
  /** @param errors Region, model and name of the error, in the order of the attempts. */
  constructor(readonly errors: readonly string[]) {
    super(`no route answered: ${errors.join(", ")}`);
    this.name = "RouteError";
  }
}

/**
 * Sends a request along the routes, one after the other, until one answers, the time is over or the budget is spent.
 * @param budget One for all requests of the process.
 * @param send Sends the request along one route. It must stop when the signal aborts.
 * @throws RouteError if no route answered. An error that is not retryable, such as a denied permission, ends the
 * attempts at once.
 */
export async function withFailover<T>(
  { routes, attemptSeconds, totalSeconds }: Settings,
  budget: RetryBudget,
  send: (route: Route, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + totalSeconds * 1_000;
  const errors: string[] = [];
  budget.request();
  for (const [index, current] of routes.entries()) {
    const time = Math.min(attemptSeconds * 1_000, deadline - Date.now());
    if (time <= 0 || (index > 0 && !budget.retry())) break;
    try {
      return await send(current, AbortSignal.timeout(time));
    } catch (error) {
      errors.push(`${current.region} ${current.model} ${errorName(error)}`);
      if (!isRetryable(error)) break;
    }
  }
  throw new RouteError(errors);
}
