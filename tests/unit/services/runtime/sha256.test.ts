import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { Sha256 } from "../../../../services/runtime/sha256";

describe("SHA-256 for signatures", () => {
  const digest = async (hash: Sha256) => Buffer.from(await hash.digest()).toString("hex");

  it("is that of Node.js, over all data in order", async () => {
    const hash = new Sha256();
    hash.update("a");
    hash.update(new Uint8Array([98]).buffer);
    hash.update(Buffer.from("xcx").subarray(1, 2));

    assert.equal(await digest(hash), createHash("sha256").update("abc").digest("hex"));
  });

  it("is keyed with a secret, which a reset keeps", async () => {
    const hash = new Sha256(Buffer.from("key"));
    hash.update("forgotten");
    hash.reset();
    hash.update("abc");

    assert.equal(await digest(hash), createHmac("sha256", "key").update("abc").digest("hex"));
  });
});
