import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as components from "@plinth/components";
import type { PreviewedResource } from "@plinth/engine";
import { baseline, blocks, createEstate, judge, packs, recordsOf, rulesOf } from "@plinth/policies";
import * as aws from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { adopted, type ComponentExample, componentExamples, componentExports } from "../../support/component-examples";
import { NETWORK_IDS } from "../../support/network";
import { preview } from "../../support/preview";
import { workload as confidential } from "../../support/workload";

/** Restricted, because that level demands the most of each component. */
const workload = { ...confidential, classification: "restricted" as const };
const URNS = join(__dirname, "urns.json");

/** What an example may name beside components: made only if it does. */
const CONTEXT: Readonly<Record<string, (made: typeof components) => unknown>> = {
  workload: () => workload,
  standard: () => workload.standard,
  require: () => ({ resolve: () => require.resolve("../../../services/support") }),
  unitId: () => "ou-a1b2-c3d4e5f6",
  key: (c) => new c.WorkloadKey("context-key", { workload, services: ["logs"] }),
  role: (c) => new c.WorkloadRole("context-role", { workload, service: "lambda" }),
  network: (c) => c.existingNetwork("network", NETWORK_IDS),
  models: (c) =>
    new c.ModelAccess("context-models", { workload, models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }] }),
  handler: (c) =>
    new c.InferenceFunction("context-handler", {
      workload,
      role: new c.WorkloadRole("context-handler-role", { workload, service: "lambda" }),
      network: c.existingNetwork("network", NETWORK_IDS),
      key: c.existingKey("shared", "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
      code: {
        archive: new pulumi.asset.AssetArchive({
          "index.js": new pulumi.asset.StringAsset("exports.handler = () => 1;"),
        }),
        handler: "index.handler",
      },
    }),
  steps: (c) => c.steps,
  organization: () => ({ unitIds: { workloads: pulumi.output("ou-a1b2-c3d4e5f6") } }),
};

/** Runs an example in a component of its own that has a provider of its own. */
async function runExample({ code }: ComponentExample) {
  const { preview: ran, error } = await preview(() => {
    const provider = new aws.Provider("own", { region: "eu-west-1", allowedAccountIds: [workload.accountId] });
    const home = new pulumi.ComponentResource("plinth:test:Home", "home", {}, { providers: [provider] });
    const scope: Record<string, unknown> = Object.fromEntries(
      Object.entries(componentExports()).map(([name, value]) => [name, adopted(value, { parent: home })]),
    );
    const made = { ...components, ...scope } as typeof components;
    for (const [name, make] of Object.entries(CONTEXT)) {
      if (new RegExp(`(?<![\\w.-])${name}(?![\\w]|:)`).test(code)) scope[name] = make(made);
    }
    new Function(...Object.keys(scope), `{ ${code} }`)(...Object.values(scope));
  });
  assert.equal(error?.message, undefined);
  return ran?.resources ?? [];
}

/** The component that an example is about, and everything below it. */
function below(resources: readonly PreviewedResource[], { name, code }: ComponentExample): PreviewedResource[] {
  const [, instance] = new RegExp(`new ${name}\\("([^"]+)"`).exec(code) ?? [];
  const root = (r: PreviewedResource) => r.type === `plinth:index:${name}` && r.name === instance;
  const found = new Set(resources.filter(root).map((r) => r.urn));
  for (const { urn, parent } of resources) if (parent && found.has(parent)) found.add(urn);
  return resources.filter(({ urn }) => found.has(urn));
}

/** Rules that a component keeps only together with others: with a budget, a model card, service control policies. */
const OF_THE_WHOLE = [
  "agent-actions-are-approved",
  "bedrock-model-has-inventory-entry",
  "sagemaker-model-has-inventory-entry",
  "inference-compute-is-alarmed",
  "organization-production-is-guarded",
  "workload-answers-are-evaluated",
  "workload-spend-is-budgeted",
];

/** What deploys everything can do everything; the rule's page tells to waive it for whoever administers an account. */
const WAIVED: Readonly<Record<string, readonly string[]>> = {
  // A component for those who have agents of a closed service already.
  ClassicAgent: ["aws-service-is-open"],
  DeploymentRole: ["iam-privileges-do-not-escalate"],
};

/** What a pack blocks on in a component's own resources, judged among those that its example names. */
function findings(name: string, all: readonly PreviewedResource[], own: readonly PreviewedResource[]): string[] {
  const pack = packs.get(name) ?? baseline;
  const standard = pack.tighten?.(workload.standard) ?? workload.standard;
  const urns = new Set(own.map(({ urn }) => urn));
  return judge(rulesOf(pack, standard), createEstate(recordsOf(all), standard))
    .filter((judgement) => blocks(judgement) && urns.has(judgement.resource.urn))
    .filter(({ rule }) => !OF_THE_WHOLE.includes(rule.id))
    .map(({ rule, resource, verdict }) => `${rule.id}: ${resource.name} ${Object(verdict).found}`);
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return names.filter((name) => !others.includes(name));
}

