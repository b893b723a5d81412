import assert from "node:assert/strict";
import { OrganizationTrail, type OrganizationTrailArgs } from "../../../../components/governance/organization-trail";
import { LOG_ARCHIVE, MANAGEMENT, platform } from "../../../support/landing-zone";
import { preview } from "../../../support/preview";

const valid: OrganizationTrailArgs = {
  workload: { ...platform, owner: "security", classification: "restricted", accountId: LOG_ARCHIVE },
  organizationId: "o-a1b2c3d4e5",
  managementAccountId: MANAGEMENT,
};
const TRAIL = "aws:cloudtrail/trail:Trail";
const TRAIL_ARN = `arn:aws:cloudtrail:eu-west-1:${MANAGEMENT}:trail/landing-zone-prod-audit-trail`;
const BUCKET = `landing-zone-prod-audit-archive-${LOG_ARCHIVE}`;

interface PolicyStatement {
  readonly Sid: string;
  readonly Principal: unknown;
}
const byService = (document: unknown): PolicyStatement[] =>
  (JSON.parse(String(document)).Statement as PolicyStatement[]).filter(
    ({ Principal }) => JSON.stringify(Principal) === '{"Service":"cloudtrail.amazonaws.com"}',
  );

describe("OrganizationTrail", () => {
  it("creates one trail of every account and region, validated and encrypted, into one locked bucket", async () => {
    const { resources } = await preview(() => new OrganizationTrail("audit", valid));

    assert.deepEqual(resources.countByType(), {
      [TRAIL]: 1,
      "aws:kms/alias:Alias": 1,
      "aws:kms/key:Key": 1,
      "aws:s3/bucket:Bucket": 2,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 2,
      "aws:s3/bucketLogging:BucketLogging": 1,
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": 1,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 2,
      "aws:s3/bucketPolicy:BucketPolicy": 2,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 2,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 2,
      "aws:s3/bucketVersioning:BucketVersioning": 2,
    });
    const { name, s3BucketName, isOrganizationTrail, isMultiRegionTrail, enableLogFileValidation, kmsKeyId } =
      resources.only(TRAIL)?.inputs ?? {};
    assert.deepEqual(
      { name, s3BucketName, isOrganizationTrail, isMultiRegionTrail, enableLogFileValidation, kmsKeyId },
      {
        name: "landing-zone-prod-audit-trail",
        s3BucketName: BUCKET,
        isOrganizationTrail: true,
        isMultiRegionTrail: true,
        enableLogFileValidation: true,
        kmsKeyId: resources.only("aws:kms/key:Key")?.props.arn,
      },
    );
  });

  it("records management events, and each use of Bedrock's models, agents, flows, guardrails, knowledge bases and prompts", async () => {
    const { resources } = await preview(() => new OrganizationTrail("audit", valid));

    const selectors = resources.only(TRAIL)?.inputs.advancedEventSelectors as
      | {
          fieldSelectors: { field: string; equals: string[] }[];
        }[]
      | undefined;
    assert.deepEqual(
      selectors?.map(({ fieldSelectors }) => fieldSelectors.map(({ equals }) => equals.join())),
      [
        ["Management"],
        ["Data", "AWS::Bedrock::AgentAlias"],
        ["Data", "AWS::Bedrock::AsyncInvoke"],
        ["Data", "AWS::Bedrock::FlowAlias"],
        ["Data", "AWS::Bedrock::Guardrail"],
        ["Data", "AWS::Bedrock::InlineAgent"],
        ["Data", "AWS::Bedrock::KnowledgeBase"],
        ["Data", "AWS::Bedrock::Model"],
        ["Data", "AWS::Bedrock::Prompt"],
      ],
    );
  });

  it("lets CloudTrail write for this one trail only, which the management account owns", async () => {
    const { resources } = await preview(() => new OrganizationTrail("audit", valid));

    const archive = resources.named("audit-archive-policy")?.inputs.policy;
    const arn = `arn:aws:s3:::${BUCKET}`;
    assert.deepEqual(byService(archive), [
      {
        Sid: "CheckedByTrail",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:GetBucketAcl",
        Resource: arn,
        Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
      },
      {
        Sid: "WrittenByTrail",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: [`${arn}/AWSLogs/${MANAGEMENT}/*`, `${arn}/AWSLogs/o-a1b2c3d4e5/*`],
        Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ]);
    assert.deepEqual(
      byService(resources.only("aws:kms/key:Key")?.inputs.policy).map(({ Sid }) => Sid),
      ["EncryptedByTrail", "DescribedByTrail"],
    );
  });

  it("locks records against everyone for the standard's minimum, then lets them expire", async () => {
    const { resources } = await preview(() => new OrganizationTrail("audit", valid));

    const lock = resources.only("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")?.inputs.rule;
    assert.deepEqual(lock, { defaultRetention: { mode: "COMPLIANCE", days: 1827 } });
    const rules = resources.named("audit-archive-retention")?.inputs.rules as { expiration: unknown }[] | undefined;
    assert.deepEqual(
      rules?.map(({ expiration }) => expiration),
      [{ days: 1827 }],
    );
  });

  it("knows every policy in preview, before AWS has assigned anything", async () => {
    const { resources } = await preview(() => new OrganizationTrail("audit", valid), { unknowns: true });

    assert.equal(byService(resources.named("audit-archive-policy")?.inputs.policy).length, 2);
    assert.equal(byService(resources.only("aws:kms/key:Key")?.inputs.policy).length, 2);
  });

  it("creates the bucket's policy before the trail, which tries to write", async () => {
    const { resources } = await preview(() => new OrganizationTrail("audit", valid));

    const policy = resources.named("audit-archive-policy")?.urn ?? "";
    assert.equal(resources.only(TRAIL)?.state.dependencies.includes(policy), true);
  });

  it("refuses a level that is not locked, and a retention out of the standard's range", async () => {
    const confidential = { ...valid.workload, classification: "confidential" } as const;
    const unlocked = await preview(() => new OrganizationTrail("audit", { ...valid, workload: confidential }));
    const short = await preview(() => new OrganizationTrail("audit", { ...valid, retentionDays: 90 }));

    assert.deepEqual(
      unlocked.error?.faults.map(({ id, found }) => [id, found]),
      [["governance/OrganizationTrail/workload.classification", "confidential"]],
    );
    assert.deepEqual(
      short.error?.faults.map(({ id, allowed }) => [id, allowed]),
      [["governance/OrganizationTrail/retentionDays", "1827 to 3653 whole days"]],
    );
    assert.equal(unlocked.resources.count() + short.resources.count(), 0);
  });
});
