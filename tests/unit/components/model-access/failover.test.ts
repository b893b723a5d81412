import assert from "node:assert/strict";
import type { PlinthError } from "@plinth/standards";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { failover } from "../../../../components/model-access/failover";
import { ModelAccess } from "../../../../components/model-access/model-access";
import { accessIn, OWN_ACCOUNT } from "../../../support/access";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const HAIKU = { id: "anthropic.claude-haiku-4-5", profile: "eu" };
const NOVA = { id: "amazon.nova-2-lite", profile: "eu" };
const way = (name: string, region: string) =>
  new ModelAccess(name, { workload: { ...workload, region }, models: [HAIKU, NOVA] });

describe("failover", () => {
  it("turns to each model of a region, then to the next region, each with its guardrail", async () => {
    const { outputs, resources } = await preview(() => {
      const routes = failover("routes", { ways: [way("models", "eu-west-1"), way("elsewhere", "eu-central-1")] });
      return { FAILOVER: routes.environment.FAILOVER };
    });
    const settings = JSON.parse(String(outputs.FAILOVER));
    const profiles = resources.all("aws:bedrock/inferenceProfile:InferenceProfile").map(({ props }) => props.arn);

    assert.deepEqual([settings.attemptSeconds, settings.totalSeconds, settings.retryBudgetPercent], [20, 60, 20]);
    assert.deepEqual(
      settings.routes.map(({ region, model }: Record<string, string>) => `${region} ${model}`),
      [
        "eu-west-1 anthropic.claude-haiku-4-5",
        "eu-west-1 amazon.nova-2-lite",
        "eu-central-1 anthropic.claude-haiku-4-5",
        "eu-central-1 amazon.nova-2-lite",
      ],
    );
    assert.deepEqual(settings.routes.map((one: Record<string, string>) => one.profileArn).sort(), profiles.sort());
  });

  it("lets a role take every route with the guardrail of either region, and with no other", async () => {
    const test = await preview(
      () => {
        const routes = failover("routes", { ways: [way("models", "eu-west-1"), way("elsewhere", "eu-central-1")] });
        routes.grantInvoke(new WorkloadRole("caller", { workload, service: "lambda" }));
      },
      { config: OWN_ACCOUNT },
    );
    const access = accessIn(test);
    const guardrails = ["models", "elsewhere"].map((name) => {
      const arn = test.resources.named(`${name}-guardrail`)?.props.guardrailArn;
      return `${arn}:${test.resources.named(`${name}-guardrail-version`)?.props.version}`;
    });
    const ask = (region: string, guardrail: string | undefined) =>
      access("caller-role", {
        action: "bedrock:InvokeModel",
        resource: `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0`,
        context: {
          "aws:RequestedRegion": region,
          "bedrock:InferenceProfileArn": `arn:aws:bedrock:${region}:210987654321:application-inference-profile/abcdefghij12`,
          "bedrock:GuardrailIdentifier": guardrail,
        },
      });

    for (const region of ["eu-west-1", "eu-central-1"]) {
      assert.deepEqual(
        guardrails.map((guardrail) => ask(region, guardrail)),
        ["allowed", "allowed"],
      );
      assert.equal(ask(region, undefined), "denied");
      assert.equal(ask(region, "arn:aws:bedrock:eu-west-1:210987654321:guardrail/another12345:1"), "denied");
    }
    assert.equal(ask("us-east-1", guardrails[0]), "denied");
  });

  it("refuses every bad argument at once", async () => {
    let faults: readonly string[] = [];
    await preview(() => {
      const models = way("models", "eu-west-1");
      try {
        failover("routes", { ways: [models, models], attemptSeconds: 90, totalSeconds: 0, retryBudgetPercent: 101 });
      } catch (error) {
        faults = (error as PlinthError).faults.map(({ path }) => path);
      }
    });

    assert.deepEqual(faults, [
      "routes.ways",
      "routes.ways",
      "routes.attemptSeconds",
      "routes.totalSeconds",
      "routes.retryBudgetPercent",
    ]);
  });
});
