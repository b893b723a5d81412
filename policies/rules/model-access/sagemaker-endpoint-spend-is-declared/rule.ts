import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { setting } from "../../../core/rule-settings";
import { tagOf } from "../../../readers/resource/tags";

/** Tag of an endpoint configuration: the monthly spend in US dollars that the owner expects hosted models to cost instead. */
const SPEND_TAG = "plinth:monthly-usd";

/** See why.md. */
export const rule: Rule = {
  id: "sagemaker-endpoint-spend-is-declared",
  layer: "model-access",
  family: "models",
  severity: "medium",
  cures: [],
  title: "A model is self-hosted only for a declared spend that is worth it",
  scope: "stack",
  types: ["aws:sagemaker/endpointConfiguration:EndpointConfiguration", "aws:sagemaker/endpoint:Endpoint"],
  settings: setting(
    "minimumMonthlyUsd",
    ({ thresholds }) => ({
      type: "number",
      minimum: thresholds.selfHostingMonthlyUsd,
      description: "declared monthly spend in US dollars from which self-hosting is accepted",
    }),
    (standard, selfHostingMonthlyUsd: number) => ({
      ...standard,
      thresholds: { ...standard.thresholds, selfHostingMonthlyUsd },
    }),
  ),

  judge(endpoint, { standard }): Verdict {
    const minimumUsd = standard.thresholds.selfHostingMonthlyUsd;
    const declared = tagOf(endpoint, SPEND_TAG);
    if (declared === UNKNOWN) return { outcome: "undetermined", reason: "its tags are not known yet" };
    if (declared !== undefined && /^\d+$/.test(declared) && Number(declared) >= minimumUsd) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${endpoint.name} ${declared === undefined ? "declares no monthly spend" : "declares a monthly spend below the threshold, or none that is a whole number"}`,
      required: `the tag ${SPEND_TAG} of at least ${minimumUsd}`,
      fix: `invoke a model of the catalogue, or set ${SPEND_TAG} to what the workload's tokens would cost in a month`,
    };
  },
};
