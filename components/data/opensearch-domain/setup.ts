import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";

/** What a deployment asks to be there, in an OpenSearch domain. */
export type SetupTask =
  | { readonly kind: "index"; readonly index: string; readonly body: unknown }
  | {
      readonly kind: "role";
      /** Name of the domain's own role. */
      readonly name: string;
      /** ARN of the IAM role that has it. */
      readonly principal: string;
      readonly index: string;
      /** OpenSearch's action groups: https://docs.opensearch.org/latest/security/access-control/default-action-groups/ */
      readonly clusterActions: readonly string[];
      readonly indexActions: readonly string[];
    };

/** Sends a request to the domain. */
export type Send = (path: string, body: unknown) => Promise<{ readonly status: number; readonly text: string }>;

/** Makes an index, or a role with its one member. May be run again at any time. */
export async function handler(task: SetupTask): Promise<{ readonly done: string }> {
  const { ENDPOINT = "" } = process.env;
  await setUp(task, signedSender(ENDPOINT, process.env));
  return { done: task.kind };
}

/** @throws Error with the domain's answer, if it is neither yes nor "there is one already". */
export async function setUp(task: SetupTask, send: Send): Promise<void> {
  if (task.kind === "index") {
    await put(send, `/${task.index}`, task.body, /resource_already_exists_exception/);
    return;
  }
  const { name, principal, index, clusterActions, indexActions } = task;
  await put(send, `/_plugins/_security/api/roles/${name}`, {
    cluster_permissions: clusterActions,
    index_permissions: [{ index_patterns: [index], allowed_actions: indexActions }],
  });
  await put(send, `/_plugins/_security/api/rolesmapping/${name}`, { backend_roles: [principal] });
}

async function put(send: Send, path: string, body: unknown, settled?: RegExp): Promise<void> {
  const { status, text } = await send(path, body);
  if (status < 300 || settled?.test(text)) return;
  throw new Error(`PUT ${path}: ${status} ${text.slice(0, 500)}`);
}

/** Signs requests as the function's role. */
export function signedSender(hostname: string, env: Readonly<Record<string, string | undefined>>): Send {
  const { AWS_REGION = "", AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN } = env;
  const signer = new SignatureV4({
    service: "es",
    region: AWS_REGION,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    },
    sha256: Sha256,
  });
  return async (path, content) => {
    const body = JSON.stringify(content);
    const headers = { host: hostname, "content-type": "application/json" };
    const request = { method: "PUT", protocol: "https:", hostname, path, headers, body };
    const signed = await signer.sign(request);
    const answer = await fetch(`https://${hostname}${path}`, { method: "PUT", headers: signed.headers, body });
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
