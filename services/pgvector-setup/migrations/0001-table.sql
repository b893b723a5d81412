-- What Bedrock knowledge bases demand of a table, and what a search of one's own uses as well:
-- https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.VectorDB.html (read 2026-11).

CREATE EXTENSION IF NOT EXISTS vector

CREATE SCHEMA IF NOT EXISTS bedrock_integration

CREATE TABLE IF NOT EXISTS bedrock_integration.bedrock_kb (
  id uuid PRIMARY KEY,
  embedding vector({{dimensions}}),
  chunks text,
  metadata json,
  custom_metadata jsonb
)
