-- Neighbours by meaning, words, and filters.

CREATE INDEX IF NOT EXISTS bedrock_kb_embedding ON bedrock_integration.bedrock_kb
  USING hnsw (embedding vector_cosine_ops) WITH (ef_construction = 256)

CREATE INDEX IF NOT EXISTS bedrock_kb_chunks ON bedrock_integration.bedrock_kb
  USING gin (to_tsvector('simple', chunks))

CREATE INDEX IF NOT EXISTS bedrock_kb_custom_metadata ON bedrock_integration.bedrock_kb
  USING gin (custom_metadata)
