import assert from "node:assert/strict";
import {
  ModelInventoryEntry,
  type ModelInventoryEntryArgs,
} from "../../../../components/governance/model-inventory-entry";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const CARD = "aws:sagemaker/modelCard:ModelCard";

const valid: ModelInventoryEntryArgs = {
  workload,
  model: { id: "anthropic.claude-sonnet-4-5", profile: "eu" },
  purpose: "Drafts answers to customers' messages.",
  intendedUses: "Answers about orders. Not for decisions about people.",
};

async function contentOf(change: Partial<ModelInventoryEntryArgs> = {}) {
  const { resources } = await preview(() => new ModelInventoryEntry("answers", { ...valid, ...change }));
  return JSON.parse(String(resources.only(CARD)?.inputs.content));
}

describe("ModelInventoryEntry", () => {
  it("creates one model card, a draft that says what is used, for what, at what risk, and who answers for it", async () => {
    const { resources, outputs } = await preview(() =>
      new ModelInventoryEntry("answers", valid).modelCardArn.apply((arn) => ({ arn })),
    );
    const card = resources.only(CARD)?.inputs;

    assert.deepEqual(resources.countByType(), { [CARD]: 1 });
    assert.deepEqual([card?.modelCardName, card?.modelCardStatus], ["support-prod-answers", "Draft"]);
    assert.equal(outputs.arn, "arn:aws:sagemaker:eu-west-1:210987654321:model-card/support-prod-answers");
    assert.deepEqual(JSON.parse(String(card?.content)), {
      model_overview: {
        model_name: "anthropic.claude-sonnet-4-5",
        model_id: "anthropic.claude-sonnet-4-5-20250929-v1:0",
        model_description: "anthropic.claude-sonnet-4-5, invoked through Amazon Bedrock by support in prod",
        model_creator: "Anthropic",
        model_owner: "customer-care",
      },
      intended_uses: {
        purpose_of_model: valid.purpose,
        intended_uses: valid.intendedUses,
        risk_rating: "Medium",
        explanations_for_risk_rating: "By classification: the workload handles confidential data.",
      },
      business_details: { business_problem: valid.purpose, business_stakeholders: "customer-care" },
      additional_information: {
        custom_details: {
          workload: "support",
          environment: "prod",
          account: "210987654321",
          region: "eu-west-1",
          profile: "eu",
          classification: "confidential",
          catalogue_source: "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
        },
      },
    });
  });

  it("rates the risk by classification until somebody has assessed it", async () => {
    const risk = async (classification: "public" | "restricted") =>
      (await contentOf({ workload: { ...workload, classification } })).intended_uses.risk_rating;

    assert.deepEqual([await risk("public"), await risk("restricted")], ["Low", "High"]);
    const assessed = await contentOf({ riskRating: "High", riskExplanation: "It talks to children." });
    assert.deepEqual(
      [assessed.intended_uses.risk_rating, assessed.intended_uses.explanations_for_risk_rating],
      ["High", "It talks to children."],
    );
  });

  it("tells of a model that the workload hosts itself who made it, and where that is said", async () => {
    const model = { hostedName: "summaries-model", provider: "Mistral AI", source: "https://huggingface.co/mistralai" };
    const content = await contentOf({ model });

    assert.deepEqual(content.model_overview, {
      model_name: "summaries-model",
      model_id: "summaries-model",
      model_description: "summaries-model, hosted on Amazon SageMaker by support in prod",
      model_creator: "Mistral AI",
      model_owner: "customer-care",
    });
    assert.equal(content.additional_information.custom_details.catalogue_source, "https://huggingface.co/mistralai");
  });

  it("refuses a hosted model of which nothing is said", async () => {
    const model = { hostedName: "", provider: "", source: "somewhere" };
    const { error } = await preview(() => new ModelInventoryEntry("answers", { ...valid, model }));

    assert.deepEqual(
      error?.faults.map(({ path }) => path),
      ["answers.model.hostedName", "answers.model.provider", "answers.model.source"],
    );
  });

  it("refuses what the card has no room for, and a rating without a reason, in one error", async () => {
    const { error, resources } = await preview(
      () =>
        new ModelInventoryEntry("answers", {
          ...valid,
          model: { id: "acme.gpt" },
          purpose: "x".repeat(2_049),
          riskRating: "Low",
        }),
    );

    assert.deepEqual(
      error?.faults.map(({ id, path }) => [id, path]),
      [
        ["model-access/ModelAccess/model", "answers.model.id"],
        ["governance/ModelInventoryEntry/riskExplanation", "answers.riskExplanation"],
        ["governance/ModelInventoryEntry/intended_uses.purpose_of_model", "answers.intended_uses.purpose_of_model"],
        [
          "governance/ModelInventoryEntry/business_details.business_problem",
          "answers.business_details.business_problem",
        ],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});
