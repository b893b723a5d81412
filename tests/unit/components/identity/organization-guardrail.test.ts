import assert from "node:assert/strict";
import {
  bedrockPolicy,
  guardrailIdentifier,
  OrganizationGuardrail,
  type OrganizationGuardrailArgs,
} from "../../../../components/identity/organization-guardrail";
import { admits } from "../../../support/access";
import { MANAGEMENT, PRODUCTION, platform } from "../../../support/landing-zone";
import { preview } from "../../../support/preview";

const GUARDRAIL = "aws:bedrock/guardrail:Guardrail";
const VERSION = "aws:bedrock/guardrailVersion:GuardrailVersion";
const SHARED = "aws:cloudcontrol/resource:Resource";
const POLICY = "aws:organizations/policy:Policy";
const ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";

const valid: OrganizationGuardrailArgs = {
  workload: platform,
  organizationId: "o-a1b2c3d4e5",
  targets: { platform: "ou-ab12-cdef3456", workloads: "ou-ab12-cdef3457" },
  regions: ["eu-west-1", "eu-central-1"],
};
const made = (args: Partial<OrganizationGuardrailArgs> = {}) =>
  preview(() => new OrganizationGuardrail("guardrail", { ...valid, ...args }), {
    config: { "aws:allowedAccountIds": JSON.stringify([MANAGEMENT]) },
  });

describe("OrganizationGuardrail", () => {
  it("creates a guardrail, a version and its sharing in each region, and one policy on each target", async () => {
    const { resources } = await made();

    assert.deepEqual(resources.countByType(), {
      [GUARDRAIL]: 2,
      [VERSION]: 2,
      [SHARED]: 2,
      [POLICY]: 1,
      [ATTACHMENT]: 2,
    });
    assert.deepEqual(
      resources.all(GUARDRAIL).map(({ inputs, state }) => [inputs.region, state.protect]),
      [
        ["eu-west-1", true],
        ["eu-central-1", true],
      ],
    );
  });

  it("names in the policy a numbered version of each region's own guardrail, and exempts nothing from it", async () => {
    const { resources } = await made({ regions: ["eu-central-1"] });

    const arn = resources.only(GUARDRAIL)?.props.guardrailArn;
    const { type, content } = resources.only(POLICY)?.inputs ?? {};
    assert.equal(type, "BEDROCK_POLICY");
    assert.deepEqual(JSON.parse(String(content)), {
      bedrock: {
        guardrail_inference: {
          "eu-central-1": {
            config_1: {
              identifier: { "@@assign": `${arn}:1` },
              selective_content_guarding: {
                system: { "@@assign": "comprehensive" },
                messages: { "@@assign": "comprehensive" },
              },
              model_enforcement: {
                included_models: { "@@assign": ["ALL"] },
                excluded_models: { "@@assign": [] },
              },
            },
          },
        },
      },
    });
  });

  it("is attached after the organisation may apply it", async () => {
    const { preview: ran } = await made();

    const order = (type: string) => ran?.resources.flatMap((r, index) => (r.type === type ? [index] : [])) ?? [];
    assert.ok(Math.max(...order(SHARED)) < Math.min(...order(ATTACHMENT)));
  });

  it("lets principals of the organisation apply it, and nobody do anything else", async () => {
    const { resources } = await made({ regions: ["eu-west-1"] });
    const { typeName, desiredState } = resources.only(SHARED)?.inputs ?? {};
    const { ResourceArn, PolicyDocument } = JSON.parse(String(desiredState));
    const principal = `arn:aws:iam::${PRODUCTION}:role/workload/support/support-handler`;
    const may = (action: string, organization?: string, resource = ResourceArn) =>
      admits(PolicyDocument, principal, {
        action,
        resource,
        context: organization === undefined ? {} : { "aws:PrincipalOrgID": organization },
      });

    assert.equal(typeName, "AWS::Bedrock::ResourcePolicy");
    assert.equal(ResourceArn, resources.only(GUARDRAIL)?.props.guardrailArn);
    assert.equal(may("bedrock:ApplyGuardrail", "o-a1b2c3d4e5"), "allowed");
    assert.equal(may("bedrock:ApplyGuardrail", "o-e5d4c3b2a1"), "denied");
    assert.equal(may("bedrock:ApplyGuardrail"), "denied");
    for (const action of ["Get", "Update", "Delete"]) {
      assert.equal(may(`bedrock:${action}Guardrail`, "o-a1b2c3d4e5"), "denied", action);
    }
    assert.equal(may("bedrock:ApplyGuardrail", "o-a1b2c3d4e5", `${ResourceArn}x`), "denied");
  });

  it("refuses no target, regions that the standard does not have, and a region twice, together", async () => {
    const { error, resources } = await made({ targets: {}, regions: ["eu-west-1", "us-east-1", "eu-west-1"] });

    assert.deepEqual(
      error?.faults.map(({ id, found }) => [id, found]),
      [
        ["identity/OrganizationGuardrail/targets", undefined],
        ["identity/OrganizationGuardrail/regions", "eu-west-1, us-east-1, eu-west-1"],
        ["identity/OrganizationGuardrail/regions", "us-east-1"],
      ],
    );
    assert.equal(resources.count(), 0);
  });

  describe("an identifier", () => {
    const owner = { accountId: MANAGEMENT, partition: "aws", region: "eu-west-1" };
    const arn = `arn:aws:bedrock:eu-west-1:${MANAGEMENT}:guardrail/hu1dlsv9wy1d`;

    it("is the guardrail's ARN and a numbered version", () => {
      assert.equal(guardrailIdentifier(arn, "12", owner), `${arn}:12`);
      assert.deepEqual(Object.keys(bedrockPolicy({ "eu-west-1": `${arn}:12` })), ["bedrock"]);
    });

    const refused: readonly (readonly [what: string, arn: string, version: string])[] = [
      ["a draft", arn, "DRAFT"],
      ["version 0", arn, "0"],
      ["an empty version", arn, ""],
      ["a guardrail of a member account", arn.replace(MANAGEMENT, PRODUCTION), "1"],
      ["a guardrail of another region", arn.replace("eu-west-1", "eu-central-1"), "1"],
      ["a guardrail profile", arn.replace("guardrail/", "guardrail-profile/"), "1"],
      ["an id", "hu1dlsv9wy1d", "1"],
      ["an ARN with a version", `${arn}:1`, "1"],
      ["an ARN with a wildcard", arn.replace("hu1dlsv9wy1d", "*"), "1"],
    ];
    for (const [what, malformed, version] of refused) {
      it(`refuses ${what}, which would fail every call of the organisation`, () => {
        assert.throws(() => guardrailIdentifier(malformed, version, owner), { name: "PlinthError" });
      });
    }
  });
});
