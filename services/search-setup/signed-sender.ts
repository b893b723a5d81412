import { Sha256 } from "@plinth/service-runtime/sha256";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Settings } from "./settings";

/** Response of OpenSearch. */
export interface SearchResponse {
  /** HTTP status. */
  readonly status: number;
  /** Body of the response. */
  readonly text: string;
}

/** Sends a PUT request to OpenSearch: a path and a body that becomes JSON. */
export type Send = (path: string, body: unknown) => Promise<SearchResponse>;

/** Signs requests with the credentials of the function's role (Signature Version 4). */
export function signedSender(settings: Settings): Send {
  const { ENDPOINT, SERVICE, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = settings;
  const signer = new SignatureV4({
    service: SERVICE,
    region: AWS_REGION,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    },
    sha256: Sha256,
  });
  const { protocol, hostname } = new URL(ENDPOINT);
  return async (path, content) => {
    const body = JSON.stringify(content);
    const headers = { host: hostname, "content-type": "application/json" };
    const signed = await signer.sign({ method: "PUT", protocol, hostname, path, headers, body });
    const response = await fetch(`${ENDPOINT}${path}`, { method: "PUT", headers: signed.headers, body });
    return { status: response.status, text: await response.text() };
  };
}
