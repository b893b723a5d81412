import type { Classification } from "@plinth/standards";

/**
 * The content of a SageMaker model card, as far as an invoked model has any: nothing of training.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-cards.html#model-cards-json-schema (read 2026-11).
 */
export interface ModelCardContent {
  readonly model_overview: {
    readonly model_name: string;
    readonly model_id: string;
    readonly model_description: string;
    readonly model_creator: string;
    readonly model_owner: string;
  };
  readonly intended_uses: {
    readonly purpose_of_model: string;
    readonly intended_uses: string;
    readonly risk_rating: RiskRating;
    readonly explanations_for_risk_rating: string;
  };
  readonly business_details: {
    readonly business_problem: string;
    readonly business_stakeholders: string;
  };
  readonly additional_information: {
    readonly ethical_considerations?: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
}

export const RISK_RATINGS = ["High", "Medium", "Low", "Unknown"] as const;
export type RiskRating = (typeof RISK_RATINGS)[number];

/** Longest text of each section, in characters: the schema's `maxLength`. */
const LONGEST: Readonly<Record<keyof ModelCardContent, number>> = {
  model_overview: 1_024,
  intended_uses: 2_048,
  business_details: 2_048,
  additional_information: 2_048,
};

/** A risk rating for want of an assessed one: what leaks, or is decided wrongly, at most. */
export function riskOf(classification: Classification): RiskRating {
  return ({ public: "Low", internal: "Low", confidential: "Medium", restricted: "High" } as const)[classification];
}

/** Texts that the schema has no room for: `intended_uses.purpose_of_model` and how long it may be. */
export function tooLong(content: ModelCardContent): readonly { readonly path: string; readonly longest: number }[] {
  const walk = (value: unknown, path: string, longest: number): { path: string; longest: number }[] => {
    if (typeof value === "string") return value.length > longest ? [{ path, longest }] : [];
    return Object.entries(value ?? {}).flatMap(([key, member]) => walk(member, `${path}.${key}`, longest));
  };
  return Object.entries(content).flatMap(([section, value]) =>
    walk(value, section, LONGEST[section as keyof ModelCardContent]),
  );
}
