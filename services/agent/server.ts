import { createServer, type IncomingMessage, type Server } from "node:http";
import { errorName } from "@plinth/service-runtime/errors";
import { BodyTooLargeError, readBody, sendJson } from "@plinth/service-runtime/http";
import { identifier, invalidMembers, userText } from "@plinth/service-runtime/input";
import { parseJson } from "@plinth/service-runtime/json";
import { log } from "@plinth/service-runtime/log";
import * as z from "zod/mini";
import { type Ending, type Outcome, runTask, type TaskServices } from "./loop";
import type { SessionMemory } from "./session-memory";
import type { Settings } from "./settings";

/** Clients that the server uses. */
export interface Services extends TaskServices {
  /** Memory of the sessions. */
  readonly memory: SessionMemory;
}

/** Body of a request to `/invocations`. */
const invocation = z.strictObject({
  /** The user's message. */
  prompt: userText,
  /** The user. Sessions of different users share no memory. */
  actorId: identifier,
});

/** Body of the response. */
interface InvocationReply {
  /** The agent's last text. */
  readonly response: string;
  readonly ending: Ending;
  /** Names of the tools that were called, in order. */
  readonly calls: readonly string[];
}

/** Header by which AgentCore routes the requests of a session to one microVM. */
const SESSION_HEADER = "x-amzn-bedrock-agentcore-runtime-session-id";

/** Time for one call of the memory. One is left to store the answer after the task's deadline. */
const MEMORY_TIME_MS = 3_000;

/** A request that is malformed. The message is sent to the caller. */
class BadRequestError extends Error {}

/**
 * An agent in AgentCore's contract: `POST /invocations` runs a task; `GET /ping` reports whether one is running, so that
 * AgentCore does not end the session as idle.
 * Source: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-http-protocol-contract.html (read 2026-11).
 */
export function createAgent(services: Services, settings: Settings): Server {
  let running = 0;
  let changedAt = Date.now();
  const count = (change: 1 | -1) => {
    running += change;
    changedAt = Date.now();
  };

  return createServer((request, response) => {
    if (request.method === "GET" && request.url === "/ping") {
      sendJson(response, 200, {
        status: running > 0 ? "HealthyBusy" : "Healthy",
        time_of_last_update: Math.floor(changedAt / 1_000),
      });
      return;
    }
    if (request.method !== "POST" || request.url !== "/invocations") {
      sendJson(response, 404, { error: "there is nothing here" });
      return;
    }
    count(1);
    invoke(services, settings, request)
      .then((reply) => sendJson(response, 200, reply))
      .catch((error: unknown) => {
        const isCallers = error instanceof BadRequestError || error instanceof BodyTooLargeError;
        if (!isCallers) log("error", "invocation-failed", { error: errorName(error) });
        sendJson(response, isCallers ? 400 : 500, { error: isCallers ? error.message : "the task failed" });
      })
      .finally(() => count(-1));
  });
}

async function invoke(
  { memory, ...services }: Services,
  settings: Settings,
  request: IncomingMessage,
): Promise<InvocationReply> {
  const startedAt = Date.now();
  const deadline = startedAt + settings.TIMEOUT_SECONDS * 1_000 - MEMORY_TIME_MS;
  const sessionId = sessionOf(request);
  const { prompt, actorId } = await readInvocation(request);
  const session = { actorId, sessionId };
  const history = await memory.load(session, AbortSignal.timeout(MEMORY_TIME_MS));
  const outcome = await runTask(services, settings, { history, prompt, sessionId, deadline });
  if (outcome.ending === "done") {
    const turns = [
      { role: "user", text: prompt },
      { role: "assistant", text: outcome.text },
    ] as const;
    await memory.append(session, turns, AbortSignal.timeout(MEMORY_TIME_MS));
  }
  logOutcome(outcome, Date.now() - startedAt);
  return { response: outcome.text, ending: outcome.ending, calls: outcome.calls };
}

function logOutcome({ ending, iterations, inputTokens, outputTokens, calls }: Outcome, durationMs: number): void {
  log("info", "task-ended", { ending, iterations, inputTokens, outputTokens, calls: calls.length, durationMs });
}

function sessionOf({ headers }: IncomingMessage): string {
  const session = headers[SESSION_HEADER];
  if (typeof session !== "string" || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(session))
    throw new BadRequestError(`a header ${SESSION_HEADER} of letters, digits, _ and -, at most 100`);
  return session;
}

async function readInvocation(request: IncomingMessage): Promise<z.infer<typeof invocation>> {
  const result = invocation.safeParse(parseJson(await readBody(request)));
  if (result.success) return result.data;
  throw new BadRequestError(`not a task: ${invalidMembers(result.error, "body").join(", ")}`);
}
