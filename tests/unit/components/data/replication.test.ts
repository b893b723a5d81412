import assert from "node:assert/strict";
import type { Workload } from "@plinth/standards";
import { nameOfUrn } from "@plinth/standards/pulumi/urn";
import { Provider } from "@pulumi/aws/provider";
import { ClassifiedBucket, type ClassifiedBucketArgs } from "../../../../components/data/classified-bucket";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { type Asked, accessIn, assertOnly, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const ROLE = "articles-replication-role";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const SOURCE = "arn:aws:s3:::support-prod-articles-210987654321";
const REPLICA = "arn:aws:s3:::support-prod-euc1-articles-210987654321";
const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const REPLICA_KEY = KEY.replace("eu-west-1", "eu-central-1");

function bucketIn(prefix: string, replicaKey: Workload, change: Partial<ClassifiedBucketArgs>): ClassifiedBucket {
  const { accountId, region } = replicaKey;
  const provider = new Provider(`${prefix}account`, { region, allowedAccountIds: [accountId] });
  const key = new WorkloadKey(`${prefix}key`, { workload: replicaKey }, { provider });
  const args = { workload: replicaKey, classification: "confidential", kind: "source", key, ...change } as const;
  return new ClassifiedBucket(`${prefix}articles`, args, { provider });
}

function replicated(away: Partial<Workload> = {}, change: Partial<ClassifiedBucketArgs> = {}): void {
  const articles = bucketIn("", workload, {});
  articles.replicateTo(bucketIn("euc1-", { ...workload, region: "eu-central-1", ...away }, change));
}

describe("A bucket that is copied to another region", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => replicated(), { config: OWN_ACCOUNT });
  });

  it("copies each new object and each deletion, encrypted with the key of the other region", () => {
    const { resources } = test;
    const replication = resources.only(REPLICATION)?.inputs;

    assert.equal(replication?.bucket, "support-prod-articles-210987654321");
    assert.deepEqual(replication?.rules, [
      {
        id: "second-region",
        status: "Enabled",
        priority: 1,
        filter: { prefix: "" },
        deleteMarkerReplication: { status: "Enabled" },
        destination: {
          bucket: REPLICA,
          encryptionConfiguration: { replicaKmsKeyId: resources.named("euc1-key-key")?.props.arn },
        },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
      },
    ]);
    assert.equal(replication?.role, resources.named(ROLE)?.props.arn);
  });

  it("waits until both buckets keep versions, and goes with the bucket that it copies", () => {
    const { dependencies } = test.resources.only(REPLICATION)?.state ?? { dependencies: [] };
    const names = dependencies.map(nameOfUrn);

    assert.deepEqual(
      ["articles-versions", "euc1-articles-versions"].filter((name) => !names.includes(name)),
      [],
    );
  });

  it("is copied by a role that only S3 takes on, which reads the one and writes the other and nothing else", () => {
    const [trust] = statementsOf(test.resources.named(ROLE), "assumeRolePolicy");
    assert.deepEqual(trust?.Principal, { Service: "s3.amazonaws.com" });

    const others = [
      "s3:GetObject",
      "s3:PutObject",
      "s3:PutReplicationConfiguration",
      "s3:ObjectOwnerOverrideToBucketOwner",
    ];
    const reads = (action: string): Asked => ({ action, resource: `${SOURCE}/articles/returns.md` });
    const writes = (action: string): Asked => ({ action, resource: `${REPLICA}/articles/returns.md` });
    assertOnly(
      test,
      [
        [ROLE, { action: "s3:GetReplicationConfiguration", resource: SOURCE }, others],
        [ROLE, { action: "s3:ListBucket", resource: SOURCE }, others],
        ...["GetObjectVersionForReplication", "GetObjectVersionAcl", "GetObjectVersionTagging"].map(
          (action) => [ROLE, reads(`s3:${action}`), [...others, "s3:ReplicateObject"]] as const,
        ),
        ...["ReplicateObject", "ReplicateDelete", "ReplicateTags"].map(
          (action) => [ROLE, writes(`s3:${action}`), [...others, "s3:GetObjectVersionForReplication"]] as const,
        ),
      ],
      60,
    );
  });

  it("uses each side's key for that side: decrypting here, encrypting and checking there", () => {
    const access = accessIn(test);
    const withAlias = (resource: string, alias: string) => (action: string) => ({
      action: `kms:${action}`,
      resource,
      context: { "kms:ResourceAliases": `alias/support-prod-${alias}` },
    });
    const [sourceKey, replicaKey] = [withAlias(KEY, "key"), withAlias(REPLICA_KEY, "euc1-key")];

    for (const request of [
      sourceKey("Decrypt"),
      replicaKey("Encrypt"),
      replicaKey("Decrypt"),
      replicaKey("GenerateDataKey"),
    ]) {
      assert.equal(access(ROLE, request), "allowed", `${request.action} ${request.resource}`);
    }
    for (const request of [
      sourceKey("Encrypt"),
      sourceKey("GenerateDataKey"),
      sourceKey("CreateGrant"),
      replicaKey("CreateGrant"),
    ]) {
      assert.equal(access(ROLE, request), "denied", `${request.action} ${request.resource}`);
    }
    for (const miss of nearMisses(sourceKey("Decrypt"), ["kms:ReEncryptFrom", "kms:ScheduleKeyDeletion"])) {
      assert.equal(access(ROLE, miss), "denied", JSON.stringify(miss));
    }
  });

  it("refuses the same region, another workload's bucket, another classification and a missing key, all at once", async () => {
    const { error } = await preview(() =>
      replicated({ name: "claims", region: "eu-west-1" }, { classification: "internal", key: undefined }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["articles.replica", "euc1-articles"],
        ["articles.replica.region", "eu-west-1"],
        ["articles.replica.classification", "internal"],
        ["articles.replica.key", undefined],
      ],
    );
  });
});
