import type { Workload } from "@plinth/standards";
import * as bcmdata from "@pulumi/aws/bcmdata";
import * as costexplorer from "@pulumi/aws/costexplorer";
import * as pulumi from "@pulumi/pulumi";
import { ClassifiedBucket } from "../data/classified-bucket";
import type { Statement } from "../identity/policy-document";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link CostExport}. */
export interface CostExportArgs extends PlinthComponentArgs {
  /**
   * Whether to activate the standard's workload, owner and environment tags for cost allocation, which the export and budgets
   * need to distinguish workloads. Only the organisation's management account can do it. Default: false.
   */
  readonly activateTags?: boolean;
  /** Retention of reports, in days. Bounds: the standard's range for logs of internal data. Default: its maximum, less 30 days. */
  readonly retentionDays?: number;
}

const PREFIX = "cost";

/**
 * Columns of the export: line items by resource, tag and the principal that called the model.
 * Columns: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html (read 2026-11).
 */
const COLUMNS = [
  "bill_billing_period_start_date",
  "bill_payer_account_id",
  "identity_line_item_id",
  "identity_time_interval",
  "line_item_currency_code",
  "line_item_iam_principal",
  "line_item_line_item_description",
  "line_item_line_item_type",
  "line_item_operation",
  "line_item_product_code",
  "line_item_resource_id",
  "line_item_unblended_cost",
  "line_item_usage_account_id",
  "line_item_usage_amount",
  "line_item_usage_end_date",
  "line_item_usage_start_date",
  "line_item_usage_type",
  "pricing_unit",
  "product_region_code",
  "resource_tags",
];

/**
 * An export of billing data (Cost and Usage Report 2.0), to reconcile the estimated cost of requests with the bill.
 *
 * Creates a private bucket that only AWS Billing may write to for this account, and an hourly export in Parquet format with
 * resources, tags and calling principals. Its classification is internal: it contains usage, and no prompts or completions.
 *
 * @example
 * new CostExport("costs", { workload });
 */
export class CostExport extends PlinthComponent {
  /** Name of the bucket of reports. Known in preview. */
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: CostExportArgs, opts?: pulumi.ComponentResourceOptions) {
    super("CostExport", name, args, opts, []);
    const bucket = this.createBucket(args);
    this.createExport(bucket);
    if (args.activateTags) this.activateTags();
    this.bucketName = bucket.bucketName;
    this.registerOutputs({ bucketName: this.bucketName });
  }

  private createBucket({ workload, retentionDays }: CostExportArgs): ClassifiedBucket {
    return new ClassifiedBucket(
      `${this.name}-reports`,
      {
        workload,
        classification: "internal",
        kind: "log",
        retentionDays,
        serviceStatements: (bucketArn) => writtenByBilling(workload, bucketArn),
      },
      { parent: this },
    );
  }

  private createExport(bucket: ClassifiedBucket): void {
    const { partition, accountId, region } = this.workload;
    new bcmdata.Export(
      `${this.name}-export`,
      {
        export: {
          name: this.physicalName(),
          dataQueries: [
            {
              queryStatement: `SELECT ${COLUMNS.join(", ")} FROM COST_AND_USAGE_REPORT`,
              tableConfigurations: {
                COST_AND_USAGE_REPORT: {
                  BILLING_VIEW_ARN: `arn:${partition}:billing::${accountId}:billingview/primary`,
                  TIME_GRANULARITY: "HOURLY",
                  INCLUDE_RESOURCES: "TRUE",
                  INCLUDE_IAM_PRINCIPAL_DATA: "TRUE",
                  INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: "FALSE",
                  INCLUDE_SPLIT_COST_ALLOCATION_DATA: "FALSE",
                },
              },
            },
          ],
          destinationConfigurations: [
            {
              s3Destinations: [
                {
                  s3Bucket: bucket.bucketName,
                  s3Prefix: PREFIX,
                  s3Region: region,
                  s3OutputConfigurations: [
                    { format: "PARQUET", compression: "PARQUET", outputType: "CUSTOM", overwrite: "OVERWRITE_REPORT" },
                  ],
                },
              ],
            },
          ],
          refreshCadences: [{ frequency: "SYNCHRONOUS" }],
        },
        tags: this.tags(),
      },
      // AWS Billing checks the bucket's policy when the export is created.
      this.child({ dependsOn: [bucket] }),
    );
  }

  private activateTags(): void {
    const { workload, owner, environment } = this.standard.tagKeys;
    for (const tagKey of [workload, owner, environment]) {
      new costexplorer.CostAllocationTag(`${this.name}-tag-${tagKey}`, { tagKey, status: "Active" }, this.child());
    }
  }
}

/** https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html (read 2026-11); exports live in us-east-1. */
function writtenByBilling({ partition, accountId }: Workload, bucketArn: pulumi.Output<string>): Statement[] {
  const by = (Sid: string, Action: string, Resource: Statement["Resource"]): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: { Service: ["bcm-data-exports.amazonaws.com", "billingreports.amazonaws.com"] },
    Action: [Action],
    Resource,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: {
        "aws:SourceArn": [
          `arn:${partition}:bcm-data-exports:us-east-1:${accountId}:export/*`,
          `arn:${partition}:cur:us-east-1:${accountId}:definition/*`,
        ],
      },
    },
  });
  return [
    by("WrittenByBilling", "s3:PutObject", [
      pulumi.interpolate`${bucketArn}/${PREFIX}/*`,
      // AWS Billing tests its access with this object before it accepts the export.
      pulumi.interpolate`${bucketArn}/aws-programmatic-access-test-object`,
    ]),
    by("CheckedByBilling", "s3:GetBucketPolicy", bucketArn),
  ];
}
