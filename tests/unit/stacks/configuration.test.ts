import assert from "node:assert/strict";
import { BLUEPRINT_NAMES, parseStackConfig } from "@plinth/blueprints";
import { ProgramError } from "@plinth/engine";
import { loadStandard, PlinthError } from "@plinth/standards";
import { previewOf, stackProgram } from "../../support/stacks";

type Config = Readonly<Record<string, unknown>>;

const valid = stackProgram("support-prod").config;
const workload = JSON.parse(valid["plinth:workload"] ?? "");

/** What a stack is told about its configuration: `support-prod`'s with `changes`; undefined takes a key away. */
function faultsOf(changes: Config, { base = valid, secretKeys = [] as string[], stack = "support-prod" } = {}) {
  const values = Object.fromEntries(
    Object.entries({ ...base, ...changes })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
  try {
    parseStackConfig({ stack, values, isSecret: (key) => secretKeys.includes(key) }, loadStandard());
    return [];
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return error.faults.map(({ path, found, allowed }) => [path, found, allowed]);
  }
}

describe("stack configuration", () => {
  it("is what the stack's account, role and blueprint are made of", () => {
    const { settings, blueprint, config } = parseStackConfig(
      { stack: "support-prod", values: valid, isSecret: () => false },
      loadStandard(),
    );

    assert.deepEqual(settings, {
      stack: "support-prod",
      environment: "prod",
      accountId: "210987654321",
      region: "eu-west-1",
      partition: "aws",
      deploymentRoleArn: "arn:aws:iam::210987654321:role/plinth/plinth-deployment",
    });
    assert.equal(blueprint.name, "customer-support");
    assert.deepEqual(config.workload, { ...workload, regulated: false });
  });

  it("may name a deployment role of its own, or none", () => {
    const roleOf = (role: string) =>
      parseStackConfig(
        { stack: "support-prod", values: { ...valid, "plinth:deploymentRole": role }, isSecret: () => false },
        loadStandard(),
      ).settings.deploymentRoleArn;

    assert.equal(roleOf("arn:aws:iam::210987654321:role/Acme"), "arn:aws:iam::210987654321:role/Acme");
    assert.equal(roleOf("none"), undefined);
  });

  it("may name stores that exist already", () => {
    const adopt = { "support-knowledge-bucket": "support-prod-support-knowledge-210987654321" };
    const values = { ...valid, "plinth:adopt": JSON.stringify(adopt) };
    const { settings } = parseStackConfig({ stack: "support-prod", values, isSecret: () => false }, loadStandard());

    assert.deepEqual(settings.adopt, adopt);
  });

  describe("refuses", () => {
    it("a store to take over without its id", () => {
      assert.deepEqual(faultsOf({ "plinth:adopt": { "support-knowledge-bucket": "" } }), [
        ["plinth:adopt.support-knowledge-bucket", "nothing", "the id that pulumi import takes"],
      ]);
    });

    it("an unknown blueprint, and tells the rest of its faults all the same", () => {
      const faults = faultsOf({
        "plinth:blueprint": "customer-suport",
        "plinth:account": "12345",
        "plinth:workload": { ...workload, classification: "secret", models: [{ id: "anthropic.claude-sonet-4-5" }] },
        "plinth:network": { cidr: "10.0.0.0/28" },
        "aws:region": "us-east-1",
      });

      assert.deepEqual(faults, [
        ["plinth:workload.classification", "secret", "one of public, internal, confidential, restricted"],
        [
          "plinth:workload.models[0].id",
          "anthropic.claude-sonet-4-5",
          `one of ${loadStandard()
            .models.map(({ id }) => id)
            .join(", ")}: did you mean anthropic.claude-sonnet-4-5?`,
        ],
        ["plinth:network.cidr", "10.0.0.0/28", "a /16 to /26 network, for 2 subnets of at least /27"],
        ["plinth:blueprint", "customer-suport", `one of ${BLUEPRINT_NAMES.join(", ")}: did you mean customer-support?`],
        ["plinth:account", "12345", "an AWS account id: twelve digits, in quotes"],
        ["aws:region", "us-east-1", "one of eu-central-1, eu-north-1, eu-west-1, eu-west-3"],
      ]);
    });

    it("missing keys, each by its path", () => {
      const { owner: _, ...rest } = workload;
      const faults = faultsOf({
        "aws:region": undefined,
        "plinth:account": undefined,
        "plinth:environment": undefined,
        "plinth:workload": rest,
      });

      assert.deepEqual(faults, [
        ["plinth:workload.owner", undefined, "a lower-case kebab name of 2 to 40 characters"],
        ["plinth:environment", undefined, "one of dev, test, prod"],
        ["plinth:account", undefined, "an AWS account id: twelve digits, in quotes"],
        ["aws:region", undefined, "one of eu-central-1, eu-north-1, eu-west-1, eu-west-3"],
      ]);
    });

    it("an empty configuration", () => {
      assert.deepEqual(
        faultsOf({}, { base: {} }).map(([path]) => path),
        ["plinth:workload", "plinth:blueprint", "plinth:environment", "plinth:account", "aws:region"],
      );
    });

    it("unknown keys at every depth, and says which one is meant", () => {
      const faults = faultsOf({
        "plinth:enviroment": "prod",
        "plinth:workload": {
          ...workload,
          clasification: "internal",
          models: [{ ...workload.models[0], profil: "eu" }],
        },
      });

      assert.deepEqual(faults, [
        ["plinth:workload.models[0].profil", undefined, "a known key: did you mean profile?"],
        ["plinth:workload.clasification", undefined, "a known key: did you mean classification?"],
        ["plinth:enviroment", undefined, "a known key: did you mean environment?"],
      ]);
    });

    it("networks that overlap, are too small or too large, public, or not networks", () => {
      const cidr = (network: Config) =>
        faultsOf({ "plinth:network": network }).map(([path, , allowed]) => [path, allowed]);

      assert.deepEqual(cidr({ cidr: "10.20.0.0/20", reservedCidrs: ["10.20.8.0/24", "10.0.0.0/8", "10.9.0.0/16"] }), [
        ["plinth:network.cidr", "clear of the reserved 10.20.8.0/24"],
        ["plinth:network.cidr", "clear of the reserved 10.0.0.0/8"],
      ]);
      assert.deepEqual(cidr({ cidr: "10.0.0.0/8" }), [
        ["plinth:network.cidr", "a /16 to /26 network, for 2 subnets of at least /27"],
      ]);
      assert.deepEqual(cidr({ cidr: "10.0.0.0/27", zones: 3 }), [
        ["plinth:network.cidr", "a /16 to /25 network, for 3 subnets of at least /27"],
      ]);
      assert.deepEqual(cidr({ cidr: "52.0.0.0/20" }), [
        ["plinth:network.cidr", "in a private range: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"],
      ]);
      for (const malformed of ["10.20.0.1/20", "10.20.0.0", "10.20.0.0/33", "network"]) {
        assert.deepEqual(cidr({ cidr: malformed }), [
          ["plinth:network.cidr", "an IPv4 network such as 10.20.0.0/22, without host bits"],
        ]);
      }
      assert.deepEqual(cidr({ zones: 7 }), [["plinth:network.zones", "2 to 6"]]);
    });

    it("a model that cannot be invoked in the region or area", () => {
      const models = (...choices: Config[]) =>
        faultsOf({ "plinth:workload": { ...workload, models: choices } }).map(([path, , allowed]) => [path, allowed]);

      assert.deepEqual(models({ id: "anthropic.claude-sonnet-4-5" }), [
        [
          "plinth:workload.models[0].profile",
          "one of eu: anthropic.claude-sonnet-4-5 has no direct access from eu-west-1",
        ],
      ]);
      assert.deepEqual(models({ id: "anthropic.claude-sonnet-4-5", profile: "us" }), [
        ["plinth:workload.models[0].profile", "one of eu for anthropic.claude-sonnet-4-5 from eu-west-1"],
      ]);
      assert.deepEqual(models(), [["plinth:workload.models", "at least one model of the catalogue"]]);
    });

    it("numbers in place of account ids, text in place of maps, and JSON that is none", () => {
      assert.deepEqual(faultsOf({ "plinth:workload": "support" }), [["plinth:workload", "support", "a map of keys"]]);
      assert.deepEqual(faultsOf({ "plinth:workload": "{name" }), [["plinth:workload", undefined, "valid JSON"]]);
    });

    it("a deployment role of another form", () => {
      assert.deepEqual(faultsOf({ "plinth:deploymentRole": "AcmeDeployment" }), [
        ["plinth:deploymentRole", "AcmeDeployment", "the ARN of an IAM role, or none"],
      ]);
    });
  });

  it("never repeats a secret, whatever is wrong with it", () => {
    const secret = "sk-planted-7f3a9";
    const places: Config[] = [
      { "plinth:account": secret },
      { "plinth:blueprint": secret },
      { "plinth:workload": secret },
      { "plinth:workload": `{"${secret}` },
      { "plinth:workload": { ...workload, owner: secret.toUpperCase() } },
      { "plinth:workload": { ...workload, [secret]: secret } },
      { "plinth:workload": { ...workload, models: [{ id: secret, profile: secret }] } },
      { "plinth:network": { cidr: secret, reservedCidrs: [secret] } },
      { "plinth:organization": { existing: { id: secret, logArchiveBucketName: `${secret}!` } } },
    ];
    for (const place of places) {
      const faults = faultsOf(place, { secretKeys: Object.keys(place) });

      assert.notEqual(faults.length, 0);
      assert.equal(JSON.stringify(faults).toLowerCase().includes(secret), false, JSON.stringify(faults));
    }
  });

  it("stops the program before anything is registered, a provider included, without a stack trace", async () => {
    await assert.rejects(
      previewOf("support-prod", { "plinth:account": "12", "plinth:environment": "live" }),
      (error) => {
        assert.ok(error instanceof ProgramError);
        assert.deepEqual(
          error.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack"),
          [],
        );
        assert.equal(
          error.message,
          [
            "stack support-prod: configuration: 2 faults",
            "  plinth:environment: found live; must be one of dev, test, prod [stack/Config/environment]",
            "  plinth:account: found 12; must be an AWS account id: twelve digits, in quotes [stack/Config/account]",
          ].join("\n"),
        );
        return true;
      },
    );
  });
});
