import assert from "node:assert/strict";
import { CLASSIFICATIONS } from "@plinth/standards";
import { ClassifiedBucket, type ClassifiedBucketArgs } from "../../../../components/data/classified-bucket";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { preview } from "../../../support/preview";
import { given, ruleOf, statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const valid: ClassifiedBucketArgs = { workload, classification: "internal", kind: "source" };
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

function withKey(change: Partial<ClassifiedBucketArgs>): ClassifiedBucket {
  const key = new WorkloadKey("support-key", { workload: change.workload ?? workload });
  return new ClassifiedBucket("support-sources", { ...valid, key, ...change });
}

describe("ClassifiedBucket", () => {
  it("creates one private, versioned bucket that expires its objects", async () => {
    const { resources } = await preview(() => new ClassifiedBucket("support-sources", valid));

    assert.deepEqual(resources.countByType(), {
      "aws:s3/bucket:Bucket": 1,
      [LIFECYCLE]: 1,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
      "aws:s3/bucketPolicy:BucketPolicy": 1,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
      [ENCRYPTION]: 1,
      "aws:s3/bucketVersioning:BucketVersioning": 1,
    });
    const bucket = resources.only("aws:s3/bucket:Bucket");
    assert.equal(bucket?.inputs.bucket, "support-prod-sources-210987654321");
    assert.deepEqual(bucket?.inputs.tags, {
      workload: "support",
      owner: "customer-care",
      environment: "prod",
      "data-classification": "internal",
      "plinth:store": "source",
    });
    assert.equal(bucket?.state.protect, true);
  });

  it("keeps nothing beyond the standard's maximum, expired versions included", async () => {
    const retained = async (retentionDays?: number) => {
      const { resources } = await preview(() => new ClassifiedBucket("support-sources", { ...valid, retentionDays }));
      const { expiration, noncurrentVersionExpiration } = ruleOf(resources.only(LIFECYCLE));
      return [expiration, noncurrentVersionExpiration];
    };

    assert.deepEqual(await retained(), [{ days: 1797 }, { noncurrentDays: 30 }]);
    assert.deepEqual(await retained(1827), [{ days: 1827 }, { noncurrentDays: 1 }]);
    assert.deepEqual(await retained(30), [{ days: 30 }, { noncurrentDays: 30 }]);
  });

  it("denies plain text, old TLS, and everyone outside the account", async () => {
    const { resources } = await preview(() => new ClassifiedBucket("support-sources", valid));
    const statements = statementsOf(resources.only("aws:s3/bucketPolicy:BucketPolicy"));

    assert.deepEqual(
      statements.map(({ Sid, Effect, Principal, Action, Condition }) => [Sid, Effect, Principal, Action, Condition]),
      [
        ["TlsOnly", "Deny", "*", "s3:*", { Bool: { "aws:SecureTransport": "false" } }],
        ["ModernTlsOnly", "Deny", "*", "s3:*", { NumericLessThan: { "s3:TlsVersion": "1.2" } }],
        [
          "NoOutsiders",
          "Deny",
          "*",
          "s3:*",
          {
            StringNotEqualsIfExists: { "aws:PrincipalAccount": "210987654321" },
            BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
          },
        ],
      ],
    );
    assert.deepEqual(statements[0]?.Resource, [
      "arn:aws:s3:::support-prod-sources-210987654321",
      "arn:aws:s3:::support-prod-sources-210987654321/*",
    ]);
  });

  it("encrypts with the workload's key, and logs access to a bucket of its own, where the standard demands it", async () => {
    const { resources } = await preview(() => withKey({ classification: "confidential" }));

    const key = resources.only("aws:kms/key:Key");
    assert.deepEqual(resources.named("support-sources-encryption")?.inputs.rules, [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key?.props.arn },
        bucketKeyEnabled: true,
      },
    ]);
    assert.deepEqual(given(resources.only(LOGGING)), {
      bucket: "support-prod-sources-210987654321",
      targetBucket: "support-prod-sources-access-logs-210987654321",
      targetPrefix: "support-prod-sources/",
    });
    const delivery = statementsOf(resources.named("support-sources-access-logs-policy")).at(-1);
    assert.deepEqual(delivery, {
      Sid: "AccessLogs",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::support-prod-sources-access-logs-210987654321/*",
      Condition: {
        StringEquals: { "aws:SourceAccount": "210987654321" },
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" },
      },
    });
    const { applyServerSideEncryptionByDefault } = ruleOf(resources.named("support-sources-access-logs-encryption"));
    assert.deepEqual(applyServerSideEncryptionByDefault, { sseAlgorithm: "AES256" });
  });

  it("logs access to a bucket that exists, if one is named", async () => {
    const { resources } = await preview(() =>
      withKey({ classification: "confidential", accessLogBucketName: "acme-access-logs" }),
    );

    assert.equal(resources.all("aws:s3/bucket:Bucket").length, 1);
    assert.equal(resources.only(LOGGING)?.inputs.targetBucket, "acme-access-logs");
  });

  it("locks restricted outputs and audit records, and no sources, by what can be added to a bucket that exists", async () => {
    const restricted = { ...workload, classification: "restricted" as const };
    const lockOf = async (kind: ClassifiedBucketArgs["kind"]) => {
      const { resources } = await preview(() => withKey({ workload: restricted, classification: "restricted", kind }));
      const locked = resources.named("support-sources-bucket")?.inputs.objectLockEnabled;
      return [locked, resources.only(LOCK)?.inputs.rule];
    };

    assert.deepEqual(await lockOf("output"), [undefined, { defaultRetention: { mode: "GOVERNANCE", days: 90 } }]);
    assert.deepEqual(await lockOf("audit"), [undefined, { defaultRetention: { mode: "COMPLIANCE", days: 1827 } }]);
    assert.deepEqual(await lockOf("source"), [undefined, undefined]);
  });

  it("lets a role read, or write without reading back, and use the key for it", async () => {
    const { resources } = await preview(
      () => {
        const bucket = withKey({});
        bucket.grantRead(new WorkloadRole("support-reader", { workload, service: "lambda" }));
        bucket.grantWrite(new WorkloadRole("support-writer", { workload, service: "lambda" }));
      },
      { unknowns: true },
    );

    assert.deepEqual(statementsOf(resources.named("support-reader-read-support-sources")), [
      {
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: ["arn:aws:s3:::support-prod-sources-210987654321/*"],
      },
      { Effect: "Allow", Action: ["s3:ListBucket"], Resource: ["arn:aws:s3:::support-prod-sources-210987654321"] },
    ]);
    assert.deepEqual(statementsOf(resources.named("support-writer-write-support-sources")), [
      {
        Effect: "Allow",
        Action: ["s3:PutObject"],
        Resource: ["arn:aws:s3:::support-prod-sources-210987654321/*"],
      },
    ]);
    assert.deepEqual(
      resources
        .all("aws:iam/rolePolicy:RolePolicy")
        .map(({ name }) => name)
        .sort(),
      [
        "support-reader-decrypt-support-key",
        "support-reader-read-support-sources",
        "support-writer-encrypt-support-key",
        "support-writer-write-support-sources",
      ],
    );
  });

  it("stays within every level's retention when nothing is said", async () => {
    const restricted = { ...workload, classification: "restricted" as const };
    for (const classification of CLASSIFICATIONS) {
      const { error } = await preview(() => withKey({ workload: restricted, classification }));
      assert.equal(error, undefined, classification);
    }
  });

  it("refuses confidential data without a key, and a retention out of range, in one error", async () => {
    const { error, resources } = await preview(
      () => new ClassifiedBucket("answers", { ...valid, classification: "confidential", retentionDays: 1 }),
    );

    assert.deepEqual(error?.faults, [
      {
        id: "data/ClassifiedBucket/retentionDays",
        path: "answers.retentionDays",
        found: "1",
        allowed: "90 to 1827 whole days for source stores of confidential data",
      },
      {
        id: "data/ClassifiedBucket/key",
        path: "answers.key",
        found: undefined,
        allowed: "a key of the workload's own for confidential data",
      },
    ]);
    assert.equal(resources.count(), 0);
  });

  it("refuses data above the workload's own classification, and an organisation that is none", async () => {
    const { error } = await preview(
      () => new ClassifiedBucket("answers", { ...valid, classification: "restricted", organizationId: "acme" }),
    );

    assert.deepEqual(
      error?.faults.map(({ id }) => id),
      ["data/ClassifiedBucket/classification", "data/ClassifiedBucket/key", "data/ClassifiedBucket/organizationId"],
    );
  });

  it("refuses a name that S3 would not take", async () => {
    const { error } = await preview(() => new ClassifiedBucket("Support_Sources", valid));

    assert.deepEqual(
      error?.faults.map(({ id, found }) => [id, found]),
      [["data/ClassifiedBucket/name", "support-prod-Support_Sources-210987654321"]],
    );
  });
});
