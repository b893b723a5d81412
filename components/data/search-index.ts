/** Fields of a search index, as a Bedrock knowledge base calls them; code that searches by itself uses the same. */
export const SEARCH_FIELDS = { vectorField: "vector", textField: "text", metadataField: "metadata" } as const;

/**
 * What a search index is made of, in OpenSearch's own words. Bedrock demands HNSW of
 * faiss, words that can be searched, and metadata that is only kept:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html (read 2026-11). Titan writes vectors of
 * length one, for which the nearest by `l2` is the nearest by cosine.
 * @param settings Of the index, beside those of vectors.
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
