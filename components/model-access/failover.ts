import { type Fault, PlinthError } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf } from "../plinth-component";
import type { ModelAccess } from "./model-access";

export interface FailoverArgs {
  /** Ways to models in the order in which they are turned to: the region's own first. Bounds: 1 to 4, each region once. */
  readonly ways: readonly ModelAccess[];
  /** The longest that one attempt may take, in seconds. Bounds: 1 to `totalSeconds`. Default: 20. */
  readonly attemptSeconds?: number;
  /** The longest that all attempts may take together, in seconds. Bounds: up to 900. Default: 60. */
  readonly totalSeconds?: number;
  /**
   * Attempts beyond the first of each request, as a share of all requests, in percent: when a model is down for everybody,
   * asking again and again keeps it down. Bounds: 0 to 100. Default: 20.
   */
  readonly retryBudgetPercent?: number;
}

/** One route, as `FAILOVER` has it. */
export interface FailoverRoute {
  readonly region: string;
  /** The catalogue's id. */
  readonly model: string;
  readonly profileArn: string;
  readonly guardrailId: string;
  readonly guardrailVersion: string;
}

/** What `FAILOVER` holds, as JSON. */
export interface FailoverSettings {
  readonly attemptSeconds: number;
  readonly totalSeconds: number;
  readonly retryBudgetPercent: number;
  /** In the order in which they are turned to. */
  readonly routes: readonly FailoverRoute[];
}

export interface Failover {
  /** Environment variable of code that turns to another model or region: `FAILOVER`, the JSON of {@link FailoverSettings}. */
  readonly environment: Readonly<Record<"FAILOVER", pulumi.Output<string>>>;
  /** Lets a role take every route, each with the guardrail of its region. */
  grantInvoke(role: WorkloadRole): void;
}

/**
 * Where code turns to when a model or a region does not answer: every model of the first way in its order, then those of
 * the next region. Creates nothing; the code does it, within bounds on time and on how often it asks again.
 * @param name What the faults call it.
 * @throws PlinthError with everything that is wrong.
 *
 * @example
 * const routes = failover("failover", { ways: [models], attemptSeconds: 15 });
 * routes.grantInvoke(role);
 */
export function failover(name: string, args: FailoverArgs): Failover {
  const wrong = faults(name, args);
  if (wrong.length > 0) throw new PlinthError(`failover ${name}`, wrong);
  const { ways, attemptSeconds, totalSeconds, retryBudgetPercent } = withDefaults(args);
  const routes = pulumi.all(ways.flatMap(routesOf));
  const settings = routes.apply(
    (known): FailoverSettings => ({ attemptSeconds, totalSeconds, retryBudgetPercent, routes: known }),
  );
  return {
    environment: { FAILOVER: settings.apply((known) => JSON.stringify(known)) },
    grantInvoke: (role) => {
      for (const way of ways) {
        way.grantInvoke(
          role,
          ways.filter((other) => other !== way),
        );
      }
    },
  };
}

function routesOf(way: ModelAccess): pulumi.Output<FailoverRoute>[] {
  const { guardrailId, guardrailVersion } = way;
  const { region } = way.workload;
  return Object.entries(way.profileArns).map(([model, profileArn]) =>
    pulumi.output({ region, model, profileArn, guardrailId, guardrailVersion }),
  );
}

function withDefaults({ ways, attemptSeconds = 20, totalSeconds = 60, retryBudgetPercent = 20 }: FailoverArgs) {
  return { ways, attemptSeconds, totalSeconds, retryBudgetPercent };
}

function faults(name: string, args: FailoverArgs): Fault[] {
  const { ways, attemptSeconds, totalSeconds, retryBudgetPercent } = withDefaults(args);
  const regions = ways.map(({ workload }) => workload.region);
  return faultsOf(
    "model-access/Failover",
    name,
    [
      ways.length >= 1 && ways.length <= 4 && new Set(regions).size === ways.length,
      "ways",
      "1 to 4, each in a region of its own",
      regions.join(", "),
    ],
    [
      new Set(ways.map((way) => way.name)).size === ways.length,
      "ways",
      "ways with different names: a role's grants are named after them",
      ways.map((way) => way.name).join(", "),
    ],
    [
      Number.isFinite(attemptSeconds) && attemptSeconds >= 1 && attemptSeconds <= totalSeconds,
      "attemptSeconds",
      "1 second to totalSeconds",
      String(attemptSeconds),
    ],
    [totalSeconds >= 1 && totalSeconds <= 900, "totalSeconds", "1 to 900 seconds", String(totalSeconds)],
    [
      retryBudgetPercent >= 0 && retryBudgetPercent <= 100,
      "retryBudgetPercent",
      "0 to 100 percent",
      String(retryBudgetPercent),
    ],
  );
}
