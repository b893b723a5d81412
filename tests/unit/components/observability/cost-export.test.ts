import assert from "node:assert/strict";
import { CostExport } from "../../../../components/observability/cost-export";
import { admitsService, nearMisses } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const BUCKET = "support-prod-costs-reports-210987654321";
const fromExports = {
  "aws:SourceAccount": "210987654321",
  "aws:SourceArn": "arn:aws:bcm-data-exports:us-east-1:210987654321:export/support-prod-costs-1",
};

describe("CostExport", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => new CostExport("costs", { workload }));
  });

  it("exports what each resource and principal cost, as Parquet to a bucket of its own", () => {
    const { name, dataQueries, destinationConfigurations, refreshCadences } = Object(
      test.resources.only("aws:bcmdata/export:Export")?.inputs.export,
    );
    const [{ queryStatement, tableConfigurations }] = dataQueries;
    const [destination] = destinationConfigurations[0].s3Destinations;

    assert.equal(name, "support-prod-costs");
    assert.match(queryStatement, /^SELECT [a-z_, ]+ FROM COST_AND_USAGE_REPORT$/);
    for (const column of ["line_item_iam_principal", "line_item_resource_id", "resource_tags"]) {
      assert.ok(queryStatement.includes(column), column);
    }
    assert.deepEqual(tableConfigurations.COST_AND_USAGE_REPORT, {
      BILLING_VIEW_ARN: "arn:aws:billing::210987654321:billingview/primary",
      TIME_GRANULARITY: "HOURLY",
      INCLUDE_RESOURCES: "TRUE",
      INCLUDE_IAM_PRINCIPAL_DATA: "TRUE",
      INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: "FALSE",
      INCLUDE_SPLIT_COST_ALLOCATION_DATA: "FALSE",
    });
    assert.deepEqual([destination.s3Bucket, destination.s3Prefix, destination.s3Region], [BUCKET, "cost", "eu-west-1"]);
    assert.deepEqual(destination.s3OutputConfigurations, [
      { format: "PARQUET", compression: "PARQUET", outputType: "CUSTOM", overwrite: "OVERWRITE_REPORT" },
    ]);
    assert.deepEqual(refreshCadences, [{ frequency: "SYNCHRONOUS" }]);
  });

  it("keeps reports as internal logs are kept, and activates no tags unless told to", async () => {
    const { inputs } = Object(test.resources.only("aws:s3/bucket:Bucket"));
    assert.deepEqual(
      [inputs.bucket, inputs.tags["data-classification"], inputs.tags["plinth:store"]],
      [BUCKET, "internal", "log"],
    );
    assert.equal(test.resources.all("aws:costexplorer/costAllocationTag:CostAllocationTag").length, 0);

    const payer = await preview(() => new CostExport("costs", { workload, activateTags: true }));
    assert.deepEqual(
      payer.resources
        .all("aws:costexplorer/costAllocationTag:CostAllocationTag")
        .map(({ inputs: { tagKey, status } }) => [tagKey, status]),
      [
        ["workload", "Active"],
        ["owner", "Active"],
        ["environment", "Active"],
      ],
    );
  });

  it("lets billing write reports of this account, and nothing near that", () => {
    const policy = test.resources.only("aws:s3/bucketPolicy:BucketPolicy")?.inputs.policy;
    const BILLING = "bcm-data-exports.amazonaws.com";
    const asked = { action: "s3:PutObject", resource: `arn:aws:s3:::${BUCKET}/cost/a.parquet`, context: fromExports };
    const allowed = [
      asked,
      { ...asked, resource: `arn:aws:s3:::${BUCKET}/aws-programmatic-access-test-object` },
      { ...asked, action: "s3:GetBucketPolicy", resource: `arn:aws:s3:::${BUCKET}` },
    ];
    const misses = [
      ...nearMisses(asked, ["s3:GetObject", "s3:DeleteObject", "s3:PutBucketPolicy"]),
      { ...asked, resource: `arn:aws:s3:::${BUCKET}/elsewhere/a.parquet` },
      { ...asked, resource: "arn:aws:s3:::another/cost/a.parquet" },
      { ...asked, context: { ...fromExports, "aws:SecureTransport": "false" } },
    ];

    for (const request of allowed) assert.equal(admitsService(policy, BILLING, request), "allowed", request.action);
    for (const miss of misses) assert.equal(admitsService(policy, BILLING, miss), "denied", JSON.stringify(miss));
    assert.equal(admitsService(policy, "logging.s3.amazonaws.com", asked), "denied");
  });

  it("refuses to keep reports for longer than the standard lets it", async () => {
    const { error } = await preview(() => new CostExport("costs", { workload, retentionDays: 10_000 }));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [["costs-reports.retentionDays", "10000"]],
    );
  });
});
