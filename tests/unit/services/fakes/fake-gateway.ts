import { type Answer, type Call, FakeHttp } from "./fake-http";

const TOOLS = [
  {
    name: "get-case___get_case",
    description: "Reads one case.",
    inputSchema: { type: "object", properties: { caseId: { type: "string" } }, required: ["caseId"] },
  },
  {
    name: "resolve-case___resolve_case",
    description: "Resolves one case.",
    inputSchema: { type: "object", properties: { caseId: { type: "string" } }, required: ["caseId"] },
  },
];

/** An AgentCore gateway: MCP in JSON, or in events; one page a tool; policy denies `forbidden`. */
export class FakeGateway {
  /** Inputs of the tools that were called, by name. */
  readonly called: { readonly name: string; readonly input: unknown }[] = [];
  streams = false;
  /** Instead of an answer of the protocol. */
  broken: Answer | undefined;
  /** What every tool answers. */
  text = '{"case":{"wants":"a refund"}}';
  readonly http = new FakeHttp((call) => this.#answer(call));

  #answer({ body }: Call): Answer {
    if (this.broken) return this.broken;
    const { id, method, params } = body;
    const message = { jsonrpc: "2.0", id, ...this.#result(String(method), Object(params)) };
    if (!this.streams) return { body: message };
    const events = `event: message\ndata: ${JSON.stringify({ jsonrpc: "2.0", method: "notifications/progress" })}\n\nevent: message\ndata: ${JSON.stringify(message)}\n\n`;
    return { contentType: "text/event-stream", body: events };
  }

  #result(method: string, params: Readonly<Record<string, unknown>>): object {
    if (method === "tools/list") {
      const page = Number(params.cursor ?? 0);
      const next = page + 1 < TOOLS.length ? { nextCursor: String(page + 1) } : {};
      return { result: { tools: [TOOLS[page]], ...next } };
    }
    const input = params.arguments;
    this.called.push({ name: String(params.name), input });
    if (Object(input).caseId === "forbidden") return { error: { code: -32002, message: "denied: forbidden" } };
    return { result: { content: [{ type: "text", text: this.text }], isError: false } };
  }
}
