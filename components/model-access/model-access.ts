import * as bedrock from "@pulumi/aws/bedrock";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { type Permission, policyDocument } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { type GuardrailPurpose, guardrailPolicy, policyDigest } from "./guardrail-policy";
import { type ChosenModel, chosenModels, type ModelChoice, modelFaults } from "./model-choice";

export interface ModelAccessArgs extends PlinthComponentArgs {
  /** Models that the workload may invoke, the preferred one first. Bounds: at least one; each from the catalogue, once. */
  readonly models: readonly ModelChoice[];
  /** A guardrail that exists already. Default: an own one, as strict as the workload's classification asks for. */
  readonly guardrail?: ExistingGuardrail;
  /** What an own guardrail keeps from the models: `extraction` lets the personal data in documents through. Default: conversation. */
  readonly purpose?: GuardrailPurpose;
}

export interface ExistingGuardrail {
  /** ARN without version: `arn:aws:bedrock:eu-west-1:123456789012:guardrail/a1b2c3d4e5f6`. */
  readonly arn: string;
  /** A numbered version; a draft changes under its users. */
  readonly version: string;
}

/** The actions that authorise InvokeModel, Converse and their streams. */
const INVOKE = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

/** Bedrock's limit for a guardrail's name, 50, less Pulumi's suffix and ours. */
const LONGEST_NAME = 32;

/**
 * One workload's way to its models: an application inference profile for each, and a guardrail that every call carries.
 *
 * Creates a profile per model, copied from the geographic profile or from the model and tagged for cost allocation, a
 * guardrail and its version. A role that was granted invocation reaches the catalogue's models through these profiles
 * only, in the regions of the profile only, and with this guardrail only.
 *
 * @example
 * const models = new ModelAccess("models", { workload, models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }] });
 * models.grantInvoke(role);
 */
export class ModelAccess extends PlinthComponent {
  /** ARN of the application inference profile by model id; AWS assigns it. */
  readonly profileArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** AWS assigns it, unless the guardrail exists already. */
  readonly guardrailId: pulumi.Output<string>;
  readonly guardrailVersion: pulumi.Output<string>;
  readonly #models: readonly ChosenModel[];
  readonly #guardrailArn: pulumi.Output<string>;
  readonly #existing: ExistingGuardrail | undefined;

  constructor(name: string, args: ModelAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ModelAccess", name, args, opts, [
      ...faultsOf("model-access/ModelAccess", name, [
        name.length <= LONGEST_NAME,
        "name",
        `at most ${LONGEST_NAME} characters: the guardrail is named after it`,
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
   * Environment variables of a function that invokes the models: `MODELS` (JSON: id, profile ARN, whether prompts can
   * be cached; preferred first), `GUARDRAIL_ID` and `GUARDRAIL_VERSION`.
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
   * Lets one workload's role invoke the models, through this workload's profiles and with this guardrail.
   *
   * AWS assigns the ids of profiles and guardrails, so the permissions are scoped by what is known in preview: tags and
   * `bedrock:InferenceProfileArn`. What needs the guardrail's version stands in a document of its own.
   * Sources: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html and
   * guardrails-permissions-id.html (read 2026-11).
   * @param others Ways in other regions that the role is granted too: the guardrail of any of them will do. Default: none.
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
      this.#guarding(),
      // Of the organisation's own, which Bedrock applies in the caller's name: without it each call would be denied.
      {
        actions: ["bedrock:ApplyGuardrail"],
        resources: [`arn:${this.workload.partition}:bedrock:${this.workload.region}:*:guardrail/*`],
        conditions: { StringEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } },
      },
    );
    this.requireGuardrail(role, [this, ...others]);
  }

  /** Lets one workload's role have texts judged and masked by the guardrail, and invoke nothing. */
  grantApplyGuardrail(role: WorkloadRole): void {
    role.allow(`guard-${this.name}`, this.#guarding());
  }

  #guarding(): Permission {
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
        // Records name the version that judged them, so in production it stays readable.
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

  /** A call without one of these guardrails, in this version, is denied, whatever else the role is allowed. */
  private requireGuardrail(role: WorkloadRole, ways: readonly ModelAccess[]): void {
    const guardrails = ways.map((way) => pulumi.interpolate`${way.#guardrailArn}:${way.guardrailVersion}`);
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
