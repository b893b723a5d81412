import {
  type ClassifiedBucket,
  type HumanApproval,
  type InferenceFunction,
  type OutputStore,
  type Payload,
  type Step,
  steps,
} from "@plinth/components";

/** What the steps of the workflow use. */
export interface DocumentStepsArgs {
  /** Bucket that documents are put into. */
  readonly inbox: ClassifiedBucket;
  /** The function that reads fields from a document's text. */
  readonly extract: InferenceFunction;
  /** The queue of documents that a person must look at. */
  readonly approval: HumanApproval;
  /** Where records are kept. */
  readonly records: OutputStore;
  /** Whether a person looks at every document, or at those only that the reading is in doubt about. */
  readonly review: "always" | "unsure";
}

/** Which version of which object a record is about; the same object told of twice has one record. */
const DOCUMENT = { "bucket.$": "$.bucket.name", "key.$": "$.object.key", "version.$": "$.object['version-id']" };

/** What every record says. */
const RECORD = { "execution.$": "$$.Execution.Name", document: DOCUMENT, "extraction.$": "$.extracted.value" };

/** From an object's event to the record of what it says. */
export function documentSteps({ inbox, extract, approval, records, review }: DocumentStepsArgs): readonly Step[] {
  const keep = (name: string, outcome: "accepted" | "rejected", body: Payload) =>
    steps.terminal(
      steps.putObject(name, {
        store: records,
        key: `States.Format('${outcome}/{}/{}.json', $.object.key, $.object['version-id'])`,
        body: { outcome, ...RECORD, ...body },
      }),
    );
  const read = [
    steps.readDocument("Read", { bucket: inbox, keyPath: "$.object.key", result: "text" }),
    steps.invoke("Extract", {
      handler: extract,
      payload: { "documentId.$": "$$.Execution.Name", "jobId.$": "$.text.jobId" },
      result: "extracted",
    }),
  ];
  const judged = [
    approval.step("Review", {
      request: { document: DOCUMENT, "extraction.$": "$.extracted.value" },
      result: "review",
      onRejected: "Keep rejection",
    }),
    keep("Keep reviewed", "accepted", { "review.$": "$.review" }),
    keep("Keep rejection", "rejected", { "review.$": "$.error" }),
  ];
  if (review === "always") return [...read, ...judged];
  const isSure = { Variable: "$.extracted.value.outcome", StringEquals: "sure" };
  return [
    ...read,
    steps.choose("Is it sure?", [{ when: isSure, goTo: "Keep" }]),
    ...judged,
    keep("Keep", "accepted", { review: null }),
  ];
}

/** What is told of a document that could not be read: where it is, and what went wrong. */
export const FAILURE = { "execution.$": "$$.Execution.Name", document: DOCUMENT, "error.$": "$.error" };
