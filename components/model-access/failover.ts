import { type Fault, PlinthError } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf } from "../plinth-component";
import type { ModelAccess } from "./model-access";

/** Arguments of {@link failover}. */
export interface FailoverArgs {
  /**
   * Model access in each region, in order of preference: that of the workload's own region first. Bounds: 1 to 4, each
   * in a different region and with a different name.
   */
  readonly ways: readonly ModelAccess[];
  /** Timeout of one attempt, in seconds. Bounds: 1 to `totalSeconds`. Default: 20. */
  readonly attemptSeconds?: number;
  /** Timeout of all attempts of a request, in seconds. Bounds: 1 to 900. Default: 60. */
  readonly totalSeconds?: number;
  /**
   * Retry budget: attempts after the first of each request, as a share of all requests, in percent. It prevents a retry
   * storm while a model is unavailable. Bounds: 0 to 100. Default: 20.
   */
  readonly retryBudgetPercent?: number;
}

/** One model in one region, as `FAILOVER` contains it. */
export interface FailoverRoute {
  /** Region of the call: `eu-west-1`. */
  readonly region: string;
  /** Id of the model in the standard's catalogue. */
  readonly model: string;
  /** ARN of the application inference profile to invoke. */
  readonly profileArn: string;
  /** Id of the guardrail that the call must carry. */
  readonly guardrailId: string;
  /** Version of that guardrail. */
  readonly guardrailVersion: string;
}

/** Content of the environment variable `FAILOVER`, as JSON. */
export interface FailoverSettings {
  /** Timeout of one attempt, in seconds. */
  readonly attemptSeconds: number;
  /** Timeout of all attempts of a request, in seconds. */
  readonly totalSeconds: number;
  /** Retry budget, in percent of all requests. */
  readonly retryBudgetPercent: number;
  /** Routes in order of preference. */
  readonly routes: readonly FailoverRoute[];
}

/** Failover configuration of application code, and its permissions. */
export interface Failover {
  /** Environment variable `FAILOVER`: {@link FailoverSettings} as JSON. */
  readonly environment: Readonly<Record<"FAILOVER", pulumi.Output<string>>>;
  /** Allows a role to invoke every route, each with the guardrail of its region. */
  grantInvoke(role: WorkloadRole): void;
}

/**
 * Failover of inference across models and regions: all models of the first region in their order, then those of the
 * next. Creates no resources: application code fails over, within the given timeouts and retry budget.
 * @param name Prefix of the fault paths.
 * @throws PlinthError that lists every invalid argument.
 *
 * @example
 * const routes = failover("failover", { ways: [models], attemptSeconds: 15 });
 * routes.grantInvoke(role);
 */
export function failover(name: string, args: FailoverArgs): Failover {
  const invalid = faults(name, args);
  if (invalid.length > 0) throw new PlinthError(`failover ${name}`, invalid);
  const { ways, attemptSeconds, totalSeconds, retryBudgetPercent } = withDefaults(args);
  const routes = pulumi.all(ways.flatMap(routesOf));
  const settings = routes.apply(
    (resolved): FailoverSettings => ({ attemptSeconds, totalSeconds, retryBudgetPercent, routes: resolved }),
  );
  return {
    environment: { FAILOVER: settings.apply((resolved) => JSON.stringify(resolved)) },
    grantInvoke: (role) => {
      for (const access of ways) {
        access.grantInvoke(
          role,
          ways.filter((other) => other !== access),
        );
      }
    },
  };
}

function routesOf(access: ModelAccess): pulumi.Output<FailoverRoute>[] {
  const { guardrailId, guardrailVersion } = access;
  const { region } = access.workload;
  return Object.entries(access.profileArns).map(([model, profileArn]) =>
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
      new Set(ways.map((access) => access.name)).size === ways.length,
      "ways",
      "ways with different names: a role's grants are named after them",
      ways.map((access) => access.name).join(", "),
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
