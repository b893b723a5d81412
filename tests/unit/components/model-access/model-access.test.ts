import assert from "node:assert/strict";
import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { ModelAccess, type ModelAccessArgs } from "../../../../components/model-access/model-access";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const SONNET = { id: "anthropic.claude-sonnet-4-5", profile: "eu" };
const HAIKU = { id: "anthropic.claude-haiku-4-5", profile: "eu" };
const valid: ModelAccessArgs = { workload, models: [SONNET] };
const ACCOUNT = "arn:aws:bedrock:eu-west-1:210987654321:";

/** As `valid`, with invocation granted to a role. */
function granted(args: ModelAccessArgs = valid): void {
  const models = new ModelAccess("models", args);
  models.grantInvoke(new WorkloadRole("handler", { workload, service: "lambda" }));
}

function statements(policy: unknown): Record<string, unknown>[] {
  return JSON.parse(String(policy)).Statement;
}

describe("ModelAccess", () => {
  it("creates a tagged profile for each model, copied from the geographic one", async () => {
    const { resources } = await preview(() => new ModelAccess("models", { ...valid, models: [SONNET, HAIKU] }));

    assert.deepEqual(resources.countByType(), {
      "aws:bedrock/guardrail:Guardrail": 1,
      "aws:bedrock/guardrailVersion:GuardrailVersion": 1,
      "aws:bedrock/inferenceProfile:InferenceProfile": 2,
    });
    const profile = resources.named("models-anthropic-claude-sonnet-4-5")?.inputs;
    assert.deepEqual(profile?.modelSource, {
      copyFrom: `${ACCOUNT}inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0`,
    });
    assert.deepEqual(profile?.tags, {
      workload: "support",
      owner: "customer-care",
      environment: "prod",
      "data-classification": "confidential",
    });
  });

  it("copies the model itself where no profile is asked for", async () => {
    const { model } = directModel();
    const { resources } = await preview(() => new ModelAccess("models", { workload, models: [{ id: model.id }] }));

    assert.deepEqual(resources.only("aws:bedrock/inferenceProfile:InferenceProfile")?.inputs.modelSource, {
      copyFrom: `arn:aws:bedrock:eu-west-1::foundation-model/${model.modelId}`,
    });
  });

  it("grants the workload's own profiles, and the model in each region that may process a request", async () => {
    const { resources } = await preview(granted);
    const invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
    const ownTags = { StringEquals: { "aws:ResourceTag/workload": "support", "aws:ResourceTag/environment": "prod" } };

    assert.deepEqual(statements(resources.named("handler-invoke-models")?.props.policy), [
      {
        Effect: "Allow",
        Action: invoke,
        Resource: [`${ACCOUNT}application-inference-profile/*`],
        Condition: ownTags,
      },
      {
        Effect: "Allow",
        Action: invoke,
        Resource: ["eu-west-1", "eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-3"].map(
          (region) => `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0`,
        ),
        Condition: { ArnLike: { "bedrock:InferenceProfileArn": `${ACCOUNT}application-inference-profile/*` } },
      },
      { Effect: "Allow", Action: ["bedrock:ApplyGuardrail"], Resource: [`${ACCOUNT}guardrail/*`], Condition: ownTags },
      {
        Effect: "Allow",
        Action: ["bedrock:ApplyGuardrail"],
        Resource: ["arn:aws:bedrock:eu-west-1:*:guardrail/*"],
        Condition: { StringEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } },
      },
    ]);
  });

  it("denies every call without its guardrail, in a document of its own", async () => {
    const { resources } = await preview(granted);
    const arn = resources.only("aws:bedrock/guardrail:Guardrail")?.props.guardrailArn;

    assert.deepEqual(statements(resources.named("models-guardrail-required-handler")?.props.policy), [
      {
        Sid: "GuardrailRequired",
        Effect: "Deny",
        Action: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
        Resource: "arn:aws:bedrock:*::foundation-model/*",
        Condition: { StringNotEquals: { "bedrock:GuardrailIdentifier": `${arn}:1` } },
      },
    ]);
  });

  it("leaves nothing but that document unknown in preview", async () => {
    const { resources } = await preview(granted, { unknowns: true });
    const unknown = resources
      .all("aws:iam/rolePolicy:RolePolicy")
      .filter(({ inputs }) => inputs.policy === UNKNOWN_VALUE)
      .map(({ name }) => name);

    assert.deepEqual(unknown, ["models-guardrail-required-handler"]);
  });

  it("filters harder and blocks secrets from confidential on, and masks contact data always", async () => {
    const guardrail = async (classification: "internal" | "confidential") => {
      const { resources } = await preview(
        () => new ModelAccess("models", { ...valid, workload: { ...workload, classification } }),
      );
      const policy = JSON.stringify(resources.only("aws:bedrock/guardrail:Guardrail")?.inputs);
      const { contentPolicyConfig, sensitiveInformationPolicyConfig }: Policy = JSON.parse(policy);
      const filter = (type: string) => contentPolicyConfig.filtersConfigs.find((f) => f.type === type);
      const entity = (type: string) => sensitiveInformationPolicyConfig.piiEntitiesConfigs.find((e) => e.type === type);
      return [
        filter("HATE")?.inputStrength,
        filter("HATE")?.outputStrength,
        filter("PROMPT_ATTACK")?.inputStrength,
        filter("PROMPT_ATTACK")?.outputStrength,
        entity("PASSWORD")?.action,
        entity("EMAIL")?.action,
      ];
    };

    assert.deepEqual(await guardrail("internal"), ["MEDIUM", "MEDIUM", "HIGH", "NONE", "ANONYMIZE", "ANONYMIZE"]);
    assert.deepEqual(await guardrail("confidential"), ["HIGH", "HIGH", "HIGH", "NONE", "BLOCK", "ANONYMIZE"]);
  });

  it("takes a guardrail that exists already", async () => {
    const guardrail = { arn: `${ACCOUNT}guardrail/a1b2c3d4e5f6`, version: "7" };
    const { resources } = await preview(() => granted({ ...valid, guardrail }));

    assert.equal(resources.only("aws:bedrock/guardrail:Guardrail"), undefined);
    assert.deepEqual(statements(resources.named("handler-invoke-models")?.props.policy)[2], {
      Effect: "Allow",
      Action: ["bedrock:ApplyGuardrail"],
      Resource: [guardrail.arn],
    });
    assert.deepEqual(statements(resources.named("models-guardrail-required-handler")?.props.policy)[0]?.Condition, {
      StringNotEquals: { "bedrock:GuardrailIdentifier": `${guardrail.arn}:7` },
    });
  });

  it("tells handlers the profiles in order of preference, and the guardrail", async () => {
    const { outputs, resources } = await preview(
      () => new ModelAccess("models", { ...valid, models: [HAIKU, SONNET] }).environment,
    );
    const arnOf = (name: string) => resources.named(`models-anthropic-${name}`)?.props.arn;

    assert.deepEqual(JSON.parse(String(outputs.MODELS)), [
      { id: HAIKU.id, profileArn: arnOf("claude-haiku-4-5"), promptCaching: true },
      { id: SONNET.id, profileArn: arnOf("claude-sonnet-4-5"), promptCaching: true },
    ]);
    assert.deepEqual(
      [outputs.GUARDRAIL_ID, outputs.GUARDRAIL_VERSION],
      [resources.only("aws:bedrock/guardrail:Guardrail")?.props.guardrailId, "1"],
    );
  });

  it("refuses unknown models, forbidden profiles, repetitions and drafts in one error that says what is allowed", async () => {
    const { error, resources } = await preview(
      () =>
        new ModelAccess("models", {
          workload,
          models: [{ id: "acme.gpt" }, { ...SONNET, profile: "us" }, { id: HAIKU.id }, SONNET],
          guardrail: { arn: "a1b2c3d4e5f6", version: "DRAFT" },
        }),
    );

    assert.deepEqual(error?.faults, [
      {
        id: "model-access/ModelAccess/model",
        path: "models.models[0].id",
        found: "acme.gpt",
        allowed: `one of ${workload.standard.models.map(({ id }) => id).join(", ")}`,
      },
      {
        id: "model-access/ModelAccess/profile",
        path: "models.models[1].profile",
        found: "us",
        allowed: "one of eu for anthropic.claude-sonnet-4-5 from eu-west-1",
      },
      {
        id: "model-access/ModelAccess/profile",
        path: "models.models[2].profile",
        allowed: "one of eu for anthropic.claude-haiku-4-5 from eu-west-1",
      },
      {
        id: "model-access/ModelAccess/models",
        path: "models.models[3].id",
        found: SONNET.id,
        allowed: "a model that is not in the list already",
      },
      {
        id: "model-access/ModelAccess/guardrail.arn",
        path: "models.guardrail.arn",
        found: "a1b2c3d4e5f6",
        allowed: "the ARN of a guardrail, without version",
      },
      {
        id: "model-access/ModelAccess/guardrail.version",
        path: "models.guardrail.version",
        found: "DRAFT",
        allowed: "a numbered version",
      },
    ]);
    assert.equal(resources.count(), 0);
  });

  it("refuses a region that the profile cannot be called from", async () => {
    const { error } = await preview(
      () => new ModelAccess("models", { ...valid, workload: { ...workload, region: "us-east-1" } }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, allowed }) => [path, allowed]),
      [
        [
          "models.models[0].profile",
          "left out, and another model: anthropic.claude-sonnet-4-5 cannot be invoked from us-east-1",
        ],
      ],
    );
  });
});

interface Policy {
  readonly contentPolicyConfig: {
    readonly filtersConfigs: readonly { type: string; inputStrength: string; outputStrength: string }[];
  };
  readonly sensitiveInformationPolicyConfig: {
    readonly piiEntitiesConfigs: readonly { type: string; action: string }[];
  };
}

function directModel() {
  const model = workload.standard.models.find(({ regions }) => regions.includes("eu-west-1"));
  assert.ok(model, "the catalogue has a model that is invoked without a profile");
  return { model };
}
