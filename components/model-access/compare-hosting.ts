import type { CatalogueModel } from "@plinth/standards";

/** AWS's own month: 8,760 hours a year. */
const HOURS_PER_MONTH = 730;

/** Tokens that go in for each that comes out, in the volume that a comparison tells. */
const INPUT_SHARE = 3;

export interface HostingPlan {
  /** The catalogue's model that the hosted one stands in for. */
  readonly insteadOf: CatalogueModel;
  /** US dollars a month that the workload's tokens would cost with that model. */
  readonly expectedMonthlyInferenceUsd: number;
  /** `ml.g5.12xlarge` */
  readonly instanceType: string;
  /** US dollars an hour for one instance. */
  readonly instanceHourUsd: number;
  readonly instances: { readonly least: number; readonly most: number };
  /** US dollars a month below which the standard does not accept self-hosting. */
  readonly thresholdUsd: number;
}

export interface HostingComparison {
  readonly onDemandMonthlyUsd: number;
  /** All instances, at all hours, when the fewest and when the most of them run. */
  readonly hostedMonthlyUsd: { readonly least: number; readonly most: number };
  /** Millions of tokens, three in for each one out, that the expected spend buys. */
  readonly onDemandMillionTokens: number;
  /** `depends`: on how many instances the load needs. */
  readonly cheaper: "on-demand" | "hosted" | "depends";
  /** Whether the expected spend reaches the standard's threshold. */
  readonly isAccepted: boolean;
}

/** What a workload's tokens cost on demand, beside machines of its own that are always on. */
export function compareHosting(plan: HostingPlan): HostingComparison {
  const { insteadOf, instances, instanceHourUsd, expectedMonthlyInferenceUsd: expected } = plan;
  const monthly = (count: number) => round(count * instanceHourUsd * HOURS_PER_MONTH);
  const hosted = { least: monthly(instances.least), most: monthly(instances.most) };
  const { inputPerMillionUsd, outputPerMillionUsd } = insteadOf.prices;
  const millionUsd = (INPUT_SHARE * inputPerMillionUsd + outputPerMillionUsd) / (INPUT_SHARE + 1);
  return {
    onDemandMonthlyUsd: expected,
    hostedMonthlyUsd: hosted,
    onDemandMillionTokens: Math.round(expected / millionUsd),
    cheaper: hosted.most <= expected ? "hosted" : hosted.least >= expected ? "on-demand" : "depends",
    isAccepted: expected >= plan.thresholdUsd,
  };
}

/** The comparison in sentences, with the prices that it rests on and where they were read. */
export function hostingText(plan: HostingPlan): string {
  const { insteadOf, instanceType, instanceHourUsd, instances, thresholdUsd } = plan;
  const { hostedMonthlyUsd, onDemandMonthlyUsd, onDemandMillionTokens, cheaper } = compareHosting(plan);
  const { inputPerMillionUsd, outputPerMillionUsd, source } = insteadOf.prices;
  return [
    `on demand: ${usd(onDemandMonthlyUsd)} a month buy ${onDemandMillionTokens.toLocaleString("en")} million tokens of ${insteadOf.id}`,
    ` (${inputPerMillionUsd} in, ${outputPerMillionUsd} out per million, three in for one out; ${source.url}, ${source.date});\n`,
    `self-hosted: ${instances.least} to ${instances.most} ${instanceType} at ${instanceHourUsd} an hour are `,
    `${usd(hostedMonthlyUsd.least)} to ${usd(hostedMonthlyUsd.most)} a month, used or not, and the people who look after them;\n`,
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
