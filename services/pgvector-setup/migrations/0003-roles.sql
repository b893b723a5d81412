-- Who searches cannot write, and who writes owns nothing. Their passwords are set from their secrets.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vector_reader') THEN CREATE ROLE vector_reader LOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vector_writer') THEN CREATE ROLE vector_writer LOGIN; END IF;
END $$

ALTER ROLE vector_reader SET default_transaction_read_only = on

REVOKE CREATE ON SCHEMA public FROM PUBLIC

GRANT USAGE ON SCHEMA bedrock_integration TO vector_reader, vector_writer

GRANT SELECT ON bedrock_integration.bedrock_kb TO vector_reader

GRANT SELECT, INSERT, UPDATE, DELETE ON bedrock_integration.bedrock_kb TO vector_writer
