import type { Classification } from "@plinth/standards";

/**
 * Content of a SageMaker model card for a model that is only invoked, without training details.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-cards.html#model-cards-json-schema (read 2026-11).
 */
export interface ModelCardContent {
  /** Name, id, description, creator and owner of the model. */
  readonly model_overview: {
    readonly model_name: string;
    readonly model_id: string;
    readonly model_description: string;
    readonly model_creator: string;
    readonly model_owner: string;
  };
  /** Purpose, intended uses and risk of the model. */
  readonly intended_uses: {
    readonly purpose_of_model: string;
    readonly intended_uses: string;
    readonly risk_rating: RiskRating;
    readonly explanations_for_risk_rating: string;
  };
  /** Business problem and stakeholders. */
  readonly business_details: {
    readonly business_problem: string;
    readonly business_stakeholders: string;
  };
  /** Ethical considerations, and details of the workload by name. */
  readonly additional_information: {
    readonly ethical_considerations?: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
}

/** Risk ratings of the model card schema. */
export const RISK_RATINGS = ["High", "Medium", "Low", "Unknown"] as const;

/** Risk rating of a model's use: `High`, `Medium`, `Low` or `Unknown`. */
export type RiskRating = (typeof RISK_RATINGS)[number];

/** Maximum length of the texts of each section, in characters: the schema's `maxLength`. */
const MAX_LENGTHS: Readonly<Record<keyof ModelCardContent, number>> = {
  model_overview: 1_024,
  intended_uses: 2_048,
  business_details: 2_048,
  additional_information: 2_048,
};

/** Default risk rating, by the classification of the data that the workload handles. */
export function defaultRiskRating(classification: Classification): RiskRating {
  return ({ public: "Low", internal: "Low", confidential: "Medium", restricted: "High" } as const)[classification];
}

/** Texts that exceed the schema's maximum length: their paths (`intended_uses.purpose_of_model`) and the maximum. */
export function textsTooLong(
  content: ModelCardContent,
): readonly { readonly path: string; readonly maxLength: number }[] {
  const walk = (value: unknown, path: string, maxLength: number): { path: string; maxLength: number }[] => {
    if (typeof value === "string") return value.length > maxLength ? [{ path, maxLength }] : [];
    return Object.entries(value ?? {}).flatMap(([key, member]) => walk(member, `${path}.${key}`, maxLength));
  };
  return Object.entries(content).flatMap(([section, value]) =>
    walk(value, section, MAX_LENGTHS[section as keyof ModelCardContent]),
  );
}
