/** Fields of a search index, for Bedrock knowledge bases and for code that searches directly. */
export const SEARCH_FIELDS = { vectorField: "vector", textField: "text", metadataField: "metadata" } as const;

/**
 * Body of the request that creates a search index. Bedrock requires the engine faiss with HNSW, a searchable text field
 * and an unindexed metadata field: https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html (read
 * 2026-11). Titan normalises its vectors, so `l2` and cosine order them alike.
 * @param settings Index settings in addition to those of vectors.
 */
export function indexBody(dimensions: number, settings: Readonly<Record<string, number>> = {}) {
  return {
    settings: { index: { knn: true, "knn.algo_param.ef_search": 512, ...settings } },
    mappings: {
      properties: {
        [SEARCH_FIELDS.vectorField]: {
          type: "knn_vector",
          dimension: dimensions,
          method: {
            name: "hnsw",
            engine: "faiss",
            space_type: "l2",
            parameters: { ef_construction: 512, m: 16 },
          },
        },
        [SEARCH_FIELDS.textField]: { type: "text", index: true },
        [SEARCH_FIELDS.metadataField]: { type: "text", index: false },
      },
    },
  } as const;
}
