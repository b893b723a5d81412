import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { auditEvent, lineageEvent, OPEN_LINEAGE } from "@plinth/standards/events";
import { EVENTS, type EventName, eventJsonSchema } from "../../../../standards/events/json-schema";

const EVENT_SCHEMAS = join(__dirname, "../../../../standards/events");
const AT = "2026-11-22T18:49:00.000Z";
const ID = "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0";

const answered = {
  version: 1,
  at: AT,
  workload: "support",
  environment: "prod",
  eventId: ID,
  actor: { kind: "workload", id: "support" },
  action: "answered",
  subject: { kind: "message", id: "m-1" },
  outcome: "succeeded",
  modelId: "anthropic.claude-sonnet-4-5",
  guardrail: "a1b2c3d4e5:1",
  inputTokens: 1200,
  details: { articles: 2 },
};

const ingested = {
  eventTime: AT,
  producer: "https://example.com/ingestion/1.0.0",
  schemaURL: OPEN_LINEAGE,
  eventType: "COMPLETE",
  run: { runId: ID },
  job: { namespace: "support-prod", name: "ingestion" },
  inputs: [{ namespace: "s3://support-prod-knowledge-210987654321", name: "articles/returns.md" }],
  outputs: [
    {
      namespace: "arn:aws:s3vectors:eu-west-1:210987654321:bucket/support-prod-vectors",
      name: "support-prod-vectors",
      facets: {
        version: {
          _producer: "https://example.com/ingestion/1.0.0",
          _schemaURL: "https://openlineage.io/spec/facets/1-0-1/DatasetVersionDatasetFacet.json",
          datasetVersion: "3",
        },
      },
    },
  ],
};

describe("the schemas of events", () => {
  for (const name of Object.keys(EVENTS) as EventName[]) {
    it(`of ${name} are what services in other languages read`, () => {
      assert.deepEqual(
        JSON.parse(readFileSync(join(EVENT_SCHEMAS, `${name}.schema.json`), "utf8")),
        JSON.parse(eventJsonSchema(name)),
        "stale: npm run generate -- schemas",
      );
    });
  }

  it("take an audit event, and a lineage event as OpenLineage has them", () => {
    assert.deepEqual(auditEvent.parse(answered), answered);
    assert.deepEqual(lineageEvent.parse(ingested), ingested);
  });

  it("refuses text of a customer's in an audit event, wherever it stands", () => {
    const quoting = { ...answered, details: { question: "Where is my order?" } };
    const extended = { ...answered, prompt: "Where is my order?" };

    for (const event of [quoting, extended]) assert.equal(auditEvent.safeParse(event).success, false);
  });

  it("refuses a lineage event that names another version of the schema, and one without a run", () => {
    const other = { ...ingested, schemaURL: OPEN_LINEAGE.replace("2-0-2", "1-0-0") };
    const { run, ...homeless } = ingested;

    assert.equal(run.runId, ID);
    for (const event of [other, homeless]) assert.equal(lineageEvent.safeParse(event).success, false);
  });
});
