import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { TextractClient } from "@aws-sdk/client-textract";
import { type Completion, converse } from "@plinth/service-runtime/converse";
import { log } from "@plinth/service-runtime/log";
import * as z from "zod/mini";
import { type DocumentText, readText, textOf } from "./document";
import { type Doubt, doubtsOf, type Reading, readerOf } from "./fields";
import { instructions } from "./instructions";
import type { Settings } from "./settings";

/** The part of Lambda's context that the handler uses. */
export interface Context {
  getRemainingTimeInMillis(): number;
}

/** What the workflow is told of one document; it is also what is kept. */
export interface Extraction {
  readonly version: 1;
  readonly at: string;
  /** `sure` if nothing speaks against taking it as it is; otherwise a person looks at it. */
  readonly outcome: "sure" | "unsure";
  readonly doubts: readonly Doubt[];
  /** Empty if nothing could be read. */
  readonly fields: Reading["fields"];
  readonly pages: number;
  /** The model that read it; null if none was asked. */
  readonly modelId: string | null;
  readonly guardrail: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export type Handler = (event: unknown, context: Context) => Promise<Extraction>;

export interface Services {
  readonly bedrock: BedrockRuntimeClient;
  readonly textract: TextractClient;
}

const text = z.string().check(z.minLength(1));

const request = z.union([
  /** What a job of Textract has read, from the workflow. */
  z.strictObject({ documentId: text, jobId: text }),
  /** A document's text itself, line by line, from an evaluation. */
  z.strictObject({ documentId: text, text }),
]);

/** Kept back from the models, to answer the workflow with. */
const TIME_TO_ANSWER_MS = 2_000;

/** Reads a document's fields with a model, and says whether a person must look. @throws ModelError if no model answers. */
export function createHandler({ bedrock, textract }: Services, settings: Settings): Handler {
  const reader = readerOf(settings.FIELDS);
  const told = instructions(settings.DOCUMENTS, settings.FIELDS);

  return async (event, context) => {
    const asked = z.parse(request, event);
    const { documentId } = asked;
    const at = new Date();
    const deadline = at.getTime() + context.getRemainingTimeInMillis() - TIME_TO_ANSWER_MS;
    const document =
      "text" in asked
        ? textOf(asked.text)
        : await readText(textract, asked.jobId, AbortSignal.timeout(Math.max(0, deadline - Date.now())));
    const unread = unreadable(document);
    const completion = unread
      ? undefined
      : await converse(
          bedrock,
          settings,
          {
            instructions: told,
            text: document.lines.map(({ text }) => text).join("\n"),
            schema: reader.schema,
            metadata: { documentId },
          },
          deadline,
        );
    const { doubts, fields } = completion
      ? judge(completion, document, reader)
      : { doubts: unread ? [unread] : [], fields: {} };
    const extraction: Extraction = {
      version: 1,
      at: at.toISOString(),
      outcome: doubts.length === 0 ? "sure" : "unsure",
      doubts,
      fields,
      pages: document.pages,
      modelId: completion?.modelId ?? null,
      guardrail: `${settings.GUARDRAIL_ID}:${settings.GUARDRAIL_VERSION}`,
      inputTokens: completion?.inputTokens ?? 0,
      outputTokens: completion?.outputTokens ?? 0,
    };
    log("info", extraction.outcome, {
      documentId,
      doubts: doubts.join(", "),
      pages: document.pages,
      modelId: extraction.modelId ?? undefined,
      inputTokens: extraction.inputTokens,
      outputTokens: extraction.outputTokens,
      durationMs: Date.now() - at.getTime(),
    });
    return extraction;
  };
}

/** Why no model is asked. */
function unreadable({ lines, tooLong }: DocumentText): Doubt | undefined {
  return tooLong ? "too-long" : lines.length === 0 ? "no-text" : undefined;
}

/** What the model read, and what speaks against taking it as it is. */
function judge(
  { stopReason, text }: Completion,
  document: DocumentText,
  reader: ReturnType<typeof readerOf>,
): { readonly doubts: readonly Doubt[]; readonly fields: Reading["fields"] } {
  const nothing = (doubt: Doubt) => ({ doubts: [doubt], fields: {} });
  if (stopReason === "guardrail_intervened" || stopReason === "content_filtered") return nothing("blocked");
  if (stopReason === "max_tokens" || stopReason === "model_context_window_exceeded") return nothing("truncated");
  const reading = stopReason === "end_turn" ? reader.read(text) : undefined;
  if (!reading) return nothing("malformed");
  return { doubts: doubtsOf(reading, document), fields: reading.fields };
}
