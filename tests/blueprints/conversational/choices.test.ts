import assert from "node:assert/strict";
import type { StackPreview } from "@plinth/engine";
import { STORES } from "../../../blueprints/conversational/vector-store";
import { type Config, exampleConfig, previewConfig } from "../../support/blueprint-examples";
import { findingsOf } from "../../support/pack-findings";

const minimal = exampleConfig("conversational", "minimal");
const production = exampleConfig("conversational", "production");

/** What holds the vectors of each kind of store, and how a knowledge base is told of it. */
const KINDS: Readonly<Record<string, readonly [type: string, storage: string]>> = {
  "s3-vectors": ["aws:s3/vectorsIndex:VectorsIndex", "S3_VECTORS"],
  "aurora-pgvector": ["aws:rds/cluster:Cluster", "RDS"],
  "opensearch-serverless": ["aws:opensearch/serverlessCollection:ServerlessCollection", "OPENSEARCH_SERVERLESS"],
};

function typesOf({ resources }: StackPreview): ReadonlySet<string> {
  return new Set(resources.map(({ type }) => type));
}

describe("the choices of conversational", () => {
  it("are every store that is tried here", () => {
    assert.deepEqual(Object.keys(STORES), Object.keys(KINDS));
  });

  for (const [vectorStore, [type, storage]] of Object.entries(KINDS)) {
    for (const [example, config] of Object.entries({ minimal, production })) {
      it(`${vectorStore}, ${example}: is the store that the knowledge base searches, and breaks no rule`, async () => {
        const chosen: Config = { ...config, "plinth:vectorStore": vectorStore };
        const preview = await previewConfig(chosen);
        const types = typesOf(preview);
        const base = preview.resources.find((r) => r.type === "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase");

        assert.deepEqual(findingsOf(chosen, preview), []);
        assert.equal(Object(base?.inputs.storageConfiguration).type, storage);
        assert.deepEqual(
          Object.values(KINDS).flatMap(([other]) => (types.has(other) ? [other] : [])),
          [type],
        );
      });
    }
  }

  it("image, build: the deployment builds it, and breaks no rule", async () => {
    const chosen: Config = { ...production, "plinth:image": "build" };
    const preview = await previewConfig(chosen);

    assert.deepEqual(findingsOf(chosen, preview), []);
    assert.equal(typesOf(preview).has("docker-build:index:Image"), true);
  });
});
