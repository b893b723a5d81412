/** Fields of a search index, as a Bedrock knowledge base calls them; code that searches by itself uses the same. */
export const SEARCH_FIELDS = { vectorField: "vector", textField: "text", metadataField: "metadata" } as const;

/**
 * Bedrock demands HNSW of faiss: https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html
 * (read 2026-11). Titan writes vectors of length one, for which the nearest by `l2` is the nearest by cosine.
 */
const GRAPH = { engine: "faiss", space: "l2", searched: 512, built: 512, neighbours: 16 } as const;

/** What an index of OpenSearch Serverless is made of, in CloudFormation's words. Metadata is kept, not searched. */
export function indexDefinition(dimensions: number) {
  return {
    Settings: { Index: { Knn: true, KnnAlgoParamEfSearch: GRAPH.searched } },
    Mappings: {
      Properties: {
        [SEARCH_FIELDS.vectorField]: {
          Type: "knn_vector",
          Dimension: dimensions,
          Method: {
            Name: "hnsw",
            Engine: GRAPH.engine,
            SpaceType: GRAPH.space,
            Parameters: { EfConstruction: GRAPH.built, M: GRAPH.neighbours },
          },
        },
        [SEARCH_FIELDS.textField]: { Type: "text", Index: true },
        [SEARCH_FIELDS.metadataField]: { Type: "text", Index: false },
      },
    },
  };
}

/** The same index in OpenSearch's own words, with a copy in every other zone. */
export function indexBody(dimensions: number, zones: number) {
  return {
    settings: { index: { knn: true, number_of_replicas: zones - 1 } },
    mappings: {
      properties: {
        [SEARCH_FIELDS.vectorField]: {
          type: "knn_vector",
          dimension: dimensions,
          method: {
            name: "hnsw",
            engine: GRAPH.engine,
            space_type: GRAPH.space,
            parameters: { ef_construction: GRAPH.built, m: GRAPH.neighbours },
          },
        },
        [SEARCH_FIELDS.textField]: { type: "text", index: true },
        [SEARCH_FIELDS.metadataField]: { type: "text", index: false },
      },
    },
  } as const;
}
