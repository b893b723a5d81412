import assert from "node:assert/strict";
import { REDACTED, redact } from "../../../engine/redact";

describe("Redaction in the engine", () => {
  it("masks secrets as they are, in JSON and in base64", () => {
    const secret = 'hunter"2';
    const text = `${secret} ${JSON.stringify({ secret })} ${Buffer.from(secret).toString("base64")}`;

    assert.equal(redact(text, new Set([secret])), `${REDACTED} {"secret":"${REDACTED}"} ${REDACTED}`);
  });

  it("masks the longest secret first", () => {
    assert.equal(redact("hunter2-prod", new Set(["hunter2", "hunter2-prod"])), REDACTED);
  });

  it("leaves values that occur in every text", () => {
    assert.equal(redact("true or 1", new Set(["tru", "1"])), "true or 1");
  });
});
