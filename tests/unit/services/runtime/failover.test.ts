import assert from "node:assert/strict";
import * as z from "zod/mini";
import {
  failoverSettings,
  RetryBudget,
  type Route,
  RouteError,
  withFailover,
} from "../../../../services/runtime/failover";
import { settingsReader } from "../../../../services/runtime/settings";

const route = (region: string): Route => ({
  region,
  model: "anthropic.claude-haiku-4-5",
  profileArn: `arn:aws:bedrock:${region}:210987654321:application-inference-profile/abcdefghij12`,
  guardrailId: "abcdefghij12",
  guardrailVersion: "1",
});
const settings = {
  attemptSeconds: 5,
  totalSeconds: 10,
  retryBudgetPercent: 20,
  routes: [route("eu-west-1"), route("eu-central-1")],
};

function failing(name: string): Error {
  return Object.assign(new Error("what was asked"), { name });
}

/** Asks that fail by region, and the regions that were asked. */
function asked(errors: Readonly<Record<string, string>>) {
  const regions: string[] = [];
  const ask = async ({ region }: Route) => {
    regions.push(region);
    const error = errors[region];
    if (error) throw failing(error);
    return region;
  };
  return { regions, ask };
}

describe("failover of a handler", () => {
  it("reads its routes from the environment, and names the variable where it cannot", () => {
    const read = settingsReader(z.object(failoverSettings));

    assert.deepEqual(read({ FAILOVER: JSON.stringify(settings) }).FAILOVER, settings);
    assert.throws(() => read({ FAILOVER: "{}" }), { message: "environment: FAILOVER" });
  });

  it("takes the first route where it answers", async () => {
    const { regions, ask } = asked({});

    assert.equal(await withFailover(settings, new RetryBudget(20), ask), "eu-west-1");
    assert.deepEqual(regions, ["eu-west-1"]);
  });

  it("takes the next route where one is throttled", async () => {
    const { regions, ask } = asked({ "eu-west-1": "ThrottlingException" });

    assert.equal(await withFailover(settings, new RetryBudget(20), ask), "eu-central-1");
    assert.deepEqual(regions, ["eu-west-1", "eu-central-1"]);
  });

  it("takes no other route where the request itself is refused", async () => {
    const { regions, ask } = asked({ "eu-west-1": "AccessDeniedException" });

    await assert.rejects(withFailover(settings, new RetryBudget(20), ask), RouteError);
    assert.deepEqual(regions, ["eu-west-1"]);
  });

  it("tells which routes failed, and nothing of what was asked", async () => {
    const { ask } = asked({ "eu-west-1": "ThrottlingException", "eu-central-1": "ServiceUnavailableException" });

    await assert.rejects(withFailover(settings, new RetryBudget(20), ask), {
      message:
        "no route answered: eu-west-1 anthropic.claude-haiku-4-5 ThrottlingException, eu-central-1 anthropic.claude-haiku-4-5 ServiceUnavailableException",
    });
  });

  it("asks again for a fifth of the requests and no more, so that what is down is left alone", async () => {
    const budget = new RetryBudget(20);
    const { regions, ask } = asked({ "eu-west-1": "ThrottlingException" });
    for (let request = 0; request < 50; request += 1) await withFailover(settings, budget, ask).catch(() => undefined);

    assert.equal(regions.filter((region) => region === "eu-west-1").length, 50);
    assert.equal(regions.filter((region) => region === "eu-central-1").length, 10);
  });

  it("never asks again without a budget", () => {
    const budget = new RetryBudget(0);
    budget.request();

    assert.equal(budget.retry(), false);
  });
});
