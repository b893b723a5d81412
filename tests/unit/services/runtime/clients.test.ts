import assert from "node:assert/strict";
import { S3Client } from "@aws-sdk/client-s3";
import { CLIENT_DEFAULTS } from "../../../../services/runtime/clients";

describe("clients", () => {
  it("make three attempts", async () => {
    const client = new S3Client({ ...CLIENT_DEFAULTS, region: "eu-west-1" });

    assert.equal(await client.config.maxAttempts(), 3);
    client.destroy();
  });
});
