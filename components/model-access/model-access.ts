import * as bedrock from "@pulumi/aws/bedrock";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { type Permission, policyDocument } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { type GuardrailPurpose, guardrailPolicy, policyDigest } from "./guardrail-policy";
import { type ChosenModel, chosenModels, type ModelChoice, modelFaults } from "./model-choice";

/** Arguments of {@link ModelAccess}. */
export interface ModelAccessArgs extends PlinthComponentArgs {
  /**
   * Models that the workload may invoke, in order of preference. Bounds: at least one; each from the standard's
   * catalogue, without duplicates.
   */
  readonly models: readonly ModelChoice[];
  /** Guardrail that exists. Default: a new one, whose strength follows from the workload's classification. */
  readonly guardrail?: ExistingGuardrail;
  /** Purpose of a new guardrail: `extraction` passes the personal data in documents. Default: `conversation`. */
  readonly purpose?: GuardrailPurpose;
}

/** Guardrail that this stack does not manage. */
export interface ExistingGuardrail {
  /** ARN without version: `arn:aws:bedrock:eu-west-1:123456789012:guardrail/a1b2c3d4e5f6`. */
  readonly arn: string;
  /** Numbered version. The draft is rejected, because it changes for all its users. */
  readonly version: string;
}

/** Actions that authorise InvokeModel, Converse and their streams. */
const INVOKE = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

/** Bedrock's limit of 50 characters for the name of a guardrail, less the suffixes of Pulumi and this component. */
const MAX_NAME_LENGTH = 32;

/**
 * Access of one workload to its models: an application inference profile for each, and a guardrail that every call must
 * carry.
 *
 * Creates a profile for each model, copied from the geographic profile or the model and tagged for cost allocation, and
 * a guardrail with its version. A role with a grant can invoke the catalogue's models only through these profiles, in
 * the regions of the profile, and with this guardrail.
 *
 * @example
 * const models = new ModelAccess("models", { workload, models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }] });
 * models.grantInvoke(role);
 */
export class ModelAccess extends PlinthComponent {
  /** ARN of the application inference profile, by model id. Assigned by AWS. */
  readonly profileArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Id of the guardrail. Assigned by AWS, unless the guardrail exists. */
  readonly guardrailId: pulumi.Output<string>;
  /** Version of the guardrail. Assigned by AWS, unless the guardrail exists. */
  readonly guardrailVersion: pulumi.Output<string>;
  readonly #models: readonly ChosenModel[];
  readonly #guardrailArn: pulumi.Output<string>;
  readonly #existing: ExistingGuardrail | undefined;

