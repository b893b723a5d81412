import assert from "node:assert/strict";
import { STORE_TAG } from "@plinth/standards";
import { ActionLog, type ActionLogArgs } from "../../../../components/governance/action-log";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { type Asked, admits, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const BUCKET = "arn:aws:s3:::support-prod-actions-records-210987654321";
const RECORD = `${BUCKET}/2026/11/22/a1/done.json`;
const AGENT = "arn:aws:iam::210987654321:role/workload/support/agent";

function build(change: Partial<ActionLogArgs> = {}): ActionLog {
  const log = new ActionLog("actions", { workload, ...change });
  log.grantAppend(new WorkloadRole("actor", { workload, service: "lambda" }));
  log.grantRead(new WorkloadRole("auditor", { workload, service: "lambda" }));
  return log;
}

describe("ActionLog", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build(), { config: OWN_ACCOUNT });
  });

  it("keeps audit records under a key of its own, for as long as the standard says", async () => {
    const tags = Object(test.resources.named("actions-records-bucket")?.inputs.tags);
    const restricted = await preview(() => build({ workload: { ...workload, classification: "restricted" } }));
    const lock = restricted.resources.only("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration");

    assert.deepEqual([tags[STORE_TAG], tags[workload.standard.tagKeys.classification]], ["audit", "confidential"]);
    assert.notEqual(test.resources.named("actions-key-key"), undefined);
    assert.equal(Object(lock?.inputs.rule).defaultRetention.mode, "COMPLIANCE");
  });

  it("refuses everyone to write over a record or to take one away", () => {
    const policy = test.resources.named("actions-records-policy")?.inputs.policy;
    // The policy's denials, with everything else allowed, as an administrator of the account is.
    const document = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        ...statementsOf(test.resources.named("actions-records-policy")),
        { Effect: "Allow", Principal: { AWS: AGENT }, Action: "s3:*", Resource: "*" },
      ],
    });
    const put = (context: Asked["context"]): Asked => ({
      action: "s3:PutObject",
      resource: RECORD,
      context: { "s3:TlsVersion": "1.3", "s3:ObjectCreationOperation": "true", ...context },
    });
    const of = (action: string): Asked => ({ ...put({ "s3:if-none-match": "*" }), action });

    assert.notEqual(policy, undefined);
    assert.equal(admits(document, AGENT, put({ "s3:if-none-match": "*" })), "allowed");
    assert.equal(admits(document, AGENT, of("s3:GetObject")), "allowed");
    assert.equal(admits(document, AGENT, put({})), "denied");
    assert.equal(admits(document, AGENT, put({ "s3:if-match": "etag" })), "denied");
    for (const action of ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"]) {
      assert.equal(admits(document, AGENT, of(action)), "denied", action);
    }
  });

  it("lets who acts add records and who audits read them, and neither do anything near that", () => {
    const parts: readonly Part[] = [
      [
        "actor-role",
        { action: "s3:PutObject", resource: RECORD },
        ["s3:GetObject", "s3:DeleteObject", "s3:ListBucket"],
      ],
      [
        "auditor-role",
        { action: "s3:GetObject", resource: RECORD },
        ["s3:PutObject", "s3:DeleteObject", "s3:PutObjectRetention"],
      ],
    ];
    assertOnly(test, parts, 20);
  });

  it("refuses to keep records for less than the standard demands", async () => {
    const { error } = await preview(() => build({ retentionDays: 10 }));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [["actions.retentionDays", "10"]],
    );
  });
});
