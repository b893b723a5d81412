/**
 * What of a record of Bedrock's the redaction reads.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html (read 2026-11).
 */
export interface InvocationRecord {
  readonly schemaType: "ModelInvocationLog";
  readonly timestamp: string;
  readonly requestId: string;
  readonly modelId: string;
  readonly input?: { readonly inputBodyJson?: unknown };
  readonly output?: { readonly outputBodyJson?: unknown };
}

/** Records of an object, a line each. A line that is none says nothing. */
export function recordsIn(lines: string): InvocationRecord[] {
  return lines.split("\n").flatMap((line) => {
    const record = fromJson(line);
    return isRecord(record) ? [record] : [];
  });
}

/** Members that hold text, in the bodies of the models there are. */
const TEXT_MEMBERS = new Set(["completion", "content", "generation", "inputText", "outputText", "prompt", "text"]);

/** All text of a request, whatever the model calls it, each part on lines of its own. */
export function textOfRequest(body: unknown): string {
  return textsOf(body).join("\n");
}

/** All text of an answer; of a streamed one, its pieces in order. */
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

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
