import type { CatalogueModel } from "@plinth/standards";

/** AWS's month: 8,760 hours a year. */
const HOURS_PER_MONTH = 730;

/** Input tokens for each output token in the compared volume. */
const INPUT_SHARE = 3;

/** Costs of a hosted model, to compare with on-demand inference. */
export interface HostingPlan {
  /** Model of the standard's catalogue that the hosted model replaces. */
  readonly insteadOf: CatalogueModel;
  /** Monthly cost of the workload's tokens with that model, in US dollars. */
  readonly expectedMonthlyInferenceUsd: number;
  /** Instance type of the endpoint: `ml.g5.12xlarge`. */
  readonly instanceType: string;
  /** Price of one instance, in US dollars an hour. */
  readonly instanceHourUsd: number;
  /** Minimum and maximum number of instances. */
  readonly instances: { readonly min: number; readonly max: number };
  /** Monthly cost from which the standard accepts self-hosting, in US dollars. */
  readonly thresholdUsd: number;
}

/** Comparison of the monthly costs of hosted and on-demand inference. */
export interface HostingComparison {
  /** Monthly cost on demand, in US dollars. */
  readonly onDemandMonthlyUsd: number;
  /** Monthly cost of the minimum and of the maximum number of instances, always on, in US dollars. */
  readonly hostedMonthlyUsd: { readonly min: number; readonly max: number };
  /** Tokens that the on-demand cost buys, in millions, with three input tokens for each output token. */
  readonly onDemandMillionTokens: number;
  /** Cheaper option; `depends` if it changes with the number of instances. */
  readonly cheaper: "on-demand" | "hosted" | "depends";
  /** Whether the expected cost reaches the standard's threshold. */
  readonly isAccepted: boolean;
}

/** Compares the cost of a workload's tokens on demand with that of instances that are always on. */
export function compareHosting(plan: HostingPlan): HostingComparison {
  const { insteadOf, instances, instanceHourUsd, expectedMonthlyInferenceUsd: expected } = plan;
  const monthly = (count: number) => round(count * instanceHourUsd * HOURS_PER_MONTH);
  const hosted = { min: monthly(instances.min), max: monthly(instances.max) };
  const { inputPerMillionUsd, outputPerMillionUsd } = insteadOf.prices;
  const millionUsd = (INPUT_SHARE * inputPerMillionUsd + outputPerMillionUsd) / (INPUT_SHARE + 1);
  return {
    onDemandMonthlyUsd: expected,
    hostedMonthlyUsd: hosted,
    onDemandMillionTokens: Math.round(expected / millionUsd),
    cheaper: hosted.max <= expected ? "hosted" : hosted.min >= expected ? "on-demand" : "depends",
    isAccepted: expected >= plan.thresholdUsd,
  };
}

/** The comparison in sentences, with the prices it uses and their source. */
export function hostingText(plan: HostingPlan): string {
  const { insteadOf, instanceType, instanceHourUsd, instances, thresholdUsd } = plan;
  const { hostedMonthlyUsd, onDemandMonthlyUsd, onDemandMillionTokens, cheaper } = compareHosting(plan);
  const { inputPerMillionUsd, outputPerMillionUsd, source } = insteadOf.prices;
  return [
    `on demand: ${usd(onDemandMonthlyUsd)} a month buy ${onDemandMillionTokens.toLocaleString("en")} million tokens of ${insteadOf.id}`,
    ` (${inputPerMillionUsd} in, ${outputPerMillionUsd} out per million, three in for one out; ${source.url}, ${source.date});\n`,
    `self-hosted: ${instances.min} to ${instances.max} ${instanceType} at ${instanceHourUsd} an hour are `,
    `${usd(hostedMonthlyUsd.min)} to ${usd(hostedMonthlyUsd.max)} a month, used or not, and the people who look after them;\n`,
    `${VERDICTS[cheaper]}; the standard accepts self-hosting from ${usd(thresholdUsd)} a month`,
  ].join("");
}

const VERDICTS: Readonly<Record<HostingComparison["cheaper"], string>> = {
  "on-demand": "on demand is cheaper, even with the fewest instances",
  hosted: "self-hosting is cheaper, even with the most instances",
  depends: "which is cheaper depends on how many instances the load needs",
};

function usd(amount: number): string {
  return `${Math.round(amount).toLocaleString("en")} USD`;
}

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}
