import assert from "node:assert/strict";
import { existingKey } from "../../../../components/identity/encryption-key";
import { GeneratedSecret, type GeneratedSecretArgs } from "../../../../components/identity/generated-secret";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const valid: GeneratedSecretArgs = { workload, key: existingKey("shared", KEY), purpose: "password of the cache" };

describe("GeneratedSecret", () => {
  it("draws a password that connection strings take as it is, and keeps it under the workload's key", async () => {
    const { resources, preview: ran } = await preview(() => void new GeneratedSecret("cache-password", valid));
    const value = String(resources.only("random:index/randomPassword:RandomPassword")?.props.result);
    const { name, kmsKeyId, description } = Object(resources.only("aws:secretsmanager/secret:Secret")?.inputs);

    assert.match(value, /^[A-Za-z0-9]{48}$/);
    assert.deepEqual([name, kmsKeyId, description], ["support-prod-cache-password", KEY, "password of the cache"]);
    assert.equal(resources.only("aws:secretsmanager/secretVersion:SecretVersion")?.inputs.secretString, value);
    assert.ok(ran?.secrets.has(value));
  });

  it("draws a key of 32 bytes where one is asked for", async () => {
    const { resources } = await preview(() => void new GeneratedSecret("cache-key", { ...valid, form: "hex" }));

    assert.match(String(resources.only("random:index/randomBytes:RandomBytes")?.props.hex), /^[0-9a-f]{64}$/);
  });

  it("tells permissions a pattern for what Secrets Manager draws", async () => {
    const { outputs } = await preview(() => ({ arn: new GeneratedSecret("cache-key", valid).secretArnPattern }));

    assert.equal(outputs.arn, "arn:aws:secretsmanager:eu-west-1:210987654321:secret:support-prod-cache-key-??????");
  });

  it("refuses a secret for nothing", async () => {
    const { error } = await preview(() => new GeneratedSecret("cache-key", { ...valid, purpose: " " }));

    assert.deepEqual(
      error?.faults.map(({ id }) => id),
      ["identity/GeneratedSecret/purpose"],
    );
  });
});
