import assert from "node:assert/strict";
import { existingKey } from "../../../../components/identity/encryption-key";
import { InvocationLogging, type InvocationLoggingArgs } from "../../../../components/observability/invocation-logging";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const CONFIGURATION = "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration";
const RECORDS = "support-prod-invocations-records-210987654321";

const restricted = { ...workload, classification: "restricted" } as const;

function build(change: Partial<InvocationLoggingArgs> = {}): InvocationLogging {
  return new InvocationLogging("invocations", { workload, key: existingKey("shared", KEY), ...change });
}

describe("InvocationLogging", () => {
  it("records who called which model, without what was said, in an audit store that only Bedrock writes to", async () => {
    const { resources } = await preview(() => build());

    assert.deepEqual(resources.only(CONFIGURATION)?.inputs.loggingConfig, {
      textDataDeliveryEnabled: false,
      imageDataDeliveryEnabled: false,
      videoDataDeliveryEnabled: false,
      embeddingDataDeliveryEnabled: false,
      s3Config: { bucketName: RECORDS, keyPrefix: "invocations" },
    });
    const policy = resources.named("invocations-records-policy")?.inputs.policy;
    assert.deepEqual(JSON.parse(String(policy)).Statement.at(-1), {
      Sid: "WrittenByBedrock",
      Effect: "Allow",
      Principal: { Service: "bedrock.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: `arn:aws:s3:::${RECORDS}/invocations/AWSLogs/210987654321/BedrockModelInvocationLogs/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": "210987654321" },
        ArnLike: { "aws:SourceArn": "arn:aws:bedrock:eu-west-1:210987654321:*" },
      },
    });
    assert.equal(resources.only("aws:cloudwatch/logGroup:LogGroup"), undefined);
  });

  it("is configured after the permissions that Bedrock tries out", async () => {
    const { resources } = await preview(() => build());
    const { dependencies = [] } = resources.only(CONFIGURATION)?.state ?? {};

    assert.ok(dependencies.includes(resources.named("invocations-records-policy")?.urn ?? "none"));
  });

  it("keeps what was said in a locked store of outputs, where the standard locks it", async () => {
    const { resources } = await preview(() => build({ workload: restricted, textDelivery: true }));
    const { minimumDays } = restricted.standard.classifications.restricted.retention.output;

    assert.deepEqual(
      resources.only("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")?.inputs.rule,
      { defaultRetention: { mode: "GOVERNANCE", days: minimumDays } },
    );
  });

  it("writes to an encrypted log group through a role that only Bedrock takes on", async () => {
    const { resources } = await preview(() => build({ destinations: ["log-group"] }));
    const logs = resources.only("aws:cloudwatch/logGroup:LogGroup")?.inputs;
    const role = resources.only("aws:iam/role:Role");

    assert.deepEqual([logs?.name, logs?.kmsKeyId], ["/aws/bedrock/support-prod-invocations", KEY]);
    assert.deepEqual(JSON.parse(String(role?.inputs.assumeRolePolicy)).Statement, [
      {
        Effect: "Allow",
        Principal: { Service: "bedrock.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "210987654321" },
          ArnLike: { "aws:SourceArn": "arn:aws:bedrock:eu-west-1:210987654321:*" },
        },
      },
    ]);
    assert.deepEqual(JSON.parse(String(resources.only("aws:iam/rolePolicy:RolePolicy")?.inputs.policy)).Statement, [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [
          "arn:aws:logs:eu-west-1:210987654321:log-group:/aws/bedrock/support-prod-invocations:log-stream:aws/bedrock/modelinvocations",
        ],
      },
    ]);
    assert.equal(resources.only("aws:s3/bucket:Bucket"), undefined);
  });

  it("refuses text in a store that is not locked, in a log group, and no destination at all", async () => {
    const unlocked = await preview(() => build({ textDelivery: true }));
    const logged = await preview(() =>
      build({ workload: restricted, textDelivery: true, destinations: ["store", "log-group"] }),
    );
    const nowhere = await preview(() => build({ destinations: [] }));

    assert.deepEqual(
      [unlocked, logged, nowhere].map(({ error }) => error?.faults.map(({ path, allowed }) => [path, allowed])),
      [
        [["invocations.textDelivery", "false: the standard locks no store of confidential data"]],
        [["invocations.textDelivery", "false where records go to a log group, which cannot be locked"]],
        [["invocations.destinations", "store, log-group, or both"]],
      ],
    );
    assert.equal(nowhere.resources.count(), 0);
  });
});
