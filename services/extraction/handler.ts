import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { TextractClient } from "@aws-sdk/client-textract";
import { type Completion, converse } from "@plinth/service-runtime/converse";
import { abortAt, deadlineOf } from "@plinth/service-runtime/deadline";
import type { Context } from "@plinth/service-runtime/handler";
import { log } from "@plinth/service-runtime/log";
import { text } from "@plinth/service-runtime/settings";
import { stopFault } from "@plinth/service-runtime/stop-reason";
import * as z from "zod/mini";
import { type DocumentText, documentOf, readDocument } from "./document";
import { type Doubt, doubtsOf, type FieldReader, fieldReader, type Reading } from "./fields";
import { instructions } from "./instructions";
import type { Settings } from "./settings";

/** Result for the workflow, which also stores it. */
export interface Extraction {
  /** Version of this format. */
  readonly version: 1;
  /** Time of the extraction, ISO 8601. */
  readonly at: string;
  /** `unsure` sends the document to a reviewer. */
  readonly outcome: "sure" | "unsure";
  /** Reasons for `unsure`. Empty for `sure`. */
  readonly doubts: readonly Doubt[];
  /** Fields by name. Empty if the document or the answer could not be read. */
  readonly fields: Reading["fields"];
  /** Number of pages. */
  readonly pages: number;
  /** Model that read the fields; `null` if no model was invoked. */
  readonly modelId: string | null;
  /** ID and version of the guardrail: `a1b2c3d4:3`. */
  readonly guardrail: string;
  /** Tokens of the prompt. 0 if no model was invoked. */
  readonly inputTokens: number;
  /** Tokens of the answer. 0 if no model was invoked. */
  readonly outputTokens: number;
}

/** Handler of the function. */
export type ExtractionHandler = (
  event: unknown,
  context: Pick<Context, "getRemainingTimeInMillis">,
) => Promise<Extraction>;

/** Clients that the handler uses. */
export interface Services {
  /** Client of the models. */
  readonly bedrock: BedrockRuntimeClient;
  /** Client that reads the results of a job. */
  readonly textract: TextractClient;
}

const request = z.union([
  /** From the workflow: a job of Amazon Textract that has ended. */
  z.strictObject({ documentId: text, jobId: text }),
  /** From an evaluation: the document's text, line by line. */
  z.strictObject({ documentId: text, text }),
]);

/** Time that is left for the result after the models' deadline. */
const REPLY_TIME_MS = 2_000;

/** Extracts a document's fields with a model and decides whether a reviewer must check them. */
export function createHandler({ bedrock, textract }: Services, settings: Settings): ExtractionHandler {
  const reader = fieldReader(settings.FIELDS);
  const prompt = { instructions: instructions(settings.DOCUMENTS, settings.FIELDS), schema: reader.schema };

  return async (event, context) => {
    const input = z.parse(request, event);
    const { documentId } = input;
    const startedAt = new Date();
    const deadline = deadlineOf(context, REPLY_TIME_MS);
    const document =
      "text" in input ? documentOf(input.text) : await readDocument(textract, input.jobId, abortAt(deadline));
    const fault = faultOf(document);
    const completion = fault
      ? undefined
      : await converse(
          bedrock,
          settings,
          { ...prompt, text: document.lines.map((line) => line.text).join("\n"), metadata: { documentId } },
          deadline,
        );
    const { doubts, fields } = completion
      ? judge(completion, document, reader)
      : { doubts: fault ? [fault] : [], fields: {} };
    const extraction: Extraction = {
      version: 1,
      at: startedAt.toISOString(),
      outcome: doubts.length === 0 ? "sure" : "unsure",
      doubts,
      fields,
      pages: document.pages,
      modelId: completion?.modelId ?? null,
      guardrail: `${settings.GUARDRAIL_ID}:${settings.GUARDRAIL_VERSION}`,
      inputTokens: completion?.inputTokens ?? 0,
      outputTokens: completion?.outputTokens ?? 0,
    };
    logExtraction(documentId, extraction, Date.now() - startedAt.getTime());
    return extraction;
  };
}

function logExtraction(documentId: string, extraction: Extraction, durationMs: number): void {
  const { outcome, doubts, pages, modelId, inputTokens, outputTokens } = extraction;
  log("info", outcome, {
    documentId,
    doubts: doubts.join(", "),
    pages,
    modelId: modelId ?? undefined,
    inputTokens,
    outputTokens,
    durationMs,
  });
}

/** Reason not to invoke a model. */
function faultOf({ lines, tooLong }: DocumentText): Doubt | undefined {
  return tooLong ? "too-long" : lines.length === 0 ? "no-text" : undefined;
}

/** Fields in the model's answer, and the doubts about them. */
function judge(
  { stopReason, text }: Completion,
  document: DocumentText,
  reader: FieldReader,
): Pick<Extraction, "doubts" | "fields"> {
  const noFields = (doubt: Doubt) => ({ doubts: [doubt], fields: {} });
  const fault = stopFault(stopReason);
  if (fault) return noFields(fault);
  const reading = reader.read(text);
  if (!reading) return noFields("malformed");
  return { doubts: doubtsOf(reading, document), fields: reading.fields };
}
