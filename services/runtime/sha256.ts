import { createHash, createHmac } from "node:crypto";

type Data = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, or HMAC-SHA-256 if there is a secret: the hash that `SignatureV4` of `@smithy/signature-v4` takes. */
export class Sha256 {
  readonly #secret: Buffer | undefined;
  #chunks: Buffer[] = [];

  /** @param secret Key of the HMAC. Default: none, a plain digest. */
  constructor(secret?: Data) {
    this.#secret = secret === undefined ? undefined : bufferOf(secret);
  }

  /** Adds data to the digest. */
  update(data: Data): void {
    this.#chunks.push(bufferOf(data));
  }

  /** Returns the digest of the data so far. */
  async digest(): Promise<Uint8Array> {
    const hash = this.#secret === undefined ? createHash("sha256") : createHmac("sha256", this.#secret);
    return hash.update(Buffer.concat(this.#chunks)).digest();
  }

  /** Forgets the data; the secret stays. */
  reset(): void {
    this.#chunks = [];
  }
}

function bufferOf(data: Data): Buffer {
  if (typeof data === "string") return Buffer.from(data);
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
