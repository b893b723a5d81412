import assert from "node:assert/strict";
import { chooseVectorStore, type VectorStoreRequirements } from "../../../../components/choices/choose-vector-store";
import { VECTOR_STORE_KINDS, type VectorStoreKind } from "../../../../components/data/vector-store";
import { PlinthError } from "../../../../standards";

const few: VectorStoreRequirements = {
  vectors: 200_000,
  searchesPerSecond: 5,
  searchMilliseconds: 2_000,
  region: "eu-west-1",
};

const TABLE: readonly (readonly [
  situation: string,
  change: Partial<VectorStoreRequirements>,
  choice: VectorStoreKind | undefined,
])[] = [
  ["few documents that wait for nobody", {}, "s3-vectors"],
  ["a knowledge base over them", { knowledgeBase: true }, "s3-vectors"],
  ["a billion vectors that may take a second", { vectors: 1_000_000_000 }, "s3-vectors"],
  ["no money before anybody searches", { monthlyUsd: 0 }, "s3-vectors"],
  ["a conversation that waits for the search", { searchMilliseconds: 200 }, "aurora-pgvector"],
  ["names and numbers beside meaning", { fullText: true }, "aurora-pgvector"],
  ["the same under a knowledge base", { fullText: true, knowledgeBase: true }, "aurora-pgvector"],
  ["customers and contracts in one query", { joins: true }, "aurora-pgvector"],
  ["a region without S3 Vectors", { unavailable: ["s3-vectors"] }, "aurora-pgvector"],
  ["words in more than a database's memory", { fullText: true, vectors: 50_000_000 }, "opensearch-serverless"],
  ["a thousand searches a second", { searchesPerSecond: 1_000 }, "opensearch-serverless"],
  [
    "an organisation without databases",
    { fullText: true, knowledgeBase: true, unavailable: ["aurora-pgvector"] },
    "opensearch-serverless",
  ],
  ["a load that nothing serverless takes", { searchesPerSecond: 5_000 }, "opensearch-domain"],
  ["the fastest answers", { searchMilliseconds: 50 }, "opensearch-domain"],
  ["a contract with Pinecone", { vendor: "pinecone" }, "pinecone"],
  ["what runs on Weaviate already", { vendor: "weaviate" }, "weaviate"],
  ["Pinecone where it has no private endpoint", { vendor: "pinecone", region: "eu-north-1" }, undefined],
  ["a knowledge base over Pinecone", { vendor: "pinecone", knowledgeBase: true }, undefined],
  ["words for nothing", { fullText: true, monthlyUsd: 50 }, undefined],
  ["joins over a billion vectors", { joins: true, vectors: 1_000_000_000 }, undefined],
];

describe("chooseVectorStore", () => {
  for (const [situation, change, choice] of TABLE) {
    it(`chooses ${choice ?? "nothing"} for ${situation}`, () => {
      const answer = chooseVectorStore({ ...few, ...change });
      const others = answer.alternatives.map(({ kind }) => kind);

      assert.equal(answer.choice, choice);
      assert.deepEqual([...others, ...(choice ? [choice] : [])].sort(), [...VECTOR_STORE_KINDS].sort());
      assert.ok(answer.alternatives.every(({ reason }) => reason.length > 0));
    });
  }

  it("tells why, and why not the others", () => {
    assert.deepEqual(chooseVectorStore({ ...few, fullText: true, monthlyUsd: 300 }), {
      choice: "aurora-pgvector",
      reason: "one PostgreSQL holds vectors, words and relational data, and scales down to half a capacity unit",
      alternatives: [
        { kind: "s3-vectors", reason: "knows no search by words" },
        { kind: "opensearch-serverless", reason: "costs $350 a month before anybody searches" },
        {
          kind: "opensearch-domain",
          reason: "costs $580 a month before anybody searches",
        },
        { kind: "weaviate", reason: "is chosen only for a contract with Weaviate" },
        {
          kind: "pinecone",
          reason: "is chosen only for a contract with Pinecone; costs $500 a month before anybody searches",
        },
      ],
    });
  });

  it("tells what a store asks for that would do, too", () => {
    const { alternatives } = chooseVectorStore(few);

    assert.equal(
      alternatives.find(({ kind }) => kind === "opensearch-serverless")?.reason,
      "pays for capacity units around the clock, and s3-vectors does without",
    );
  });

  it("tells which store is nearest where none will do", () => {
    assert.equal(
      chooseVectorStore({ ...few, fullText: true, joins: true, monthlyUsd: 50 }).reason,
      "nothing meets them all; aurora-pgvector is nearest, but costs $88 a month before anybody searches",
    );
  });

  it("refuses every requirement that is none, at once", () => {
    const strange = JSON.parse('{"vendor":"other","unavailable":["faiss"]}');
    const asked = { vectors: 0.5, searchesPerSecond: 0, searchMilliseconds: -1, monthlyUsd: -1, region: "Ireland" };

    assert.throws(
      () => chooseVectorStore({ ...asked, ...strange }),
      (error) =>
        error instanceof PlinthError &&
        error.faults.map(({ path }) => path.replace("requirements.", "")).join() ===
          "vectors,searchesPerSecond,searchMilliseconds,monthlyUsd,region,vendor,unavailable",
    );
  });
});
