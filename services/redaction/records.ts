import { parseJson } from "@plinth/service-runtime/json";

/**
 * The members that redaction reads of a record in Bedrock's invocation log.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html (read 2026-11).
 */
export interface InvocationRecord {
  /** Kind of the record. Other kinds are skipped. */
  readonly schemaType: "ModelInvocationLog";
  /** Time of the invocation, ISO 8601. */
  readonly timestamp: string;
  /** ID of the model request. */
  readonly requestId: string;
  /** ID or ARN of the model, as the caller gave it. */
  readonly modelId: string;
  /** The request. `inputBodyJson` has the model's own format. */
  readonly input?: { readonly inputBodyJson?: unknown };
  /** The response. `outputBodyJson` has the model's own format, a list of chunks if it was streamed. */
  readonly output?: { readonly outputBodyJson?: unknown };
}

/** Records of an object with one record a line. Lines that are not records are skipped. */
export function recordsIn(lines: string): InvocationRecord[] {
  return lines.split("\n").flatMap((line) => {
    const record = parseJson(line);
    return isRecord(record) ? [record] : [];
  });
}

/** Members that hold text in the request and response formats of Bedrock's models. */
const TEXT_MEMBERS = new Set(["completion", "content", "generation", "inputText", "outputText", "prompt", "text"]);

/** All text of a request, in any model's format, one part a line. */
export function textOfRequest(body: unknown): string {
  return textsOf(body).join("\n");
}

/** All text of a response, in any model's format. The chunks of a streamed response are joined in order. */
export function textOfAnswer(body: unknown): string {
  return textsOf(body).join("");
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return Object.entries(Object(value) as Record<string, unknown>).flatMap(([member, inner]) => {
    if (typeof inner === "string") return TEXT_MEMBERS.has(member) ? [inner] : [];
    return textsOf(inner);
  });
}

function isRecord(value: unknown): value is InvocationRecord {
  const { schemaType, timestamp, requestId, modelId } = Object(value) as Partial<InvocationRecord>;
  return schemaType === "ModelInvocationLog" && [timestamp, requestId, modelId].every((id) => typeof id === "string");
}
