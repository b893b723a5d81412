import type { SetupTask } from "@plinth/standards/contracts/search-setup";
import type { Settings } from "./settings";
import type { Send } from "./signed-sender";

/** Waits. Tests pass a function that does not. */
export type Pause = (milliseconds: number) => Promise<void>;

/** Result of the invocation. */
export interface SetupReply {
  /** Kind of the task that was done. */
  readonly done: SetupTask["kind"];
}

/** A new permission takes effect within minutes. */
const MAX_ATTEMPTS = 6;
const RETRY_DELAY_MS = 15_000;

/** A collection is eventually consistent: a knowledge base cannot use a new index at once. */
const CONSISTENCY_DELAY_MS = 30_000;

const sleep: Pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Creates an index, or a role with its one member. Idempotent: it can run at any time.
 * @param pause Default: real time.
 * @returns A handler that throws an Error with OpenSearch's last response if the task fails.
 */
export function createHandler(
  send: Send,
  { SERVICE }: Pick<Settings, "SERVICE">,
  pause: Pause = sleep,
): (task: SetupTask) => Promise<SetupReply> {
  return async (task) => {
    await run(task, send, pause);
    if (SERVICE === "aoss") await pause(CONSISTENCY_DELAY_MS);
    return { done: task.kind };
  };
}

async function run(task: SetupTask, send: Send, pause: Pause): Promise<void> {
  if (task.kind === "index") {
    await put(send, pause, `/${task.index}`, task.body);
    return;
  }
  const { name, principal, index, clusterActions, indexActions } = task;
  await put(send, pause, `/_plugins/_security/api/roles/${name}`, {
    cluster_permissions: clusterActions,
    index_permissions: [{ index_patterns: [index], allowed_actions: indexActions }],
  });
  await put(send, pause, `/_plugins/_security/api/rolesmapping/${name}`, { backend_roles: [principal] });
}

async function put(send: Send, pause: Pause, path: string, body: unknown, attempt = 1): Promise<void> {
  const { status, text } = await send(path, body);
  if (status < 300 || /resource_already_exists_exception/.test(text)) return;
  const isRetryable = status === 401 || status === 403 || status === 429 || status >= 500;
  if (!isRetryable || attempt >= MAX_ATTEMPTS) throw new Error(`PUT ${path}: ${status} ${text.slice(0, 500)}`);
  await pause(RETRY_DELAY_MS);
  await put(send, pause, path, body, attempt + 1);
}
