import { type Fault, findModel } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import { policyDocument } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import type { ModelAccess } from "./model-access";

/** Arguments of {@link ProvisionedThroughput}. */
export interface ProvisionedThroughputArgs extends PlinthComponentArgs {
  /** Id of a model in the standard's catalogue that is available in the workload's region, or ARN of a custom model. */
  readonly model: string;
  /** Capacity in model units. Raise the account's quota first. Bounds: 1 to 100. */
  readonly modelUnits: number;
  /**
   * Commitment term, before whose end the capacity cannot be released. Default: none; capacity is billed by the hour.
   */
  readonly commitment?: "OneMonth" | "SixMonths";
  /** Model access whose guardrail every call must carry. */
  readonly models: ModelAccess;
}

const INVOKE = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
const COMMITMENTS: readonly string[] = ["OneMonth", "SixMonths"];
const CUSTOM = /^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:custom-model\/[a-z0-9.:-]+\/[a-z0-9]+$/;

/**
 * Bedrock's limit: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateProvisionedModelThroughput.html
 * (read 2026-11).
 */
const MAX_NAME_LENGTH = 63;

/**
 * Dedicated capacity of a model, billed continuously. Custom models require it.
 *
 * Creates the provisioned throughput, protected for the term of a commitment. A role with a grant can invoke it with
 * the workload's guardrail only.
 *
 * @example
 * const capacity = new ProvisionedThroughput("capacity", { workload, model: "amazon.titan-embed-text-v2", modelUnits: 1, models });
 * capacity.grantInvoke(role);
 */
export class ProvisionedThroughput extends PlinthComponent {
  /** ARN that code invokes in place of a model id. Assigned by AWS. */
  readonly provisionedModelArn: pulumi.Output<string>;
  readonly #models: ModelAccess;

  constructor(name: string, args: ProvisionedThroughputArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ProvisionedThroughput", name, args, opts, faults(name, args));
    const { workload, model, modelUnits, commitment } = args;
    const known = findModel(workload.standard, model);
    const throughput = new bedrock.ProvisionedModelThroughput(
      `${name}-throughput`,
      {
        provisionedModelName: this.physicalName(),
        modelArn: known
          ? `arn:${workload.partition}:bedrock:${workload.region}::foundation-model/${known.modelId}`
          : model,
        modelUnits,
        commitmentDuration: commitment,
        tags: this.tags(),
      },
      this.child({ protect: commitment !== undefined }),
    );

    this.#models = args.models;
    this.provisionedModelArn = throughput.provisionedModelArn;
    this.registerOutputs({ provisionedModelArn: this.provisionedModelArn });
  }

  /**
   * Allows a role to invoke the capacity with the workload's guardrail. AWS assigns its id, so the permission is scoped
   * by its tags.
   */
  grantInvoke(role: WorkloadRole): void {
    const capacity = this.arn("bedrock", "provisioned-model/*");
    role.allow(
      `invoke-${this.name}`,
      { actions: INVOKE, resources: [capacity], conditions: { StringEquals: this.ownTags() } },
      {
        actions: ["bedrock:ApplyGuardrail"],
        resources: [this.arn("bedrock", "guardrail/*")],
        conditions: { StringEquals: this.ownTags() },
      },
    );
    // A separate document contains the guardrail's id, which is unknown in preview.
    const { guardrailId, guardrailVersion } = this.#models;
    const guardrail = this.arn("bedrock", pulumi.interpolate`guardrail/${guardrailId}`);
    new iam.RolePolicy(
      `${this.name}-guardrail-required-${role.name}`,
      {
        role: role.roleName,
        policy: policyDocument([
          {
            Sid: "GuardrailRequired",
            Effect: "Deny",
            Action: INVOKE,
            Resource: capacity,
            Condition: {
              StringNotEquals: { "bedrock:GuardrailIdentifier": pulumi.interpolate`${guardrail}:${guardrailVersion}` },
            },
          },
        ]),
      },
      this.child(),
    );
  }
}

function faults(name: string, { workload, model, modelUnits, commitment }: ProvisionedThroughputArgs): Fault[] {
  const { standard, region } = workload;
  const available = standard.models.filter(({ regions }) => regions.includes(region)).map(({ id }) => id);
  const named = physicalName(workload, name);
  return faultsOf(
    "model-access/ProvisionedThroughput",
    name,
    [
      named.length <= MAX_NAME_LENGTH,
      "name",
      `at most ${MAX_NAME_LENGTH} characters with workload and environment`,
      named,
    ],
    [
      available.includes(model) || CUSTOM.test(model),
      "model",
      `one of ${available.join(", ")}, or the ARN of a custom model`,
      model,
    ],
    [isIntegerBetween(modelUnits, 1, 100), "modelUnits", "1 to 100 whole units", String(modelUnits)],
    [
      commitment === undefined || COMMITMENTS.includes(commitment),
      "commitment",
      `left out, or one of ${COMMITMENTS.join(", ")}`,
      commitment,
    ],
  );
}
