import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { log } from "@plinth/service-runtime/log";
import * as z from "zod/mini";
import type { Gateway } from "./gateway";
import { work } from "./loop";
import type { Memory } from "./memory";
import type { Settings } from "./settings";

export interface Services {
  readonly bedrock: BedrockRuntimeClient;
  readonly gateway: Gateway;
  readonly memory: Memory;
}

const identifier = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** What callers send. */
const invocation = z.strictObject({
  /** Bounds: 1 to 8,000 characters, so that input tokens stay bounded too. */
  prompt: z.string().check(z.minLength(1), z.maxLength(8_000)),
  /** On whose behalf: keeps what is remembered of one person apart from that of another. */
  actorId: identifier,
});

/** AgentCore routes a session's requests to one machine by this header, and hands it on. */
const SESSION_HEADER = "x-amzn-bedrock-agentcore-runtime-session-id";
const MOST_BYTES = 64 * 1024;

/** Kept back from the loop, to remember the answer with. */
const TIME_TO_REMEMBER_MS = 3_000;

/** A request that can never succeed. */
class BadRequest extends Error {}

/**
 * An agent as AgentCore runs it: `POST /invocations` does a task, `GET /ping` says whether one is being done, so that a busy
 * session is not taken for an idle one.
 * Contract: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-http-protocol-contract.html (read 2026-11).
 */
export function createAgent(services: Services, settings: Settings): Server {
  let busy = 0;
  let changedAt = Date.now();
  const count = (change: 1 | -1) => {
    busy += change;
    changedAt = Date.now();
  };

  return createServer((request, response) => {
    if (request.method === "GET" && request.url === "/ping") {
      answer(response, 200, {
        status: busy > 0 ? "HealthyBusy" : "Healthy",
        time_of_last_update: Math.floor(changedAt / 1_000),
      });
      return;
    }
    if (request.method !== "POST" || request.url !== "/invocations") {
      answer(response, 404, { error: "there is nothing here" });
      return;
    }
    count(1);
    invoke(services, settings, request)
      .then((outcome) => answer(response, 200, outcome))
      .catch((error: unknown) => {
        const refused = error instanceof BadRequest;
        // A service's message may quote its input, so only the name of its error is told.
        if (!refused) log("error", "invocation-failed", { error: error instanceof Error ? error.name : "unknown" });
        answer(response, refused ? 400 : 500, { error: refused ? error.message : "the task failed" });
      })
      .finally(() => count(-1));
  });
}

async function invoke({ bedrock, gateway, memory }: Services, settings: Settings, request: IncomingMessage) {
  const startedAt = Date.now();
  const deadline = startedAt + settings.TIMEOUT_SECONDS * 1_000 - TIME_TO_REMEMBER_MS;
  const sessionId = sessionOf(request);
  const { prompt, actorId } = await taskOf(request);
  const conversation = { actorId, sessionId };
  const history = await memory.recall(conversation, AbortSignal.timeout(TIME_TO_REMEMBER_MS));
  const outcome = await work({ bedrock, gateway }, settings, { history, prompt, sessionId, deadline });
  if (outcome.ending === "done") {
    const turns = [
      { role: "user", text: prompt },
      { role: "assistant", text: outcome.text },
    ] as const;
    await memory.remember(conversation, turns, AbortSignal.timeout(TIME_TO_REMEMBER_MS));
  }
  const { ending, iterations, inputTokens, outputTokens, calls } = outcome;
  log("info", "task-ended", {
    ending,
    iterations,
    inputTokens,
    outputTokens,
    calls: calls.length,
    durationMs: Date.now() - startedAt,
  });
  return { response: outcome.text, ending, calls };
}

function sessionOf({ headers }: IncomingMessage): string {
  const session = headers[SESSION_HEADER];
  if (typeof session !== "string" || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(session))
    throw new BadRequest(`a header ${SESSION_HEADER} of letters, digits, _ and -, at most 100`);
  return session;
}

async function taskOf(request: IncomingMessage): Promise<z.infer<typeof invocation>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) throw new BadRequest(`at most ${MOST_BYTES} bytes`);
    chunks.push(chunk as Buffer);
  }
  const read = invocation.safeParse(fromJson(Buffer.concat(chunks).toString("utf8")));
  if (read.success) return read.data;
  const members = new Set(read.error.issues.map(({ path }) => path.map(String).join(".") || "body"));
  throw new BadRequest(`not a task: ${[...members].join(", ")}`);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
