import assert from "node:assert/strict";
import { CLASSIFICATIONS } from "@plinth/standards";
import { defaultRiskRating, type ModelCardContent, textsTooLong } from "../../../../components/governance/model-card";

function contentWith(change: { readonly purpose?: string; readonly description?: string; readonly detail?: string }) {
  const content: ModelCardContent = {
    model_overview: {
      model_name: "model",
      model_id: "model",
      model_description: change.description ?? "",
      model_creator: "Mistral AI",
      model_owner: "support",
    },
    intended_uses: {
      purpose_of_model: change.purpose ?? "",
      intended_uses: "",
      risk_rating: "Low",
      explanations_for_risk_rating: "",
    },
    business_details: { business_problem: "", business_stakeholders: "" },
    additional_information: { custom_details: { workload: change.detail ?? "" } },
  };
  return content;
}

describe("the texts of a model card", () => {
  it("fit at the schema's maximum length", () => {
    const content = contentWith({ description: "d".repeat(1_024), purpose: "p".repeat(2_048) });

    assert.deepEqual(textsTooLong(content), []);
  });

  it("are named by path and maximum length if they are longer, also the nested ones", () => {
    const content = contentWith({
      description: "d".repeat(1_025),
      purpose: "p".repeat(2_049),
      detail: "w".repeat(2_049),
    });

    assert.deepEqual(textsTooLong(content), [
      { path: "model_overview.model_description", maxLength: 1_024 },
      { path: "intended_uses.purpose_of_model", maxLength: 2_048 },
      { path: "additional_information.custom_details.workload", maxLength: 2_048 },
    ]);
  });
});

describe("defaultRiskRating", () => {
  it("follows the classification", () => {
    assert.deepEqual(
      CLASSIFICATIONS.map((classification) => [classification, defaultRiskRating(classification)]),
      [
        ["public", "Low"],
        ["internal", "Low"],
        ["confidential", "Medium"],
        ["restricted", "High"],
      ],
    );
  });
});
