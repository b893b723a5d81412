import { type Fault, findModel, type Workload } from "@plinth/standards";
import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import { type ModelChoice, modelFaults } from "../model-access/model-choice";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { defaultRiskRating, type ModelCardContent, RISK_RATINGS, type RiskRating, textsTooLong } from "./model-card";

/** Arguments of {@link ModelInventoryEntry}. */
export interface ModelInventoryEntryArgs extends PlinthComponentArgs {
  /** Model in use: one of the catalogue, as in {@link ModelAccess}, or one that the workload hosts. */
  readonly model: ModelChoice | HostedModel;
  /** Purpose of the model in the workload. Bounds: 1 to 2,048 characters. */
  readonly purpose: string;
  /** Intended uses, and uses that are out of scope. Bounds: 1 to 2,048 characters. */
  readonly intendedUses: string;
  /** Business stakeholders. Bounds: at most 2,048 characters. Default: the workload's owner. */
  readonly stakeholders?: string;
  /** Risk rating of the use. Default: by the workload's classification: Low for public and internal, Medium for confidential, High for restricted. */
  readonly riskRating?: RiskRating;
  /** Explanation of the risk rating. Bounds: 1 to 2,048 characters; required with `riskRating`. Default: names the classification. */
  readonly riskExplanation?: string;
  /** Ethical considerations: human oversight, and measures against bias. Bounds: at most 2,048 characters. Default: none. */
  readonly ethicalConsiderations?: string;
  /** Approval status of the model card. Default: `Draft`, because a person approves it. */
  readonly status?: "Draft" | "PendingReview" | "Approved" | "Archived";
}

/** A model on a `SagemakerEndpoint`. */
export interface HostedModel {
  /** Name of the model in the stack: `hostedName` of the endpoint. */
  readonly hostedName: string;
  /** Provider of the weights: `Mistral AI`. */
  readonly provider: string;
  /** URL of the description of the weights: `https://huggingface.co/mistralai/…`. */
  readonly source: string;
}

/** SageMaker's limit for the name of a model card, in characters. */
const MAX_NAME_LENGTH = 63;

/**
 * An entry of the model inventory: the model that a workload uses, its purpose, its risk and its owner.
 *
 * Creates a SageMaker model card. SageMaker keeps a version of each change, so the inventory has a history. The card contains
 * configuration only, and no data that was sent to a model.
 *
 * @example
 * new ModelInventoryEntry("answers", {
 *   workload,
 *   model: { id: "anthropic.claude-sonnet-4-5", profile: "eu" },
 *   purpose: "Drafts answers to customers' messages from knowledge articles.",
 *   intendedUses: "Answers about orders and products. Not for decisions about people.",
 * });
 */
export class ModelInventoryEntry extends PlinthComponent {
  /** Name of the model card. Known in preview. */
  readonly modelCardName: pulumi.Output<string>;
  /** ARN of the model card. Known in preview, because it is computed from the name. */
  readonly modelCardArn: pulumi.Output<string>;

  constructor(name: string, args: ModelInventoryEntryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ModelInventoryEntry", name, args, opts, faults(name, args));
    const card = new sagemaker.ModelCard(
      `${name}-card`,
      {
        modelCardName: this.physicalName(),
        modelCardStatus: args.status ?? "Draft",
        content: JSON.stringify(contentOf(args)),
        tags: this.tags(),
      },
      this.child(),
    );

    this.modelCardName = card.modelCardName;
    this.modelCardArn = this.arn("sagemaker", pulumi.interpolate`model-card/${card.modelCardName}`);
    this.registerOutputs({ modelCardName: this.modelCardName, modelCardArn: this.modelCardArn });
  }
}

function contentOf(args: ModelInventoryEntryArgs): ModelCardContent {
  const { workload, model } = args;
  const { classification } = workload;
  const about = "hostedName" in model ? hosted(model) : catalogued(workload, model);
  return {
    model_overview: {
      model_name: about.name,
      model_id: about.id,
      model_description: `${about.name}, ${about.way} by ${workload.name} in ${workload.environment}`,
      model_creator: about.provider,
      model_owner: workload.owner,
    },
    intended_uses: {
      purpose_of_model: args.purpose,
      intended_uses: args.intendedUses,
      risk_rating: args.riskRating ?? defaultRiskRating(classification),
      explanations_for_risk_rating:
        args.riskExplanation ?? `By classification: the workload handles ${classification} data.`,
    },
    business_details: {
      business_problem: args.purpose,
      business_stakeholders: args.stakeholders ?? workload.owner,
    },
    additional_information: {
      ...(args.ethicalConsiderations && { ethical_considerations: args.ethicalConsiderations }),
      custom_details: {
        workload: workload.name,
        environment: workload.environment,
        account: workload.accountId,
        region: workload.region,
        profile: about.profile,
        classification,
        catalogue_source: about.source,
      },
    },
  };
}

function catalogued({ standard }: Workload, { id, profile = "none" }: ModelChoice) {
  const { modelId = id, provider = "unknown", source } = findModel(standard, id) ?? {};
  return {
    name: id,
    id: modelId,
    provider,
    way: "invoked through Amazon Bedrock",
    profile,
    source: source?.url ?? "none",
  };
}

function hosted({ hostedName, provider, source }: HostedModel) {
  return { name: hostedName, id: hostedName, provider, way: "hosted on Amazon SageMaker", profile: "none", source };
}

/** Faults of a hosted model's description, or of a catalogue model that the standard does not allow. */
function modelFaultsOf(name: string, { workload, model }: ModelInventoryEntryArgs): Fault[] {
  if ("hostedName" in model) {
    return faultsOf(
      "governance/ModelInventoryEntry",
      name,
      [
        /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/.test(model.hostedName),
        "model.hostedName",
        "the hostedName of an endpoint",
        model.hostedName,
      ],
      [model.provider.length > 0, "model.provider", "who made the weights"],
      [/^https?:\/\/|^s3:\/\//.test(model.source), "model.source", "where the weights are described", model.source],
    );
  }
  return modelFaults(workload, [model], `${name}.model`).map((fault) => ({
    ...fault,
    path: fault.path.replace("[0]", ""),
  }));
}

function faults(name: string, args: ModelInventoryEntryArgs) {
  const cardName = physicalName(args.workload, name);
  return [
    ...modelFaultsOf(name, args),
    ...faultsOf(
      "governance/ModelInventoryEntry",
      name,
      [
        /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(name) && cardName.length <= MAX_NAME_LENGTH,
        "name",
        `letters, digits and hyphens, the card's name at most ${MAX_NAME_LENGTH} characters`,
        cardName,
      ],
      [args.purpose.length > 0, "purpose", "what the model is used for"],
      [args.intendedUses.length > 0, "intendedUses", "what it may be used for, and what not"],
      [
        args.riskRating === undefined || RISK_RATINGS.includes(args.riskRating),
        "riskRating",
        `one of ${RISK_RATINGS.join(", ")}`,
        args.riskRating,
      ],
      [
        args.riskRating === undefined || Boolean(args.riskExplanation),
        "riskExplanation",
        "why that risk rating was given",
      ],
      ...textsTooLong(contentOf(args)).map(
        ({ path, maxLength }) => [false, path, `at most ${maxLength} characters`] as const,
      ),
    ),
  ];
}
