import {
  type BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  type ConverseCommandOutput,
  type Message,
  type ToolResultBlock,
  type ToolUseBlock,
} from "@aws-sdk/client-bedrock-runtime";
import { log } from "@plinth/service-runtime/log";
import type { DocumentType } from "@smithy/types";
import type { Gateway, Tool } from "./gateway";
import type { Turn } from "./memory";
import type { Settings } from "./settings";

/** Why a task ended: done, or one of the bounds, or the guardrail. */
export type Ending = "done" | "iterations" | "tokens" | "time" | "blocked" | "malformed";

export interface Outcome {
  readonly ending: Ending;
  /** What the model said last. Empty if it was stopped before it said anything. */
  readonly text: string;
  readonly iterations: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Names of the tools that were called, in order. */
  readonly calls: readonly string[];
}

/** More tools at once than anybody would look over. */
const MOST_CALLS_A_ROUND = 5;

/** What is left for one more round is worth asking for. */
const LEAST_TOKENS = 64;
const LEAST_MS = 2_000;

/** One task: what was said before, and what is asked now. */
export interface Task {
  readonly history: readonly Turn[];
  readonly prompt: string;
  readonly sessionId: string;
  /** In milliseconds since the epoch. */
  readonly deadline: number;
}

/**
 * Asks the model, does what it asks for through the gateway, and asks again, until it is done or a bound is reached: rounds,
 * tokens or time. Every call carries the guardrail; what a tool answers is data, and is given as such.
 * @throws what Bedrock or the gateway throw, for which a repetition may help.
 */
export async function work(
  { bedrock, gateway }: { readonly bedrock: BedrockRuntimeClient; readonly gateway: Gateway },
  settings: Settings,
  task: Task,
): Promise<Outcome> {
  const tools = await gateway.tools(until(task.deadline));
  const known = new Set(tools.map(({ name }) => name));
  const messages: Message[] = [
    ...task.history.map(({ role, text }) => ({ role, content: [{ text }] })),
    { role: "user", content: [{ text: task.prompt }] },
  ];
  const sum = { inputTokens: 0, outputTokens: 0 };
  const calls: string[] = [];
  const end = (ending: Ending, iterations: number, text: string): Outcome => ({
    ending,
    text,
    iterations,
    ...sum,
    calls,
  });

  for (let iteration = 1; iteration <= settings.MAX_ITERATIONS; iteration += 1) {
    const tokens = settings.MAX_TOKENS - sum.outputTokens;
    if (tokens < LEAST_TOKENS) return end("tokens", iteration - 1, lastText(messages));
    if (task.deadline - Date.now() < LEAST_MS) return end("time", iteration - 1, lastText(messages));

    const request = new ConverseCommand({
      ...requestOf(settings, tools, messages, tokens),
      requestMetadata: idsOf(settings, task),
    });
    const answer = await bedrock.send(request, { abortSignal: until(task.deadline) });
    sum.inputTokens += answer.usage?.inputTokens ?? 0;
    sum.outputTokens += answer.usage?.outputTokens ?? 0;
    const content = answer.output?.message?.content ?? [];

    if (answer.stopReason === "tool_use") {
      const uses = content.flatMap(({ toolUse }) => (toolUse ? [toolUse] : []));
      messages.push({ role: "assistant", content }, { role: "user", content: await answersTo(uses) });
      continue;
    }
    return end(endingOf(answer.stopReason), iteration, textOf(content));
  }
  return end("iterations", settings.MAX_ITERATIONS, lastText(messages));

  /** One after the other: an action must not overtake the reading that it depends on. */
  async function answersTo(uses: readonly ToolUseBlock[]): Promise<ContentBlock[]> {
    const results: ContentBlock[] = [];
    for (const [index, use] of uses.entries()) {
      const result = index < MOST_CALLS_A_ROUND ? await callOf(use) : refusal(use, "too many calls at once");
      results.push({ toolResult: result });
    }
    return results;
  }

  async function callOf(use: ToolUseBlock): Promise<ToolResultBlock> {
    const { toolUseId, name = "", input } = use;
    if (!known.has(name)) return refusal(use, "there is no such tool");
    calls.push(name);
    const { text, isError } = await gateway.call(name, input ?? {}, until(task.deadline));
    log("info", "tool-called", { tool: name, isError });
    return { toolUseId, content: [{ text }], status: isError ? "error" : "success" };
  }
}

function refusal({ toolUseId }: ToolUseBlock, why: string): ToolResultBlock {
  return { toolUseId, content: [{ text: why }], status: "error" };
}

function requestOf(settings: Settings, tools: readonly Tool[], messages: Message[], maxTokens: number) {
  return {
    modelId: settings.MODELS[0]?.profileArn,
    system: [{ text: settings.INSTRUCTIONS }],
    messages,
    inferenceConfig: { maxTokens },
    ...(tools.length > 0 && {
      toolConfig: {
        tools: tools.map(({ name, description, inputSchema }) => ({
          toolSpec: { name, description, inputSchema: { json: inputSchema as DocumentType } },
        })),
      },
    }),
    // A trace would quote what the guardrail found, which is what must not be logged.
    guardrailConfig: {
      guardrailIdentifier: settings.GUARDRAIL_ID,
      guardrailVersion: settings.GUARDRAIL_VERSION,
      trace: "disabled" as const,
    },
  };
}

function idsOf({ WORKLOAD, ENVIRONMENT }: Settings, { sessionId }: Task) {
  return { workload: WORKLOAD, environment: ENVIRONMENT, sessionId };
}

function endingOf(stopReason: ConverseCommandOutput["stopReason"]): Ending {
  if (stopReason === "end_turn" || stopReason === "stop_sequence") return "done";
  if (stopReason === "guardrail_intervened" || stopReason === "content_filtered") return "blocked";
  return stopReason === "max_tokens" ? "tokens" : "malformed";
}

function textOf(content: readonly ContentBlock[]): string {
  return content.map(({ text }) => text ?? "").join("");
}

function lastText(messages: readonly Message[]): string {
  return textOf(messages.filter(({ role }) => role === "assistant").at(-1)?.content ?? []);
}

function until(deadline: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, deadline - Date.now()));
}
