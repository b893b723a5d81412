import { eventMessage } from "./event-stream";
import { type FakeRequest, type FakeResponse, FakeServer } from "./server";

/** A model's answer to one call. The last one is repeated. */
export type Turn =
  /** Text and stop reason. Default of the stop reason: `end_turn`. */
  | { readonly text: string; readonly stopReason?: string }
  /** Text in pieces, for a stream. */
  | {
      readonly pieces: readonly string[];
      readonly stopReason?: string;
      /** Awaited before the last piece. */
      readonly until?: Promise<unknown>;
      /** Exception after the last piece, instead of the end of the stream. */
      readonly breaks?: string;
    }
  /** Any content, such as tool calls. */
  | { readonly content: readonly object[]; readonly stopReason: string }
  /** An error: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_Errors. */
  | { readonly error: string; readonly status: number; readonly message?: string }
  /** No answer, until the caller gives up. */
  | { readonly silent: true };

type Answered = Exclude<Turn, { readonly error: string } | { readonly silent: true }>;

/** A call of Converse or ConverseStream. */
export interface ModelCall {
  readonly path: string;
  readonly modelId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const ADDRESS = /\b\w{1,20}@example\.com/g;

/**
 * Bedrock's runtime and agent runtime: Converse, ConverseStream, ApplyGuardrail (which masks addresses of `example.com`) and
 * Retrieve.
 */
export class FakeBedrock {
  /** Calls of models. */
  readonly calls: ModelCall[] = [];
  /** Calls of ApplyGuardrail. */
  readonly assessed: { readonly path: string; readonly source: string; readonly text: string }[] = [];
  /** Whether ApplyGuardrail is unavailable. */
  isGuardrailDown = false;
  /** Results of Retrieve. */
  passages: readonly { readonly uri: string; readonly text: string }[] = [];
  readonly #server = new FakeServer((request) => this.#respond(request), "http2");
  #turns: readonly Turn[] = [];

  start(): Promise<string> {
    return this.#server.start();
  }

  stop(): void {
    this.#server.stop();
  }

  /** Sets the models' answers and forgets the calls so far. */
  answer(...turns: readonly Turn[]): void {
    this.#turns = turns;
    this.calls.length = 0;
  }

  #respond({ path, json }: FakeRequest): FakeResponse | undefined {
    if (path.startsWith("/knowledgebases/")) return { body: { retrievalResults: this.passages.map(resultOf) } };
    if (path.startsWith("/guardrail/")) return this.#applyGuardrail(path, json);
    const [, modelId, operation] = /^\/model\/(.+)\/(converse|converse-stream)$/.exec(path) ?? [];
    if (modelId === undefined) return failure("UnknownOperationException", 404);
    this.calls.push({ path, modelId, body: json });
    const turn = this.#turns[Math.min(this.calls.length, this.#turns.length) - 1];
    if (!turn || "silent" in turn) return undefined;
    if ("error" in turn) return failure(turn.error, turn.status, turn.message);
    return operation === "converse"
      ? { body: completionOf(turn) }
      : { headers: { "content-type": "application/vnd.amazon.eventstream" }, body: streamOf(turn) };
  }

  #applyGuardrail(path: string, { source, content }: FakeRequest["json"]): FakeResponse {
    const text = String(Object(content)[0].text.text);
    this.assessed.push({ path, source: String(source), text });
    if (this.isGuardrailDown) return failure("ServiceUnavailableException", 503);
    const addresses = text.match(ADDRESS) ?? [];
    const piiEntities = addresses.map((match) => ({ type: "EMAIL", match, action: "ANONYMIZED" }));
    return {
      body: {
        action: addresses.length > 0 ? "GUARDRAIL_INTERVENED" : "NONE",
        outputs: addresses.length > 0 ? [{ text: text.replaceAll(ADDRESS, "{EMAIL}") }] : [],
        usage: {},
        assessments: [{ sensitiveInformationPolicy: { piiEntities, regexes: [] } }],
      },
    };
  }
}

const USAGE = { inputTokens: 1200, outputTokens: 80, totalTokens: 1280 };
const METRICS = { latencyMs: 900 };

function failure(type: string, status: number, message = type): FakeResponse {
  return { status, headers: { "x-amzn-errortype": type }, body: { message } };
}

function resultOf({ uri, text }: FakeBedrock["passages"][number]): object {
  return { content: { text }, location: { type: "S3", s3Location: { uri } }, score: 0.8 };
}

function piecesOf(turn: Answered): readonly string[] {
  if ("pieces" in turn) return turn.pieces;
  return "text" in turn ? [turn.text] : [];
}

function completionOf(turn: Answered): object {
  const content = "content" in turn ? turn.content : [{ text: piecesOf(turn).join("") }];
  return {
    output: { message: { role: "assistant", content } },
    stopReason: turn.stopReason ?? "end_turn",
    usage: USAGE,
    metrics: METRICS,
  };
}

async function* streamOf(turn: Answered): AsyncGenerator<Uint8Array> {
  const pieces = piecesOf(turn);
  yield eventMessage("messageStart", { role: "assistant" });
  for (const [index, text] of pieces.entries()) {
    if (index === pieces.length - 1 && "until" in turn) await turn.until;
    yield eventMessage("contentBlockDelta", { contentBlockIndex: 0, delta: { text } });
  }
  if ("breaks" in turn && turn.breaks) {
    yield eventMessage(turn.breaks, { message: turn.breaks }, "exception");
    return;
  }
  yield eventMessage("contentBlockStop", { contentBlockIndex: 0 });
  yield eventMessage("messageStop", { stopReason: turn.stopReason ?? "end_turn" });
  yield eventMessage("metadata", { usage: USAGE, metrics: METRICS });
}
