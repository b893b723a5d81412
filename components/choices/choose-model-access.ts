import { type Fault, PlinthError } from "@plinth/standards";
import { faultsOf } from "../plinth-component";
import { type Candidate, type Choice, chooseSimplest } from "./choice";

/** Ways to a model. */
export const MODEL_ACCESS_KINDS = [
  "direct",
  "provisioned-throughput",
  "gateway",
  "multi-provider-gateway",
  "self-hosted",
] as const;
export type ModelAccessKind = (typeof MODEL_ACCESS_KINDS)[number];

/** What a way to a model is asked to do. */
export interface ModelAccessRequirements {
  /** US dollars a month that the tokens are expected to cost on demand. */
  readonly expectedMonthlyInferenceUsd: number;
  /** The standard's `thresholds.selfHostingMonthlyUsd`. */
  readonly selfHostingMonthlyUsd: number;
  /** Workloads that share one way, with limits and costs told apart for each. Default: 1. */
  readonly workloads?: number;
  /** Limits of requests or spend for each caller, enforced before the model is asked. Default: false. */
  readonly callerLimits?: boolean;
  /** A model of another provider than Bedrock is called, or turned to when Bedrock is down. Default: false. */
  readonly otherProviders?: boolean;
  /** Prompts must not leave AWS. Default: false. */
  readonly staysInAws?: boolean;
  /** So many tokens a minute must be served whatever others ask for at the same time. Default: false. */
  readonly guaranteedThroughput?: boolean;
  /** A model of Bedrock's that was customised with own data. Default: false. */
  readonly customisedModel?: boolean;
  /** A model that Bedrock does not have: own weights, an open model. Default: false. */
  readonly ownWeights?: boolean;
}

type Way = Omit<Candidate<ModelAccessKind, ModelAccessRequirements>, "kind" | "obstacles"> & {
  readonly obstacles: (
    asked: ModelAccessRequirements,
  ) => readonly (readonly [isObstacle: boolean | undefined, told: string])[];
};

const OWN_WEIGHTS = "serves no model that Bedrock does not have";
const SHARED = "counts and limits no callers of its own";
const OTHERS = "reaches Bedrock's models only";
const ON_DEMAND = "shares Bedrock's capacity with others";
const CUSTOMISED = "cannot serve a customised model, which needs throughput of its own";

/** The simplest first. Customised models: https://docs.aws.amazon.com/bedrock/latest/userguide/prov-throughput.html (read 2026-11). */
const WAYS: Readonly<Record<ModelAccessKind, Way>> = {
  direct: {
    reason: () =>
      "a role, a profile for each model and a guardrail are all there is; failover is a list in the handler",
    costs: "needs nothing more",
    obstacles: (asked) => [
      [isShared(asked), SHARED],
      [asked.otherProviders, OTHERS],
      [asked.guaranteedThroughput, ON_DEMAND],
      [asked.customisedModel, CUSTOMISED],
      [asked.ownWeights, OWN_WEIGHTS],
    ],
  },
  "provisioned-throughput": {
    reason: () => "capacity is bought for the workload alone, and called as directly as any model",
    costs: "is paid for at all hours, used or not",
    obstacles: (asked) => [
      [isShared(asked), SHARED],
      [asked.otherProviders, OTHERS],
      [asked.ownWeights, OWN_WEIGHTS],
    ],
  },
  gateway: {
    reason: () => "one thin service knows every caller, limits it and tells what it costs",
    costs: "needs a service that is always on, before every model call",
    obstacles: (asked) => [
      [asked.otherProviders, OTHERS],
      [asked.guaranteedThroughput, ON_DEMAND],
      [asked.customisedModel, CUSTOMISED],
      [asked.ownWeights, OWN_WEIGHTS],
    ],
  },
  "multi-provider-gateway": {
    reason: () => "the same service holds a secret for each provider, and reaches them by the inspected way out",
    costs: "needs contracts, secrets and a way out to the internet",
    obstacles: (asked) => [
      [asked.staysInAws, "sends prompts to providers outside AWS"],
      [asked.guaranteedThroughput, ON_DEMAND],
      [asked.customisedModel, CUSTOMISED],
      [asked.ownWeights, OWN_WEIGHTS],
    ],
  },
  "self-hosted": {
    reason: ({ ownWeights }) =>
      ownWeights ? "no other way serves own weights" : "the spend pays for instances that are always on",
    costs: "needs instances that are always on, and people who look after a model",
    obstacles: (asked) => {
      const { expectedMonthlyInferenceUsd: expected, selfHostingMonthlyUsd: threshold } = asked;
      return [
        [isShared(asked), SHARED],
        [asked.otherProviders, "reaches its own model only"],
        [asked.customisedModel, "cannot run a model whose weights stay with Bedrock"],
        [expected < threshold, `is worth it from ${dollars(threshold)} a month, and ${dollars(expected)} are expected`],
      ];
    },
  },
};

const CANDIDATES = MODEL_ACCESS_KINDS.map(
  (kind): Candidate<ModelAccessKind, ModelAccessRequirements> => ({
    kind,
    ...WAYS[kind],
    obstacles: (asked) => WAYS[kind].obstacles(asked).flatMap(([isObstacle, told]) => (isObstacle ? [told] : [])),
  }),
);

/**
 * The simplest way to a model that meets what is asked, and why not each of the others. A pure function.
 * @throws PlinthError with everything that is wrong with the requirements.
 *
 * @example
 * const { choice, reason } = chooseModelAccess({
 *   expectedMonthlyInferenceUsd: 4_000,
 *   selfHostingMonthlyUsd: standard.thresholds.selfHostingMonthlyUsd,
 * });
 */
export function chooseModelAccess(requirements: ModelAccessRequirements): Choice<ModelAccessKind> {
  const wrong = faults(requirements);
  if (wrong.length > 0) throw new PlinthError("requirements of model access", wrong);
  return chooseSimplest(CANDIDATES, requirements);
}

function isShared({ workloads = 1, callerLimits }: ModelAccessRequirements): boolean {
  return workloads > 1 || callerLimits === true;
}

function dollars(amount: number): string {
  return `$${amount.toLocaleString("en-GB")}`;
}

function faults(asked: ModelAccessRequirements): Fault[] {
  const { expectedMonthlyInferenceUsd: expected, selfHostingMonthlyUsd: threshold, workloads = 1 } = asked;
  return faultsOf(
    "model-access/chooseModelAccess",
    "requirements",
    [Number.isFinite(expected) && expected >= 0, "expectedMonthlyInferenceUsd", "0 or more", `${expected}`],
    [Number.isFinite(threshold) && threshold >= 0, "selfHostingMonthlyUsd", "0 or more", `${threshold}`],
    [Number.isInteger(workloads) && workloads >= 1, "workloads", "a whole number from 1", `${workloads}`],
  );
}
