import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { ModelAccess } from "../../../../components/model-access/model-access";
import { InvocationLogging } from "../../../../components/observability/invocation-logging";
import { RedactedStream } from "../../../../components/observability/redacted-stream";
import { accessIn, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { workload as confidential } from "../../../support/workload";

const workload = { ...confidential, classification: "restricted" as const };
const ROLE = "redacted-redaction-role";
const STORE = "support-prod-invocations-records-210987654321";

function build(textDelivery: boolean): void {
  const key = new WorkloadKey("key", { workload, services: ["bedrock", "lambda", "logs"] });
  const network = networkOfAnotherStack();
  const models = new ModelAccess("models", {
    workload,
    models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
  });
  const records = new InvocationLogging("invocations", { workload, key, textDelivery });
  const code = {
    archive: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = () => 1;") }),
    handler: "index.handler",
  };
  new RedactedStream("redacted", { workload, key, network, records, models, code });
}

describe("RedactedStream", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build(true), { config: OWN_ACCOUNT });
  });

  it("takes each record of the locked store as it arrives", () => {
    const { bucket, lambdaFunctions } = Object(
      test.resources.only("aws:s3/bucketNotification:BucketNotification")?.inputs,
    );
    const permission = Object(test.resources.only("aws:lambda/permission:Permission")?.inputs);

    assert.equal(bucket, STORE);
    assert.deepEqual(lambdaFunctions, [
      {
        lambdaFunctionArn: "arn:aws:lambda:eu-west-1:210987654321:function:support-prod-redacted-redaction",
        events: ["s3:ObjectCreated:*"],
        filterPrefix: "invocations/",
        filterSuffix: ".json.gz",
      },
    ]);
    assert.deepEqual(
      [permission.action, permission.principal, permission.sourceAccount, permission.sourceArn],
      ["lambda:InvokeFunction", "s3.amazonaws.com", "210987654321", `arn:aws:s3:::${STORE}`],
    );
    assert.equal(
      Object(test.resources.named("invocations-records-lock")?.inputs).rule.defaultRetention.mode,
      "GOVERNANCE",
    );
  });

  it("is masked by CloudWatch too, which names the same data to count as to mask", () => {
    const { logGroupName, policyDocument } = Object(
      test.resources.only("aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy")?.inputs,
    );
    const [count, mask, ...others] = JSON.parse(policyDocument).Statement;

    assert.equal(logGroupName, "/aws/lambda/support-prod-redacted-redaction");
    assert.deepEqual(count.Operation, { Audit: { FindingsDestination: {} } });
    assert.deepEqual(mask.Operation, { Deidentify: { MaskConfig: {} } });
    assert.deepEqual(mask.DataIdentifier, count.DataIdentifier);
    assert.ok(mask.DataIdentifier.includes("arn:aws:dataprotection::aws:data-identifier/EmailAddress"));
    assert.equal(others.length, 0);
  });

  it("may read records and have them masked, and invoke no model", () => {
    const access = accessIn(test);
    const own = { "aws:ResourceTag/workload": "support", "aws:ResourceTag/environment": "prod" };
    const parts: readonly Part[] = [
      [
        ROLE,
        { action: "s3:GetObject", resource: `arn:aws:s3:::${STORE}/invocations/a.json.gz` },
        ["s3:PutObject", "s3:DeleteObject", "s3:PutObjectRetention"],
      ],
      [
        ROLE,
        {
          action: "bedrock:ApplyGuardrail",
          resource: "arn:aws:bedrock:eu-west-1:210987654321:guardrail/a1b2c3d4e5",
          context: own,
        },
        ["bedrock:InvokeModel", "bedrock:UpdateGuardrail", "bedrock:Retrieve"],
      ],
    ];
    assertOnly(test, parts, 20);
    assert.equal(
      access(ROLE, {
        action: "bedrock:InvokeModel",
        resource: "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/a1b2c3d4e5f6",
        context: own,
      }),
      "denied",
    );
  });

  it("refuses records in which there is nothing to mask", async () => {
    const { error } = await preview(() => build(false));

    assert.deepEqual(
      error?.faults.map(({ id }) => id),
      ["observability/RedactedStream/records"],
    );
  });
});
