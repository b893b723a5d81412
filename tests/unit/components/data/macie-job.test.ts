import assert from "node:assert/strict";
import { MacieJob, type MacieJobArgs } from "../../../../components/data/macie-job";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { admits } from "../../../support/access";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const SESSION = "aws:macie2/account:Account";
const JOB = "aws:macie2/classificationJob:ClassificationJob";
const build = (change: Partial<MacieJobArgs> = {}) => new MacieJob("discovery", { workload, ...change });

describe("MacieJob", () => {
  it("looks through every bucket of confidential data and above, and tells soon", async () => {
    const { resources } = await preview(build);
    const job = resources.only(JOB);

    assert.deepEqual(resources.countByType(), { [SESSION]: 1, [JOB]: 1 });
    assert.equal(resources.only(SESSION)?.inputs.findingPublishingFrequency, "FIFTEEN_MINUTES");
    assert.deepEqual(
      [job?.inputs.name, job?.inputs.jobType, job?.inputs.scheduleFrequency, job?.inputs.initialRun],
      ["support-prod-discovery", "SCHEDULED", { weeklySchedule: "MONDAY" }, true],
    );
    assert.deepEqual(job?.inputs.s3JobDefinition, {
      bucketCriteria: {
        includes: {
          ands: [
            {
              tagCriterion: {
                comparator: "EQ",
                tagValues: [
                  { key: "data-classification", value: "confidential" },
                  { key: "data-classification", value: "restricted" },
                ],
              },
            },
          ],
        },
      },
    });
    assert.deepEqual(job?.state.dependencies, [resources.only(SESSION)?.urn]);
  });

  it("leaves the session away where Macie is on already", async () => {
    const { resources } = await preview(() => build({ enableMacie: false, every: "daily", from: "restricted" }));
    const job = resources.only(JOB);

    assert.deepEqual(resources.countByType(), { [JOB]: 1 });
    assert.deepEqual(job?.inputs.scheduleFrequency, { dailySchedule: true });
    assert.equal(job?.inputs.description, "Buckets of restricted data");
  });

  it("lets Macie's own role decrypt with a key, and nobody like it", async () => {
    const { resources } = await preview(() => new WorkloadKey("key", { workload, services: ["macie"] }));
    const { Statement } = JSON.parse(String(resources.only("aws:kms/key:Key")?.inputs.policy));
    const policy = {
      Version: "2012-10-17",
      Statement: Statement.filter(({ Sid }: { Sid: string }) => Sid === "UsedByMacie"),
    };
    const role = "arn:aws:iam::210987654321:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie";
    const request = {
      action: "kms:Decrypt",
      resource: "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    };

    assert.equal(admits(policy, role, request), "allowed");
    assert.equal(admits(policy, `${role}2`, request), "denied");
    assert.equal(admits(policy, role.replace("210987654321", "999999999999"), request), "denied");
    assert.equal(admits(policy, "arn:aws:iam::210987654321:root", request), "denied");
    assert.equal(admits(policy, role, { ...request, action: "kms:GenerateDataKey" }), "denied");
  });

  it("refuses every bad argument at once", async () => {
    const { error, resources } = await preview(() =>
      build(JSON.parse('{"from":"secret","every":"hourly","samplingPercent":0}')),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["discovery.from", "secret"],
        ["discovery.every", "hourly"],
        ["discovery.samplingPercent", "0"],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});
