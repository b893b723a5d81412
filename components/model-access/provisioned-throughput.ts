import { type Fault, findModel } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import type { ModelAccess } from "./model-access";

export interface ProvisionedThroughputArgs extends PlinthComponentArgs {
  /**
   * A model of the catalogue that can be invoked in the workload's region, by its id; or an own model that was
   * customised from one, by its ARN.
   */
  readonly model: string;
  /** Capacity, in the model's units; the account's quota must be raised first. Bounds: 1 to 100. */
  readonly modelUnits: number;
  /** How long it is paid for at least; until then it cannot be given back. Default: by the hour. */
  readonly commitment?: "OneMonth" | "SixMonths";
  /** Whose guardrail every call carries. */
  readonly models: ModelAccess;
}

const INVOKE = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
const COMMITMENTS: readonly string[] = ["OneMonth", "SixMonths"];
const CUSTOM = /^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:custom-model\/[a-z0-9.:-]+\/[a-z0-9]+$/;

/** Bedrock's limit: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateProvisionedModelThroughput.html (read 2026-11). */
const LONGEST_NAME = 63;

/**
 * Capacity of a model that is the workload's alone, paid for at all hours.
 *
 * Creates the provisioned throughput, protected for as long as it is committed to. A customised model can be used in no
 * other way. A role that was granted invocation reaches it with the workload's guardrail only.
 *
 * @example
 * const capacity = new ProvisionedThroughput("capacity", { workload, model: "amazon.titan-embed-text-v2", modelUnits: 1, models });
 * capacity.grantInvoke(role);
 */
export class ProvisionedThroughput extends PlinthComponent {
  /** What code calls in place of a model's id. AWS assigns it. */
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

  /** Lets one workload's role invoke the capacity, with this workload's guardrail. AWS assigns its id: it is told by its tags. */
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
    // What needs the guardrail's id stands in a document of its own.
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
  const here = standard.models.filter(({ regions }) => regions.includes(region)).map(({ id }) => id);
  const named = physicalName(workload, name);
  return faultsOf(
    "model-access/ProvisionedThroughput",
    name,
    [named.length <= LONGEST_NAME, "name", `at most ${LONGEST_NAME} characters with workload and environment`, named],
    [
      here.includes(model) || CUSTOM.test(model),
      "model",
      `one of ${here.join(", ")}, or the ARN of a custom model`,
      model,
    ],
    [
      Number.isInteger(modelUnits) && modelUnits >= 1 && modelUnits <= 100,
      "modelUnits",
      "1 to 100 whole units",
      String(modelUnits),
    ],
    [
      commitment === undefined || COMMITMENTS.includes(commitment),
      "commitment",
      `left out, or one of ${COMMITMENTS.join(", ")}`,
      commitment,
    ],
  );
}