const examples = componentExamples();
/** Parts of other components have no list of their own: they are in the lists of those. */
const concrete = examples.filter(({ name }) => Object.hasOwn(components, name));
const recorded: Record<string, string[]> = JSON.parse(readFileSync(URNS, "utf8"));

describe("the contract of components", () => {
  it("covers every component that is exported", () => {
    const exported = Object.entries(components)
      .filter(([, value]) => typeof value === "function" && value.prototype instanceof components.PlinthComponent)
      .map(([name]) => name);

    const named = concrete.map(({ name }) => name);

    assert.deepEqual(
      without(exported, named),
      [],
      "move their files into a folder of components/, with a class comment",
    );
    assert.deepEqual(without(named, exported), [], "export them in components/index.ts, or mark the classes @internal");
    assert.deepEqual(
      concrete.filter(({ code }) => code === "").map(({ name }) => name),
      [],
      "add an @example to their class comments",
    );
  });

  for (const example of concrete) {
    describe(example.name, () => {
      let resources: readonly PreviewedResource[] = [];
      let own: readonly PreviewedResource[] = [];
      before(async () => {
        resources = await runExample(example);
        own = below(resources, example);
      });

      it("has a type token that component packages accept", () => {
        assert.deepEqual(
          own
            .filter((r) => !r.custom)
            .slice(0, 1)
            .map(({ type }) => type),
          [`plinth:index:${example.name}`],
        );
      });

      it("is the ancestor of everything that it creates", () => {
        const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
        const strays = resources.filter(
          ({ parent, type }) => parent === stack && !/^(pulumi:|plinth:test:)/.test(type),
        );

        assert.deepEqual(
          strays.map(({ urn }) => urn),
          [],
        );
      });

      it("names each child after itself", () => {
        const [{ name = "" } = {}] = own;
        const foreign = own.filter((r) => !r.name.startsWith(name) && r.type !== "aws:iam/rolePolicy:RolePolicy");

        assert.deepEqual(
          foreign.map(({ urn }) => urn),
          [],
        );
      });

      it("hands its provider on", () => {
        const provider = resources.find(({ type, name }) => type === "pulumi:providers:aws" && name === "own")?.urn;
        const others = own.filter(
          (r) => r.custom && r.type.startsWith("aws:") && !r.provider?.startsWith(`${provider}`),
        );

        assert.deepEqual(
          others.map(({ urn }) => urn),
          [],
        );
      });

      it("tags every resource that can be tagged", () => {
        const keys = Object.values(workload.standard.tagKeys);
        const untagged = own.filter(({ inputs: { tagsAll } }) => {
          if (tagsAll === undefined) return false;
          const tags = Object(tagsAll);
          return keys.some((key) => tags[key] === undefined);
        });

        assert.deepEqual(
          untagged.map(({ urn }) => urn),
          [],
        );
      });

      for (const pack of ["baseline", "regulated"]) {
        it(`keeps every mandatory rule of the pack ${pack} by construction`, () => {
          const waived = WAIVED[example.name] ?? [];
          assert.deepEqual(
            findings(pack, resources, own).filter((finding) => !waived.some((rule) => finding.startsWith(`${rule}:`))),
            [],
          );
        });
      }

      it("keeps its URNs, so that an upgrade replaces nothing", () => {
        const urns = own
          .map(({ urn }) => urn.slice(urn.indexOf("plinth:test:Home$") + "plinth:test:Home$".length))
          .sort();
        if (process.env.PLINTH_UPDATE_INVENTORY) {
          recorded[example.name] = urns;
          writeFileSync(URNS, `${JSON.stringify(recorded, null, 2)}\n`);
        }

        assert.deepEqual(
          urns,
          recorded[example.name],
          "a renamed child needs an alias; then record the URNs: PLINTH_UPDATE_INVENTORY=1 npx mocha tests/unit/components/contract.test.ts",
        );
      });
    });
  }

  // In a suite of its own, because Mocha runs the tests of a suite before the suites in it.
  describe("urns.json", () => {
    it("has a list for every component, and for no other", () => {
      const names = concrete.map(({ name }) => name);
      const others = Object.keys(recorded).filter((name) => !names.includes(name));
      const missing = names.filter((name) => recorded[name] === undefined);

      assert.deepEqual(
        { others, missing },
        { others: [], missing: [] },
        "remove what is no component; add: PLINTH_UPDATE_INVENTORY=1 npx mocha tests/unit/components/contract.test.ts",
      );
    });
  });
});
