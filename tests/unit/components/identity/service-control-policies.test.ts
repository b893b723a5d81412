import assert from "node:assert/strict";
import type { DenyStatement } from "../../../../components/identity/pack-policies";
import {
  ServiceControlPolicies,
  type ServiceControlPoliciesArgs,
} from "../../../../components/identity/service-control-policies";
import { platform } from "../../../support/landing-zone";
import { preview } from "../../../support/preview";

const POLICY = "aws:organizations/policy:Policy";
const ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";

const statement = (Sid: string, bytes = 100): DenyStatement => ({
  Sid,
  Effect: "Deny",
  Action: [`s3:${"x".repeat(bytes)}`],
  Resource: ["*"],
});
const setOf = (...statements: DenyStatement[]) => ({ description: "Baseline", statements, targets: ["workloads"] });
const valid: ServiceControlPoliciesArgs = {
  workload: platform,
  sets: { baseline: setOf(statement("A"), statement("B")) },
  targets: { workloads: "ou-1", security: "ou-2" },
};

describe("ServiceControlPolicies", () => {
  it("creates one policy for what fits one document, attached to each target of the set", async () => {
    const sets = { baseline: { ...setOf(statement("A"), statement("B")), targets: ["workloads", "security"] } };
    const { resources } = await preview(() => new ServiceControlPolicies("controls", { ...valid, sets }));

    assert.deepEqual(resources.countByType(), { [POLICY]: 1, [ATTACHMENT]: 2 });
    const { name, description, type, content } = resources.only(POLICY)?.inputs ?? {};
    assert.deepEqual(
      { name, description, type, content: JSON.parse(String(content)) },
      {
        name: "landing-zone-prod-controls-baseline-1",
        description: "Baseline",
        type: "SERVICE_CONTROL_POLICY",
        content: { Version: "2012-10-17", Statement: [statement("A"), statement("B")] },
      },
    );
    const policyId = resources.only(POLICY)?.state.id;
    assert.deepEqual(
      resources.all(ATTACHMENT).map(({ inputs }) => [inputs.policyId, inputs.targetId]),
      [
        [policyId, "ou-1"],
        [policyId, "ou-2"],
      ],
    );
  });

  it("creates as many policies as the size limit makes of a set", async () => {
    const sets = { baseline: setOf(statement("A", 4_000), statement("B", 4_000), statement("C", 900)) };
    const { resources } = await preview(() => new ServiceControlPolicies("controls", { ...valid, sets }));

    assert.deepEqual(
      resources.all(POLICY).map(({ inputs }) => inputs.name),
      ["landing-zone-prod-controls-baseline-1", "landing-zone-prod-controls-baseline-2"],
    );
    assert.equal(resources.all(ATTACHMENT).length, 2);
  });

  it("refuses more policies on a target than AWS allows beside FullAWSAccess, and unknown targets, together", async () => {
    const full = [..."ABCDE"].map((Sid) => statement(Sid, 4_000));
    const sets = { baseline: setOf(...full), other: { ...setOf(statement("F")), targets: ["sandbox"] } };
    const { error, resources } = await preview(() => new ServiceControlPolicies("controls", { ...valid, sets }));

    assert.deepEqual(
      error?.faults.map(({ id, found, allowed }) => [id, found, allowed]),
      [
        ["identity/ServiceControlPolicies/sets.targets", "sandbox", "some of workloads, security"],
        [
          "identity/ServiceControlPolicies/targets",
          "5 on workloads",
          "at most 4 policies on a target, beside FullAWSAccess",
        ],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});
