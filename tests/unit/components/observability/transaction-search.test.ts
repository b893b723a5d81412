import assert from "node:assert/strict";
import { existingKey } from "../../../../components/identity/encryption-key";
import { TransactionSearch, type TransactionSearchArgs } from "../../../../components/observability/transaction-search";
import { admitsService } from "../../../support/access";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const valid: TransactionSearchArgs = { workload, key: existingKey("shared", KEY) };
const GROUP = "aws:cloudwatch/logGroup:LogGroup";

const spans = "arn:aws:logs:eu-west-1:210987654321:log-group:aws/spans:log-stream:default";
const fromXRay = {
  "aws:SourceAccount": "210987654321",
  "aws:SourceArn": "arn:aws:xray:eu-west-1:210987654321:group/default",
};

describe("TransactionSearch", () => {
  it("sends spans to CloudWatch Logs and indexes what is free, and leaves aws/spans to X-Ray, which alone creates it", async () => {
    const { resources } = await preview(() => new TransactionSearch("traces", valid));

    assert.deepEqual(resources.countByType(), {
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": 1,
      "aws:xray/indexingRule:IndexingRule": 1,
      "aws:xray/traceSegmentDestination:TraceSegmentDestination": 1,
    });
    assert.equal(
      resources.only("aws:xray/traceSegmentDestination:TraceSegmentDestination")?.inputs.destination,
      "CloudWatchLogs",
    );
    const { name, rule } = Object(resources.only("aws:xray/indexingRule:IndexingRule")?.inputs);
    assert.deepEqual([name, rule.probabilistic.desiredSamplingPercentage], ["Default", 1]);
    assert.equal(resources.only(GROUP)?.inputs.name, "/aws/application-signals/data");
  });

  it("keeps spans as the standard demands once their group is imported", async () => {
    const { resources } = await preview(() => new TransactionSearch("traces", { ...valid, adoptSpans: true }));

    assert.deepEqual(
      resources.all(GROUP).map(({ inputs }) => [inputs.name, inputs.retentionInDays, inputs.kmsKeyId]),
      [
        ["/aws/application-signals/data", 365, KEY],
        ["aws/spans", 365, KEY],
      ],
    );
  });

  it("lets X-Ray write spans of this account, and nobody anything else", async () => {
    const { resources } = await preview(() => new TransactionSearch("traces", valid));
    const policy = resources.only("aws:cloudwatch/logResourcePolicy:LogResourcePolicy")?.inputs.policyDocument;
    const ask = (action: string, resource: string, context: Record<string, string | undefined>) =>
      admitsService(policy, "xray.amazonaws.com", { action, resource, context });

    assert.equal(ask("logs:PutLogEvents", spans, fromXRay), "allowed");
    assert.equal(
      ask(
        "logs:PutLogEvents",
        "arn:aws:logs:eu-west-1:210987654321:log-group:/aws/lambda/other:log-stream:a",
        fromXRay,
      ),
      "denied",
    );
    assert.equal(ask("logs:DeleteLogGroup", spans, fromXRay), "denied");
    for (const key of Object.keys(fromXRay)) {
      assert.equal(ask("logs:PutLogEvents", spans, { ...fromXRay, [key]: "999999999999" }), "denied", key);
      assert.equal(ask("logs:PutLogEvents", spans, { ...fromXRay, [key]: undefined }), "denied", key);
    }
  });

  it("refuses a share that is none", async () => {
    const { error } = await preview(() => new TransactionSearch("traces", { ...valid, indexedPercent: 101 }));

    assert.deepEqual(
      error?.faults.map(({ id, found }) => [id, found]),
      [["observability/TransactionSearch/indexedPercent", "101"]],
    );
  });
});
