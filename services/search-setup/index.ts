import { createHash, createHmac } from "node:crypto";
import type { SetupTask } from "@plinth/standards/contracts/search-setup";
import { SignatureV4 } from "@smithy/signature-v4";

/** Sends a request to OpenSearch. */
export type Send = (path: string, body: unknown) => Promise<{ readonly status: number; readonly text: string }>;

/** Waits; tests do not. */
export type Pause = (milliseconds: number) => Promise<void>;

/** What has just been allowed comes into effect within minutes. */
const ATTEMPTS = 6;
const BETWEEN_ATTEMPTS_MS = 15_000;

/** A new index of a collection is seen by others, a knowledge base among them, a little later. */
const UNTIL_SEEN_MS = 30_000;

const wait: Pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Makes an index, or a role with its one member. May be run again at any time. */
export async function handler(task: SetupTask): Promise<{ readonly done: string }> {
  const { ENDPOINT = "", SERVICE = "" } = process.env;
  await setUp(task, signedSender(ENDPOINT, SERVICE, process.env), wait);
  if (SERVICE === "aoss") await wait(UNTIL_SEEN_MS);
  return { done: task.kind };
}

/** @throws Error with OpenSearch's last answer, if it is neither yes nor "there is one already". */
export async function setUp(task: SetupTask, send: Send, pause: Pause): Promise<void> {
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
  const mayPass = status === 401 || status === 403 || status === 429 || status >= 500;
  if (!mayPass || attempt >= ATTEMPTS) throw new Error(`PUT ${path}: ${status} ${text.slice(0, 500)}`);
  await pause(BETWEEN_ATTEMPTS_MS);
  await put(send, pause, path, body, attempt + 1);
}

/** Signs requests as the function's role, for the service of that name. */
export function signedSender(
  endpoint: string,
  service: string,
  env: Readonly<Record<string, string | undefined>>,
): Send {
  const { AWS_REGION = "", AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN } = env;
  const signer = new SignatureV4({
    service,
    region: AWS_REGION,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    },
    sha256: Sha256,
  });
  return async (path, content) => {
    const { protocol, hostname } = new URL(endpoint);
    const body = JSON.stringify(content);
    const headers = { host: hostname, "content-type": "application/json" };
    const signed = await signer.sign({ method: "PUT", protocol, hostname, path, headers, body });
    const answer = await fetch(`${endpoint}${path}`, { method: "PUT", headers: signed.headers, body });
    return { status: answer.status, text: await answer.text() };
  };
}

/** Node.js's own hash, as the signer wants it. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytes(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
