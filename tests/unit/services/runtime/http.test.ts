import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { BodyTooLargeError, MAX_BODY_BYTES, readBody, sendJson } from "../../../../services/runtime/http";

describe("bodies of requests and responses", () => {
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => sendJson(response, 201, { body }))
      .catch((error: unknown) =>
        sendJson(response, error instanceof BodyTooLargeError ? 413 : 500, { error: `${error}` }),
      );
  });
  let url = "";
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const post = async (body: string) => {
    const response = await fetch(url, { method: "POST", body, headers: { connection: "close" } });
    return [response.status, response.headers.get("content-type"), await response.json()];
  };

  it("are read as UTF-8 and sent as JSON", async () => {
    assert.deepEqual(await post("Grüße"), [201, "application/json", { body: "Grüße" }]);
  });

  it("are read up to the limit, and refused above it", async () => {
    assert.equal((await post("x".repeat(MAX_BODY_BYTES)))[0], 201);
    assert.deepEqual(await post("x".repeat(MAX_BODY_BYTES + 1)), [
      413,
      "application/json",
      { error: "BodyTooLargeError: at most 65536 bytes" },
    ]);
  });
});
