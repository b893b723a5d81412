import { type Fault, findModel, type Workload } from "@plinth/standards";
import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import { type ModelChoice, modelFaults } from "../model-access/model-choice";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { type ModelCardContent, RISK_RATINGS, type RiskRating, riskOf, tooLong } from "./model-card";

export interface ModelInventoryEntryArgs extends PlinthComponentArgs {
  /** The model in use: of the catalogue, as {@link ModelAccess} was given it, or one that the workload hosts itself. */
  readonly model: ModelChoice | HostedModel;
  /** What the workload uses the model for, and so what its answers mean. Bounds: 1 to 2,048 characters. */
  readonly purpose: string;
  /** Uses that are intended, and those that are not. Bounds: 1 to 2,048 characters. */
  readonly intendedUses: string;
  /** Who answers for the use, beside the workload's owner. Default: the owner alone. */
  readonly stakeholders?: string;
  /** Default: by the workload's classification, Low up to `internal`, Medium, High from `restricted` on. */
  readonly riskRating?: RiskRating;
  /** Why that rating. Bounds: 1 to 2,048 characters. Required with `riskRating`. */
  readonly riskExplanation?: string;
  /** How people are kept in control, and what is done about bias. Default: left out. */
  readonly ethicalConsiderations?: string;
  /** Approval of the entry. Default: `Draft`; a person approves, not a deployment. */
  readonly status?: "Draft" | "PendingReview" | "Approved" | "Archived";
}

/** A model on a `SagemakerEndpoint`. */
export interface HostedModel {
  /** What the stack calls it: `hostedName` of the endpoint. */
  readonly hostedName: string;
  /** Who made its weights: `Mistral AI`. */
  readonly provider: string;
  /** Where they are described: `https://huggingface.co/mistralai/…`. */
  readonly source: string;
}

/** SageMaker's limit for the card's name. */
const MAX_NAME_LENGTH = 63;

/**
 * One entry of the model inventory: which model a workload uses, for what, at what risk, and who answers for it.
 *
 * Creates a SageMaker model card. Every change of it is a new version, which SageMaker keeps, so the inventory is also
 * its own history. It holds what configuration says and nothing that was ever sent to a model.
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
  readonly modelCardName: pulumi.Output<string>;
  /** Known in preview: computed from the name. */
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
      risk_rating: args.riskRating ?? riskOf(classification),
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

/** Of a hosted model, what must be said; of another, what the standard has against it. */
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
      ...tooLong(contentOf(args)).map(({ path, longest }) => [false, path, `at most ${longest} characters`] as const),
    ),
  ];
}
