import assert from "node:assert/strict";
import { LAYER_OF_FOLDER, layerOfFolder } from "../../../components/layers";
import { LAYERS } from "../../../policies";
import { componentExamples } from "../../support/component-examples";

describe("the layers of components", () => {
  it("include every folder with components, and no other", () => {
    const folders = new Set(componentExamples().map(({ file }) => file.split("/")[0]));

    assert.deepEqual([...folders].sort(), Object.keys(LAYER_OF_FOLDER).sort());
  });

  it("are the layers of policies", () => {
    assert.deepEqual([...new Set<string>(Object.values(LAYER_OF_FOLDER))].sort(), [...LAYERS].sort());
  });

  it("are undefined for a folder without components", () => {
    assert.deepEqual(["ecs", "choices", "constructor"].map(layerOfFolder), ["orchestration", undefined, undefined]);
  });
});
