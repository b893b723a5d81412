import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import * as z from "zod/mini";

/** A tool as the gateway shows it to this agent: what policy denies is not in the list. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

export interface ToolResult {
  readonly text: string;
  readonly isError: boolean;
}

/** The gateway did not answer, or not as it should. It names what happened, never what was sent or said. */
export class GatewayError extends Error {
  constructor(readonly reason: string) {
    super(`gateway: ${reason}`);
    this.name = "GatewayError";
  }
}

/** The gateway would not do it, by policy or because it makes no sense: the model is told so, and goes on without it. */
class RefusedError extends GatewayError {}

/** Credentials, or where they come from. */
export type Credentials = ConstructorParameters<typeof SignatureV4>[0]["credentials"];

/** A tool that answers more would crowd out what the task is about. */
const MOST_CHARACTERS = 20_000;
const MOST_PAGES = 10;

const reply = z.object({ result: z.optional(z.unknown()), error: z.optional(z.object({ code: z.number() })) });
const toolList = z.object({
  tools: z.array(
    z.object({
      name: z.string(),
      description: z._default(z.string(), ""),
      inputSchema: z.record(z.string(), z.unknown()),
    }),
  ),
  nextCursor: z.optional(z.string()),
});
const callResult = z.object({
  content: z.array(z.object({ type: z.string(), text: z.optional(z.string()) })),
  isError: z._default(z.boolean(), false),
});

/**
 * Speaks MCP to an AgentCore gateway: JSON-RPC over HTTP, signed for `bedrock-agentcore` with the agent's own role.
 * Sources: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-using-mcp-call.html and
 * https://modelcontextprotocol.io/specification/2025-06-18/basic/transports (read 2026-11).
 */
export class Gateway {
  readonly #signer: SignatureV4;
  #calls = 0;

  constructor(
    private readonly url: string,
    region: string,
    credentials: Credentials,
  ) {
    this.#signer = new SignatureV4({ service: "bedrock-agentcore", region, credentials, sha256: Sha256 });
  }

  /** All tools that this agent may call. @throws GatewayError */
  async tools(signal: AbortSignal): Promise<readonly Tool[]> {
    const found: Tool[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { tools, nextCursor } = parse(toolList, await this.#request("tools/list", { cursor }, signal));
      found.push(...tools);
      if (nextCursor === undefined) break;
      cursor = nextCursor;
    }
    return found;
  }

  /** What a tool answers; that it failed, or that policy denied it, is an answer too. @throws GatewayError */
  async call(name: string, input: unknown, signal: AbortSignal): Promise<ToolResult> {
    try {
      const result = await this.#request("tools/call", { name, arguments: input }, signal);
      const { content, isError } = parse(callResult, result);
      const text = content.map((part) => part.text ?? "").join("\n");
      return { text: text.slice(0, MOST_CHARACTERS), isError };
    } catch (error) {
      if (error instanceof RefusedError) return { text: error.reason, isError: true };
      throw error;
    }
  }

  async #request(method: string, params: object, signal: AbortSignal): Promise<unknown> {
    this.#calls += 1;
    const { protocol, hostname, port, pathname } = new URL(this.url);
    const body = JSON.stringify({ jsonrpc: "2.0", id: this.#calls, method, params });
    const signed = await this.#signer.sign({
      method: "POST",
      protocol,
      hostname,
      path: pathname,
      headers: {
        host: port ? `${hostname}:${port}` : hostname,
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
        "mcp-protocol-version": "2025-06-18",
      },
      body,
    });
    const { host: _, ...headers } = signed.headers;
    const response = await fetch(this.url, { method: "POST", headers, body, signal });
    if (!response.ok) throw new GatewayError(`HTTP ${response.status}`);
    const { result, error } = parse(
      reply,
      messageOf(await response.text(), response.headers.get("content-type") ?? ""),
    );
    if (error) throw new RefusedError(`refused with code ${error.code}`);
    return result;
  }
}

/** A gateway answers with JSON, or with events of which the last one is the answer. */
function messageOf(body: string, contentType: string): unknown {
  const events = body.split("\n").flatMap((line) => (line.startsWith("data:") ? [line.slice("data:".length)] : []));
  const text = contentType.includes("text/event-stream") ? (events.at(-1) ?? "") : body;
  try {
    return JSON.parse(text);
  } catch {
    throw new GatewayError("an answer that is not JSON");
  }
}

function parse<T extends z.ZodMiniType>(schema: T, value: unknown): z.infer<T> {
  const read = schema.safeParse(value);
  if (!read.success) throw new GatewayError("an answer of another form");
  return read.data;
}

/** SHA-256 and HMAC, as the signer asks for them. */
class Sha256 {
  #chunks: Buffer[] = [];

  constructor(private readonly secret?: string | ArrayBuffer | ArrayBufferView) {}

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#chunks.push(bytes(data));
  }

  async digest(): Promise<Uint8Array> {
    const hash = this.secret === undefined ? createHash("sha256") : createHmac("sha256", bytes(this.secret));
    return hash.update(Buffer.concat(this.#chunks)).digest();
  }

  reset(): void {
    this.#chunks = [];
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === "string") return Buffer.from(data);
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
