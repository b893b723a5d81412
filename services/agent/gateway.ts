import { parseJson } from "@plinth/service-runtime/json";
import { Sha256 } from "@plinth/service-runtime/sha256";
import { SignatureV4 } from "@smithy/signature-v4";
import * as z from "zod/mini";

/** A tool in the gateway's list. Tools that policy denies to this agent are not in the list. */
export interface Tool {
  /** Name, as the model calls the tool: `<target>___<tool>`. */
  readonly name: string;
  /** What the tool does, for the model. */
  readonly description: string;
  /** JSON Schema of the input. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** Result of a tool call. */
export interface ToolResult {
  /** Text of the result, cut at {@link MAX_CHARACTERS}. */
  readonly text: string;
  /** Whether the tool failed or the call was denied. */
  readonly isError: boolean;
}

/** The gateway failed or sent a malformed response. The message holds no text of the request or the response. */
class GatewayError extends Error {
  /** @param reason What happened: `HTTP 503`. */
  constructor(readonly reason: string) {
    super(`gateway: ${reason}`);
    this.name = "GatewayError";
  }
}

/** The gateway refused a call, by policy or because it is malformed. The model gets the refusal as the call's result. */
class RefusedError extends GatewayError {}

/** AWS credentials or a provider of them. */
export type Credentials = ConstructorParameters<typeof SignatureV4>[0]["credentials"];

/** Maximum characters of a result. Longer ones would fill the model's context. */
const MAX_CHARACTERS = 20_000;
/** Maximum pages of the tool list. */
const MAX_PAGES = 10;

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
 * MCP client for an AgentCore gateway: JSON-RPC over HTTP, signed for `bedrock-agentcore` with the agent's role.
 * Sources: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-using-mcp-call.html and
 * https://modelcontextprotocol.io/specification/2025-06-18/basic/transports (read 2026-11).
 */
export class Gateway {
  readonly #signer: SignatureV4;
  #calls = 0;

  /**
   * @param url URL of the gateway's MCP endpoint.
   * @param region Region of the gateway.
   */
  constructor(
    private readonly url: string,
    region: string,
    credentials: Credentials,
  ) {
    this.#signer = new SignatureV4({ service: "bedrock-agentcore", region, credentials, sha256: Sha256 });
  }

  /** Lists the tools that this agent may call. @throws GatewayError */
  async tools(signal: AbortSignal): Promise<readonly Tool[]> {
    const found: Tool[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { tools, nextCursor } = parse(toolList, await this.#request("tools/list", { cursor }, signal));
      found.push(...tools);
      if (nextCursor === undefined) break;
      cursor = nextCursor;
    }
    return found;
  }

  /** Calls a tool. A tool's error and a denied call are results too. @throws GatewayError if the gateway fails. */
  async call(name: string, input: unknown, signal: AbortSignal): Promise<ToolResult> {
    try {
      const result = await this.#request("tools/call", { name, arguments: input }, signal);
      const { content, isError } = parse(callResult, result);
      const text = content.map((part) => part.text ?? "").join("\n");
      return { text: text.slice(0, MAX_CHARACTERS), isError };
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

/** The response is JSON, or server-sent events of which the last one holds the result. */
function messageOf(body: string, contentType: string): unknown {
  const events = body.split("\n").flatMap((line) => (line.startsWith("data:") ? [line.slice("data:".length)] : []));
  const text = contentType.includes("text/event-stream") ? (events.at(-1) ?? "") : body;
  const message = parseJson(text);
  if (message === undefined) throw new GatewayError("an answer that is not JSON");
  return message;
}

function parse<T extends z.ZodMiniType>(schema: T, value: unknown): z.infer<T> {
  const read = schema.safeParse(value);
  if (!read.success) throw new GatewayError("an answer of another form");
  return read.data;
}
