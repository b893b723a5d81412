import assert from "node:assert/strict";
import { recordsOf, UNKNOWN } from "@plinth/policies";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const URN = "urn:pulumi:shop::shop::aws:rds/instance:Instance::database";

describe("records of a state", () => {
  it("hold secrets as they are where the export shows them, and as not known yet where it does not", () => {
    const outputs = {
      password: { ...SECRET, ciphertext: "v1:abcdef:0123456789" },
      username: { ...SECRET, plaintext: JSON.stringify("shop") },
      endpoints: [{ address: { ...SECRET, plaintext: JSON.stringify({ port: 5432 }) } }],
    };

    assert.deepEqual(
      recordsOf([{ urn: URN, type: "aws:rds/instance:Instance", outputs }]).map(({ props }) => props),
      [{ password: UNKNOWN, username: "shop", endpoints: [{ address: { port: 5432 } }] }],
    );
  });
});
