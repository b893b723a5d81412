/** Fields of a search index, as a Bedrock knowledge base calls them; code that searches by itself uses the same. */
export const SEARCH_FIELDS = { vectorField: "vector", textField: "text", metadataField: "metadata" } as const;

/**
 * What a search index is made of, in CloudFormation's words. Bedrock demands HNSW of faiss, words that can be searched and
 * metadata that is only kept: https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html (read 2026-11).
 * Titan writes vectors of length one, for which the nearest by `l2` is the nearest by cosine.
 */
export function indexDefinition(dimensions: number) {
  return {
    Settings: { Index: { Knn: true, KnnAlgoParamEfSearch: 512 } },
    Mappings: {
      Properties: {
        [SEARCH_FIELDS.vectorField]: {
          Type: "knn_vector",
          Dimension: dimensions,
          Method: {
            Name: "hnsw",
            Engine: "faiss",
            SpaceType: "l2",
            Parameters: { EfConstruction: 512, M: 16 },
          },
        },
        [SEARCH_FIELDS.textField]: { Type: "text", Index: true },
        [SEARCH_FIELDS.metadataField]: { Type: "text", Index: false },
      },
    },
  };
}
