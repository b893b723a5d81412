import type { ContentBlock, ToolResultBlock, ToolUseBlock } from "@aws-sdk/client-bedrock-runtime";
import { abortAt } from "@plinth/service-runtime/deadline";
import { log } from "@plinth/service-runtime/log";
import type { Gateway, Tool } from "./gateway";

/** Maximum tool calls for one answer of the model. Further ones are refused. */
const MAX_CALLS_PER_ANSWER = 5;

/** Runs the tool calls of one task. */
export class ToolCalls {
  /** Names of the tools that were called, in order. */
  readonly names: string[] = [];
  readonly #allowed: ReadonlySet<string>;

  /**
   * @param tools The tools of the task. A call of any other is refused.
   * @param deadline End of the task, in milliseconds since the epoch.
   */
  constructor(
    private readonly gateway: Gateway,
    tools: readonly Tool[],
    private readonly deadline: number,
  ) {
    this.#allowed = new Set(tools.map(({ name }) => name));
  }

  /**
   * Runs the tool calls in the model's answer and returns their results. Calls run one after the other, because an
   * action can depend on an earlier read.
   * @throws GatewayError if the gateway fails.
   */
  async run(content: readonly ContentBlock[]): Promise<ContentBlock[]> {
    const uses = content.flatMap(({ toolUse }) => (toolUse ? [toolUse] : []));
    const results: ContentBlock[] = [];
    for (const [index, use] of uses.entries()) {
      const isOver = index >= MAX_CALLS_PER_ANSWER;
      results.push({ toolResult: isOver ? refusal(use, "too many calls at once") : await this.#call(use) });
    }
    return results;
  }

  async #call(use: ToolUseBlock): Promise<ToolResultBlock> {
    const { toolUseId, name = "", input } = use;
    if (!this.#allowed.has(name)) return refusal(use, "there is no such tool");
    this.names.push(name);
    const { text, isError } = await this.gateway.call(name, input ?? {}, abortAt(this.deadline));
    log("info", "tool-called", { tool: name, isError });
    return { toolUseId, content: [{ text }], status: isError ? "error" : "success" };
  }
}

function refusal({ toolUseId }: ToolUseBlock, reason: string): ToolResultBlock {
  return { toolUseId, content: [{ text: reason }], status: "error" };
}
