import { type FakeRequest, type FakeResponse, FakeServer } from "./server";

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

/** An AgentCore gateway: MCP as JSON or as events, one tool a page of the list; policy denies the case `forbidden`. */
export class FakeGateway {
  /** Tool calls so far. */
  readonly calls: { readonly name: string; readonly input: unknown }[] = [];
  /** Whether responses are event streams. */
  streams = false;
  /** Response that breaks the protocol. */
  broken: FakeResponse | undefined;
  /** Text of every tool's result. */
  text = '{"case":{"wants":"a refund"}}';
  readonly server = new FakeServer((request) => this.#respond(request));

  #respond({ json }: FakeRequest): FakeResponse {
    if (this.broken) return this.broken;
    const { id, method, params } = json;
    const message = { jsonrpc: "2.0", id, ...this.#result(String(method), Object(params)) };
    if (!this.streams) return { body: message };
    const progress = { jsonrpc: "2.0", method: "notifications/progress" };
    const body = [progress, message].map((each) => `event: message\ndata: ${JSON.stringify(each)}\n\n`).join("");
    return { headers: { "content-type": "text/event-stream" }, body };
  }

  #result(method: string, params: Readonly<Record<string, unknown>>): object {
    if (method === "tools/list") {
      const page = Number(params.cursor ?? 0);
      const next = page + 1 < TOOLS.length ? { nextCursor: String(page + 1) } : {};
      return { result: { tools: [TOOLS[page]], ...next } };
    }
    const input = params.arguments;
    this.calls.push({ name: String(params.name), input });
    if (Object(input).caseId === "forbidden") return { error: { code: -32002, message: "denied: forbidden" } };
    return { result: { content: [{ type: "text", text: this.text }], isError: false } };
  }
}
