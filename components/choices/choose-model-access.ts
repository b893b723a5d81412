import { type Fault, PlinthError } from "@plinth/standards";
import { faultsOf } from "../plinth-component";
import { type Candidate, type Choice, chooseSimplest, count } from "./choice";

/** Ways to access a model, the simplest first. */
export const MODEL_ACCESS_KINDS = [
  "direct",
  "provisioned-throughput",
  "gateway",
  "multi-provider-gateway",
  "self-hosted",
] as const;
/**
 * A way to access a model: the Bedrock API, provisioned throughput, a gateway, a gateway with several providers, or a
 * SageMaker endpoint.
 */
export type ModelAccessKind = (typeof MODEL_ACCESS_KINDS)[number];

/** Requirements of a workload's access to models. */
export interface ModelAccessRequirements {
  /** Expected cost of tokens at on-demand prices, in US dollars a month. Bounds: 0 or more. */
  readonly expectedMonthlyInferenceUsd: number;
  /** Cost from which self-hosting pays: the standard's `thresholds.selfHostingMonthlyUsd`. Bounds: 0 or more. */
  readonly selfHostingMonthlyUsd: number;
  /** Workloads that share the access, each with its own limits and costs. Bounds: 1 or more. Default: 1. */
  readonly workloads?: number;
  /** Whether each caller has limits of requests or spend, enforced before the model is called. Default: false. */
  readonly callerLimits?: boolean;
  /** Whether models of providers other than Bedrock are called, also as a fallback. Default: false. */
  readonly otherProviders?: boolean;
  /** Whether prompts must stay within AWS. Default: false. */
  readonly staysInAws?: boolean;
  /** Whether throughput in tokens a minute must be guaranteed. Default: false. */
  readonly guaranteedThroughput?: boolean;
  /** Whether the model is a Bedrock model that was customised with the organisation's data. Default: false. */
  readonly customisedModel?: boolean;
  /** Whether the model is not available on Bedrock: own weights, or an open model. Default: false. */
  readonly ownWeights?: boolean;
}

type Profile = Omit<Candidate<ModelAccessKind, ModelAccessRequirements>, "kind">;

const OWN_WEIGHTS = "serves no model that Bedrock does not have";
const SHARED = "counts and limits no callers of its own";
const OTHERS = "reaches Bedrock's models only";
const ON_DEMAND = "shares Bedrock's capacity with others";
const CUSTOMISED = "cannot serve a customised model, which needs throughput of its own";

/** The simplest first. Customised models: https://docs.aws.amazon.com/bedrock/latest/userguide/prov-throughput.html (read 2026-11). */
const PROFILES: Readonly<Record<ModelAccessKind, Profile>> = {
  direct: {
    reason: () =>
      "a role, a profile for each model and a guardrail are all there is; failover is a list in the handler",
    costs: "needs nothing more",
    obstacles: (requirements) => [
      [isShared(requirements), SHARED],
      [requirements.otherProviders, OTHERS],
      [requirements.guaranteedThroughput, ON_DEMAND],
      [requirements.customisedModel, CUSTOMISED],
      [requirements.ownWeights, OWN_WEIGHTS],
    ],
  },
  "provisioned-throughput": {
    reason: () => "capacity is bought for the workload alone, and called as directly as any model",
    costs: "is paid for at all hours, used or not",
    obstacles: (requirements) => [
      [isShared(requirements), SHARED],
      [requirements.otherProviders, OTHERS],
      [requirements.ownWeights, OWN_WEIGHTS],
    ],
  },
  gateway: {
    reason: () => "one thin service knows every caller, limits it and tells what it costs",
    costs: "needs a service that is always on, before every model call",
    obstacles: (requirements) => [
      [requirements.otherProviders, OTHERS],
      [requirements.guaranteedThroughput, ON_DEMAND],
      [requirements.customisedModel, CUSTOMISED],
      [requirements.ownWeights, OWN_WEIGHTS],
    ],
  },
  "multi-provider-gateway": {
    reason: () => "the same service holds a secret for each provider, and reaches them by the inspected way out",
    costs: "needs contracts, secrets and a way out to the internet",
    obstacles: (requirements) => [
      [requirements.staysInAws, "sends prompts to providers outside AWS"],
      [requirements.guaranteedThroughput, ON_DEMAND],
      [requirements.customisedModel, CUSTOMISED],
      [requirements.ownWeights, OWN_WEIGHTS],
    ],
  },
  "self-hosted": {
    reason: ({ ownWeights }) =>
      ownWeights ? "no other way serves own weights" : "the spend pays for instances that are always on",
    costs: "needs instances that are always on, and people who look after a model",
    obstacles: (requirements) => {
      const { expectedMonthlyInferenceUsd: expected, selfHostingMonthlyUsd: threshold } = requirements;
      return [
        [isShared(requirements), SHARED],
        [requirements.otherProviders, "reaches its own model only"],
        [requirements.customisedModel, "cannot run a model whose weights stay with Bedrock"],
        [expected < threshold, `is worth it from ${dollars(threshold)} a month, and ${dollars(expected)} are expected`],
      ];
    },
  },
};

const CANDIDATES = MODEL_ACCESS_KINDS.map(
  (kind): Candidate<ModelAccessKind, ModelAccessRequirements> => ({ kind, ...PROFILES[kind] }),
);

/**
 * Recommends the simplest way to access a model that meets the requirements, with the reason against each alternative.
 * @throws PlinthError that lists all faults of the requirements.
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
  return `$${count(amount)}`;
}

function faults(requirements: ModelAccessRequirements): Fault[] {
  const { expectedMonthlyInferenceUsd: expected, selfHostingMonthlyUsd: threshold, workloads = 1 } = requirements;
  return faultsOf(
    "model-access/chooseModelAccess",
    "requirements",
    [Number.isFinite(expected) && expected >= 0, "expectedMonthlyInferenceUsd", "0 or more", `${expected}`],
    [Number.isFinite(threshold) && threshold >= 0, "selfHostingMonthlyUsd", "0 or more", `${threshold}`],
    [Number.isInteger(workloads) && workloads >= 1, "workloads", "a whole number from 1", `${workloads}`],
  );
}
