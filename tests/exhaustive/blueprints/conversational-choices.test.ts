import assert from "node:assert/strict";
import type { StackPreview } from "@plinth/engine";
import { STORES } from "../../../blueprints/conversational/vector-store";
import { type Config, exampleConfig, previewConfig } from "../../support/blueprint-examples";
import { NETWORK_IDS } from "../../support/network";
import { findingsOf, violationsOf } from "../../support/pack-findings";

const minimal = exampleConfig("conversational", "minimal");
const production = exampleConfig("conversational", "production");
const twoRegions = exampleConfig("conversational", "two-regions");

const keyIn = (region: unknown) => `arn:aws:kms:${region}:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** Rules whose answer is in a network that another stack manages. */
const UNSEEN = ["inference-compute-has-no-internet-path", "vpc-endpoints-serve-the-workload"];

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
    for (const [example, config] of Object.entries({ minimal, twoRegions })) {
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

  for (const vectorStore of Object.keys(KINDS)) {
    it(`${vectorStore} over networks and keys of others: breaks no rule that can be judged from here`, async () => {
      const second = Object(twoRegions["plinth:secondRegion"]);
      const chosen: Config = {
        ...twoRegions,
        "plinth:vectorStore": vectorStore,
        "plinth:network": { existing: NETWORK_IDS },
        "plinth:keyArn": keyIn(twoRegions["aws:region"]),
        "plinth:secondRegion": { ...second, network: { existing: NETWORK_IDS }, keyArn: keyIn(second.region) },
      };
      const preview = await previewConfig(chosen);
      const unseen = new Set(findingsOf(chosen, preview).map((finding) => finding.split(":")[0]));

      assert.equal(typesOf(preview).has("aws:ec2/vpc:Vpc"), false);
      assert.deepEqual(violationsOf(chosen, preview), []);
      assert.deepEqual([...unseen].sort(), UNSEEN);
    });
  }

  it("second region: has its own certificate, the same image in its own registry, and copies of what people bring", async () => {
    const { resources } = await previewConfig(twoRegions);
    const inputsOf = (type: string) => resources.filter((r) => r.type === type).map(({ inputs }) => inputs);
    const certificates = inputsOf("aws:lb/listener:Listener").map(({ certificateArn }) => certificateArn);
    const images = inputsOf("aws:ecs/taskDefinition:TaskDefinition").map(
      ({ containerDefinitions }) => JSON.parse(String(containerDefinitions))[0].image,
    );
    const copied = inputsOf("aws:s3/bucketReplicationConfig:BucketReplicationConfig").map(({ bucket }) => bucket);
    const home = String(twoRegions["plinth:image"]);

    assert.deepEqual(certificates, [
      twoRegions["plinth:certificateArn"],
      Object(twoRegions["plinth:secondRegion"]).certificateArn,
    ]);
    assert.deepEqual(images, [home, home.replace("eu-west-1", "eu-central-1")]);
    assert.deepEqual(copied.sort(), ["adviser-prod-documents-210987654321", "adviser-prod-golden-210987654321"]);
  });

  it("discovery: Macie looks through confidential documents in production, or as it is told", async () => {
    const macie = async (config: Config, change: Config = {}) => {
      const types = (await previewConfig({ ...config, ...change })).resources.map(({ type }) => type);
      return ["aws:macie2/account:Account", "aws:macie2/classificationJob:ClassificationJob"].map(
        (wanted) => types.filter((type) => type === wanted).length,
      );
    };

    assert.deepEqual(await macie(production), [1, 1]);
    assert.deepEqual(await macie(production, { "plinth:discovery": "account" }), [0, 1]);
    assert.deepEqual(await macie(production, { "plinth:discovery": "off" }), [0, 0]);
    assert.deepEqual(await macie(minimal), [0, 0]);
  });
});
