import assert from "node:assert/strict";
import {
  DocumentProcessing,
  type DocumentProcessingArgs,
} from "../../../../blueprints/document-processing/document-processing";
import { preview } from "../../../support/preview";
import { type Answers, type Definition, definitionIn, execute, failing } from "../../../support/state-machine";
import { workload } from "../../../support/workload";

const valid: DocumentProcessingArgs = {
  workload,
  documents: "supplier invoices",
  fields: { number: "text", total: "number" },
  models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
  expectedMonthlyInferenceUsd: 500,
};

/** What EventBridge tells of a new object. */
const event = {
  bucket: { name: "invoices-prod-inbox-210987654321" },
  object: { key: "2026/invoice-1.pdf", "version-id": "v1", size: 4711 },
};

const reading = { outcome: "sure", doubts: [], fields: { number: { value: "4711" } } };

async function definition(change: Partial<DocumentProcessingArgs> = {}): Promise<Definition> {
  return definitionIn(await preview(() => void new DocumentProcessing("invoices", { ...valid, ...change })));
}

/** Everything goes well, and what was written and sent is kept. */
function services(change: Answers = {}) {
  const kept: Record<string, unknown>[] = [];
  const answers: Answers = {
    Read: () => ({ JobId: "job-1" }),
    "Read: look": () => ({ JobStatus: "SUCCEEDED" }),
    Extract: () => ({ Payload: reading }),
    Review: (notice) => void kept.push(notice),
    "Review: decision": () => ({ reviewer: "ada", comment: "", changes: { total: 119 } }),
    Keep: (record) => void kept.push(record),
    "Keep reviewed": (record) => void kept.push(record),
    "Keep rejection": (record) => void kept.push(record),
    "Set aside": (message) => void kept.push(message),
    ...change,
  };
  return { answers, kept };
}

const unsure = () => ({ Payload: { ...reading, outcome: "unsure", doubts: ["missing: total"] } });

describe("the workflow of document-processing", () => {
  let whenUnsure: Definition;
  before(async () => {
    whenUnsure = await definition();
  });

  it("keeps what nothing speaks against, without a person", async () => {
    const { answers, kept } = services();
    const { path, failure } = await execute(whenUnsure, event, answers);

    assert.equal(failure, undefined);
    assert.deepEqual(path, [
      "Read",
      "Read: wait",
      "Read: look",
      "Read: count",
      "Read: done?",
      "Extract",
      "Is it sure?",
      "Keep",
    ]);
    assert.deepEqual(kept, [
      {
        Bucket: "support-prod-invoices-records-objects-210987654321",
        Key: "accepted/2026/invoice-1.pdf/v1.json",
        Body: {
          outcome: "accepted",
          execution: "execution-1",
          document: { bucket: event.bucket.name, key: event.object.key, version: "v1" },
          extraction: reading,
          review: null,
        },
        ContentType: "application/json",
        ChecksumAlgorithm: "SHA256",
      },
    ]);
  });

  it("is known in a preview, before anything has been created, and what its roles may do is too", async () => {
    const test = await preview(() => void new DocumentProcessing("invoices", valid), { unknowns: true });
    const policies = test.resources.all("aws:iam/rolePolicy:RolePolicy");
    const unknown = policies.filter(
      ({ inputs }) => typeof inputs.policy !== "string" || !inputs.policy.startsWith("{"),
    );

    assert.deepEqual(definitionIn(test), whenUnsure);
    // It names a version of the guardrail, which AWS assigns; the statement has a document of its own for that.
    assert.deepEqual(
      unknown.map(({ name }) => name),
      ["invoices-models-guardrail-required-invoices-extract"],
    );
  });

  it("looks again until Textract has read the document", async () => {
    let looks = 0;
    const { answers } = services({ "Read: look": () => ({ JobStatus: ++looks < 3 ? "IN_PROGRESS" : "SUCCEEDED" }) });
    const { path } = await execute(whenUnsure, event, answers);

    assert.equal(path.filter((state) => state === "Read: look").length, 3);
    assert.equal(path.at(-1), "Keep");
  });

  it("sets a document aside that Textract never finishes, and fails", async () => {
    let looks = 0;
    const { answers, kept } = services({
      "Read: look": () => {
        looks += 1;
        return { JobStatus: "IN_PROGRESS" };
      },
    });
    const { path, failure } = await execute(whenUnsure, event, answers);

    assert.equal(looks, 180);
    assert.deepEqual(path.slice(-3), ["Read: unreadable", "Set aside", "Failed"]);
    assert.match(String(failure), /DocumentNotRead|did not read/);
    assert.deepEqual(Object(kept[0]).MessageBody.error, {
      Error: "DocumentNotRead",
      Cause: "Amazon Textract did not read the document",
    });
  });

  it("has a person approve what is in doubt, and keeps the corrections with the reading", async () => {
    let asked: Record<string, unknown> = {};
    const { answers, kept } = services({
      Extract: unsure,
      "Review: decision": (message) => {
        asked = message;
        return { reviewer: "ada", comment: "", changes: { total: 119 } };
      },
    });
    const { path } = await execute(whenUnsure, event, answers);
    const body = Object(asked.MessageBody);

    assert.deepEqual(path.slice(-4), ["Is it sure?", "Review", "Review: decision", "Keep reviewed"]);
    assert.deepEqual([body.taskToken, body.request.document.key], ["token-1", "2026/invoice-1.pdf"]);
    assert.deepEqual(Object(kept[0]).Message, {
      step: "Review",
      execution: "execution-1",
      queue: "support-prod-invoices-review-requests",
    });
    assert.deepEqual(Object(kept[1]).Body.review, { reviewer: "ada", comment: "", changes: { total: 119 } });
    assert.equal(Object(kept[1]).Body.outcome, "accepted");
  });

  for (const [title, error] of [
    ["rejects", "Rejected"],
    ["lets expire", "States.Timeout"],
  ] as const) {
    it(`never accepts what a person ${title}`, async () => {
      const { answers, kept } = services({ Extract: unsure, "Review: decision": failing(error) });
      const { path, failure } = await execute(whenUnsure, event, answers);

      assert.equal(failure, undefined);
      assert.equal(path.at(-1), "Keep rejection");
      assert.equal(Object(kept.at(-1)).Key, "rejected/2026/invoice-1.pdf/v1.json");
    });
  }

  it("tries what passes again, and sets aside what does not", async () => {
    let calls = 0;
    const passing = services({
      Extract: () => (++calls < 3 ? failing("Lambda.TooManyRequestsException")() : { Payload: reading }),
    });
    const lasting = services({ Extract: failing("ModelError") });

    assert.equal((await execute(whenUnsure, event, passing.answers)).path.at(-1), "Keep");
    assert.equal(calls, 3);
    assert.deepEqual((await execute(whenUnsure, event, lasting.answers)).path.slice(-2), ["Set aside", "Failed"]);
    assert.equal(Object(lasting.kept[0]).MessageBody.error.Error, "ModelError");
  });

  it("has a person look at every document of a regulated workload", async () => {
    const { States } = await definition({ workload: { ...workload, regulated: true } });

    assert.deepEqual(Object(States.Extract).Next, "Review");
    assert.equal(States.Keep, undefined);
  });
});
