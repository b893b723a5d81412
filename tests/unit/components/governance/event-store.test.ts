import assert from "node:assert/strict";
import { AuditTrail } from "../../../../components/governance/audit-trail";
import type { EventStoreArgs } from "../../../../components/governance/event-store";
import { LineageStore } from "../../../../components/governance/lineage-store";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { accessIn, admits, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const WRITER = "arn:aws:iam::210987654321:role/workload/support/writer";

const valid: EventStoreArgs = { workload };
const stores = [
  {
    name: "AuditTrail",
    store: "audit",
    make: (args: EventStoreArgs) => new AuditTrail("audit", args),
    variables: ["AUDIT_BUCKET", "AUDIT_KEY_ARN"],
  },
  {
    name: "LineageStore",
    store: "lineage",
    make: (args: EventStoreArgs) => new LineageStore("lineage", args),
    variables: ["LINEAGE_BUCKET", "LINEAGE_KEY_ARN"],
  },
];

for (const { name, store, make, variables } of stores) {
  describe(name, () => {
    const bucket = `support-prod-${store}-records-210987654321`;
    const event = {
      action: "s3:PutObject",
      resource: `arn:aws:s3:::${bucket}/events/2026/11/22/a.json`,
    };
    let test: TestPreview;
    before(async () => {
      test = await preview(
        () => {
          const events = make(valid);
          events.grantAppend(new WorkloadRole("writer", { workload, service: "lambda" }));
          events.grantRead(new WorkloadRole("auditor", { workload, service: "lambda" }));
          return Object.keys(events.environment);
        },
        { config: OWN_ACCOUNT },
      );
    });

    it("is locked against everyone for six months at least, though the standard locks no confidential data", () => {
      const { rule } = Object(test.resources.named(`${store}-records-lock`)?.inputs);
      const { tags, bucket: bucketName } = Object(test.resources.named(`${store}-records-bucket`)?.inputs);

      assert.equal(workload.standard.classifications.confidential.objectLock, false);
      assert.deepEqual(rule.defaultRetention, { mode: "COMPLIANCE", days: 731 });
      assert.deepEqual([bucketName, tags["plinth:store"]], [bucket, "audit"]);
    });

    it("tells whoever adds events where to", async () => {
      const names: string[] = [];
      await preview(() => names.push(...Object.keys(make(valid).environment)));

      assert.deepEqual(names, variables);
    });

    it("takes events from the workload, which cannot read them, and shows them to auditors, who cannot write", () => {
      const access = accessIn(test);
      const read = { action: "s3:GetObject", resource: event.resource };

      assert.equal(access("writer-role", event), "allowed");
      assert.equal(access("auditor-role", read), "allowed");
      const misses = [
        ...nearMisses(event, ["s3:GetObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutBucketPolicy"]),
        { action: "s3:PutObjectRetention", resource: event.resource },
        { action: "s3:BypassGovernanceRetention", resource: event.resource },
        { action: "s3:ListBucket", resource: `arn:aws:s3:::${bucket}` },
      ];
      for (const miss of misses) assert.equal(access("writer-role", miss), "denied", JSON.stringify(miss));
      for (const miss of nearMisses(read, ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"])) {
        assert.equal(access("auditor-role", miss), "denied", JSON.stringify(miss));
      }
      assert.ok(misses.length >= 14, `${misses.length} near misses`);
    });

    it("lets nobody write over an event or take one away, whatever else they may do", () => {
      const policy = test.resources.named(`${store}-records-policy`)?.inputs.policy;
      const open = JSON.parse(String(policy));
      open.Statement.push({ Effect: "Allow", Principal: { AWS: WRITER }, Action: "s3:*", Resource: "*" });
      const tls = { "s3:TlsVersion": "1.3", "aws:PrincipalIsAWSService": "false" };
      const ask = (action: string, context: Record<string, string> = {}) =>
        admits(open, WRITER, { action, resource: event.resource, context: { ...tls, ...context } });
      const creation = { "s3:ObjectCreationOperation": "true" };

      assert.equal(ask("s3:PutObject", { ...creation, "s3:if-none-match": "*" }), "allowed");
      assert.equal(ask("s3:PutObject", creation), "denied");
      for (const action of ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"]) {
        assert.equal(ask(action), "denied", action);
      }
    });

    it("refuses to keep events for less than the standard demands", async () => {
      const { error, resources } = await preview(() => make({ ...valid, retentionDays: 30 }));

      assert.deepEqual(
        error?.faults.map(({ path, found }) => [path, found]),
        [[`${store}.retentionDays`, "30"]],
      );
      assert.equal(resources.count(), 0);
    });

    it("refuses a standard that keeps audit records for less than six months", async () => {
      const standard = structuredClone(workload.standard);
      Object.assign(standard.classifications.confidential.retention.audit, { minimumDays: 90 });
      const { error } = await preview(() => make({ workload: { ...workload, standard } }));

      assert.deepEqual(
        error?.faults.map(({ path, found }) => [path, found]),
        [[`${store}.workload.standard`, "90"]],
      );
    });
  });
}
