import {
  type BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  type ConverseCommandOutput,
  type Message,
} from "@aws-sdk/client-bedrock-runtime";
import { abortAt } from "@plinth/service-runtime/deadline";
import { guardrailConfig, requestMetadata } from "@plinth/service-runtime/model-request";
import { isBlocked } from "@plinth/service-runtime/stop-reason";
import type { DocumentType } from "@smithy/types";
import type { Gateway, Tool } from "./gateway";
import type { Turn } from "./session-memory";
import type { Settings } from "./settings";
import { ToolCalls } from "./tool-calls";

/** Why a task ended: it was done, reached a limit, was stopped by the guardrail, or got an unusable answer. */
export type Ending = "done" | "iterations" | "tokens" | "time" | "blocked" | "malformed";

/** Result of a task. */
export interface Outcome {
  /** Why the task ended. */
  readonly ending: Ending;
  /** The model's last text. Empty if it was stopped before its first answer. */
  readonly text: string;
  /** Number of model requests. */
  readonly iterations: number;
  /** Input tokens of all requests. */
  readonly inputTokens: number;
  /** Output tokens of all requests. */
  readonly outputTokens: number;
  /** Names of the tools that were called, in order. */
  readonly calls: readonly string[];
}

/** With fewer tokens or less time left, no further request is sent. */
const MIN_TOKENS = 64;
const MIN_TIME_MS = 2_000;

/** One task. */
export interface Task {
  /** Earlier messages of the session. */
  readonly history: readonly Turn[];
  /** The user's message. */
  readonly prompt: string;
  /** Session of the task, for Bedrock's invocation log. */
  readonly sessionId: string;
  /** End of the task, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** Clients that a task uses. */
export interface TaskServices {
  /** Client of the models. */
  readonly bedrock: BedrockRuntimeClient;
  /** Client of the tools. */
  readonly gateway: Gateway;
}

/**
 * Runs a task: sends it to the model, runs the tools that the model calls through the gateway, and repeats, until the
 * model is done or a limit of requests, tokens or time is reached. Every request carries the guardrail, and tool results
 * are marked as such.
 * @throws Errors of Bedrock and the gateway.
 */
export async function runTask({ bedrock, gateway }: TaskServices, settings: Settings, task: Task): Promise<Outcome> {
  const tools = await gateway.tools(abortAt(task.deadline));
  const calls = new ToolCalls(gateway, tools, task.deadline);
  const messages = messagesOf(task);
  const usage = { inputTokens: 0, outputTokens: 0 };
  const end = (ending: Ending, iterations: number, text = lastText(messages)): Outcome => ({
    ending,
    text,
    iterations,
    ...usage,
    calls: calls.names,
  });

  for (let iteration = 1; iteration <= settings.MAX_ITERATIONS; iteration += 1) {
    const maxTokens = settings.MAX_TOKENS - usage.outputTokens;
    if (maxTokens < MIN_TOKENS) return end("tokens", iteration - 1);
    if (task.deadline - Date.now() < MIN_TIME_MS) return end("time", iteration - 1);

    const request = requestOf(settings, task, { tools, messages, maxTokens });
    const response = await bedrock.send(request, { abortSignal: abortAt(task.deadline) });
    usage.inputTokens += response.usage?.inputTokens ?? 0;
    usage.outputTokens += response.usage?.outputTokens ?? 0;
    const content = response.output?.message?.content ?? [];
    if (response.stopReason !== "tool_use") return end(endingOf(response.stopReason), iteration, textOf(content));
    messages.push({ role: "assistant", content }, { role: "user", content: await calls.run(content) });
  }
  return end("iterations", settings.MAX_ITERATIONS);
}

function messagesOf({ history, prompt }: Task): Message[] {
  return [
    ...history.map(({ role, text }) => ({ role, content: [{ text }] })),
    { role: "user", content: [{ text: prompt }] },
  ];
}

interface RequestState {
  readonly tools: readonly Tool[];
  readonly messages: Message[];
  readonly maxTokens: number;
}

function requestOf(settings: Settings, task: Task, { tools, messages, maxTokens }: RequestState): ConverseCommand {
  return new ConverseCommand({
    modelId: settings.MODELS[0]?.profileArn,
    system: [{ text: settings.INSTRUCTIONS }],
    messages,
    inferenceConfig: { maxTokens },
    ...(tools.length > 0 && { toolConfig: { tools: tools.map(toolSpecOf) } }),
    guardrailConfig: guardrailConfig(settings),
    requestMetadata: requestMetadata(settings, { sessionId: task.sessionId }),
  });
}

function toolSpecOf({ name, description, inputSchema }: Tool) {
  return { toolSpec: { name, description, inputSchema: { json: inputSchema as DocumentType } } };
}

function endingOf(stopReason: ConverseCommandOutput["stopReason"]): Ending {
  if (stopReason === "end_turn" || stopReason === "stop_sequence") return "done";
  if (isBlocked(stopReason)) return "blocked";
  return stopReason === "max_tokens" ? "tokens" : "malformed";
}

function textOf(content: readonly ContentBlock[]): string {
  return content.map(({ text }) => text ?? "").join("");
}

function lastText(messages: readonly Message[]): string {
  return textOf(messages.filter(({ role }) => role === "assistant").at(-1)?.content ?? []);
}