  constructor(name: string, args: ModelAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ModelAccess", name, args, opts, [
      ...faultsOf("model-access/ModelAccess", name, [
        name.length <= MAX_NAME_LENGTH,
        "name",
        `at most ${MAX_NAME_LENGTH} characters: the guardrail is named after it`,
        `${name.length} characters`,
      ]),
      ...modelFaults(args.workload, args.models, `${name}.models`),
      ...guardrailFaults(name, args.guardrail),
    ]);
    this.#models = chosenModels(args.workload, args.models);
    this.#existing = args.guardrail;

    const guardrail = args.guardrail ? existing(args.guardrail) : this.createGuardrail(args.purpose);
    this.profileArns = Object.fromEntries(this.#models.map((chosen) => [chosen.model.id, this.createProfile(chosen)]));

    this.#guardrailArn = guardrail.arn;
    this.guardrailId = guardrail.arn.apply((arn) => arn.slice(arn.lastIndexOf("/") + 1));
    this.guardrailVersion = guardrail.version;
    this.registerOutputs({
      profileArns: this.profileArns,
      guardrailId: this.guardrailId,
      guardrailVersion: this.guardrailVersion,
    });
  }

  /**
   * Environment variables of code that invokes the models: `MODELS` (JSON in order of preference: id, profile ARN, and
   * whether the model supports prompt caching), `GUARDRAIL_ID` and `GUARDRAIL_VERSION`.
   */
  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    const models = this.#models.map(({ model }) => ({
      id: model.id,
      profileArn: this.profileArns[model.id],
      promptCaching: model.prices.cacheReadPerMillionUsd !== undefined,
    }));
    return {
      MODELS: pulumi.output(models).apply((known) => JSON.stringify(known)),
      GUARDRAIL_ID: this.guardrailId,
      GUARDRAIL_VERSION: this.guardrailVersion,
    };
  }

  /**
   * Allows a role to invoke the models, through this workload's profiles and with this guardrail.
   *
   * AWS assigns the ids of profiles and guardrails, so permissions are scoped by values that are known in preview: tags
   * and `bedrock:InferenceProfileArn`. A separate policy document contains the guardrail's version. Sources:
   * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html and
   * guardrails-permissions-id.html (read 2026-11).
   * @param others Model access in other regions that the role is granted too; the guardrail of any of them is accepted.
   * Default: none.
   */
  grantInvoke(role: WorkloadRole, others: readonly ModelAccess[] = []): void {
    const profiles = this.arn("bedrock", "application-inference-profile/*");
    role.allow(
      `invoke-${this.name}`,
      { actions: INVOKE, resources: [profiles], conditions: { StringEquals: this.ownTags() } },
      {
        actions: INVOKE,
        resources: [...new Set(this.#models.flatMap(({ modelArns }) => modelArns))],
        conditions: { ArnLike: { "bedrock:InferenceProfileArn": profiles } },
      },
      this.#applyGuardrail(),
      // Bedrock applies the organisation's guardrail with the caller's permissions, and denies calls without this one.
      {
        actions: ["bedrock:ApplyGuardrail"],
        resources: [`arn:${this.workload.partition}:bedrock:${this.workload.region}:*:guardrail/*`],
        conditions: { StringEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } },
      },
    );
    this.requireGuardrail(role, [this, ...others]);
  }

  /** Allows a role to check and mask texts with the guardrail, and to invoke no model. */
  grantApplyGuardrail(role: WorkloadRole): void {
    role.allow(`guard-${this.name}`, this.#applyGuardrail());
  }

  #applyGuardrail(): Permission {
    const actions = ["bedrock:ApplyGuardrail"];
    return this.#existing
      ? { actions, resources: [this.#existing.arn] }
      : { actions, resources: [this.arn("bedrock", "guardrail/*")], conditions: { StringEquals: this.ownTags() } };
  }

  private createGuardrail(purpose?: GuardrailPurpose): Guardrail {
    const policy = guardrailPolicy(this.workload.classification, purpose);
    const guardrail = new bedrock.Guardrail(
      `${this.name}-guardrail`,
      {
        ...policy,
        description: `Content and personal data of ${this.workload.name} in ${this.workload.environment}`,
        tags: this.tags(),
      },
      this.child(),
    );
    const version = new bedrock.GuardrailVersion(
      `${this.name}-guardrail-version`,
      {
        guardrailArn: guardrail.guardrailArn,
        description: `Policy ${policyDigest(policy)}`,
        // Records refer to the version that checked them, so production keeps it.
        skipDestroy: this.isProduction,
      },
      this.child(),
    );
    return { arn: guardrail.guardrailArn, version: version.version };
  }

  private createProfile({ model, sourceArn }: ChosenModel): pulumi.Output<string> {
    const profile = new bedrock.InferenceProfile(
      `${this.name}-${model.id.replaceAll(/[^a-z0-9]+/g, "-")}`,
      {
        modelSource: { copyFrom: sourceArn },
        description: `${model.id} for ${this.workload.name} in ${this.workload.environment}`,
        tags: this.tags(),
      },
      this.child(),
    );
    return profile.arn;
  }

  /** Denies calls without one of these guardrails in its version, whatever other permissions the role has. */
  private requireGuardrail(role: WorkloadRole, accesses: readonly ModelAccess[]): void {
    const guardrails = accesses.map((access) => pulumi.interpolate`${access.#guardrailArn}:${access.guardrailVersion}`);
    const [only] = guardrails;
    new iam.RolePolicy(
      `${this.name}-guardrail-required-${role.name}`,
      {
        role: role.roleName,
        policy: policyDocument([
          {
            Sid: "GuardrailRequired",
            Effect: "Deny",
            Action: INVOKE,
            Resource: `arn:${this.workload.partition}:bedrock:*::foundation-model/*`,
            Condition: {
              StringNotEquals: {
                "bedrock:GuardrailIdentifier": only && guardrails.length === 1 ? only : guardrails,
              },
            },
          },
        ]),
      },
      this.child(),
    );
  }
}

interface Guardrail {
  readonly arn: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
}

function existing({ arn, version }: ExistingGuardrail): Guardrail {
  return { arn: pulumi.output(arn), version: pulumi.output(version) };
}

function guardrailFaults(name: string, guardrail: ExistingGuardrail | undefined) {
  if (!guardrail) return [];
  return faultsOf(
    "model-access/ModelAccess",
    name,
    [
      /^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:guardrail\/[a-z0-9]+$/.test(guardrail.arn),
      "guardrail.arn",
      "the ARN of a guardrail, without version",
      guardrail.arn,
    ],
    [/^[1-9]\d{0,7}$/.test(guardrail.version), "guardrail.version", "a numbered version", guardrail.version],
  );
}
