import { logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as xray from "@pulumi/aws/xray";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument } from "../identity/policy-document";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link TransactionSearch}. */
export interface TransactionSearchArgs extends PlinthComponentArgs {
  /** Key that encrypts the spans. Its key policy must allow `logs`. */
  readonly key: EncryptionKey;
  /** Percentage of spans that X-Ray indexes as trace summaries. All spans can be searched. Bounds: 0 to 100. Default: 1, which is free. */
  readonly indexedPercent?: number;
  /**
   * Whether this stack manages the log group `aws/spans`. Only X-Ray can create the group, so set it after X-Ray has created
   * it and you have imported it: `pulumi import --parent …=<this component's URN> aws:cloudwatch/logGroup:LogGroup
   * <name>-spans aws/spans`. Before, the group has X-Ray's default retention and encryption. Default: false.
   */
  readonly adoptSpans?: boolean;
}

/** Name of X-Ray's only indexing rule. */
const RULE = "Default";
const SPANS = "aws/spans";
const SIGNALS = "/aws/application-signals/data";

/**
 * CloudWatch Transaction Search: all spans of an account in one region, as log events that can be searched. Online evaluation
 * of agents reads them.
 *
 * Sends the account's traces to CloudWatch Logs, allows X-Ray only to write them, sets the indexing percentage, and creates
 * the log group of Application Signals with retention and key. Create one for each account and region.
 * Sources: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Transaction-Search-Cloudformation.html,
 * and of `aws/spans`, which CreateLogGroup refuses, https://github.com/METR/hawk/pull/1820 (read 2026-11).
 *
 * @example
 * new TransactionSearch("traces", { workload, key });
 */
export class TransactionSearch extends PlinthComponent {
  /** Name of the log group of spans. */
  readonly spansLogGroupName = SPANS;

  constructor(name: string, args: TransactionSearchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("TransactionSearch", name, args, opts, faults(name, args));
    const { key, indexedPercent = 1, adoptSpans = false } = args;

    const signals = this.createLogGroup("signals", SIGNALS, key);
    const writer = this.allowWriting();
    const destination = new xray.TraceSegmentDestination(
      `${name}-destination`,
      { destination: "CloudWatchLogs" },
      // X-Ray tests its access to the log groups when the destination changes.
      this.child({ dependsOn: [writer, signals] }),
    );
    if (adoptSpans) this.createLogGroup("spans", SPANS, key, [destination]);
    new xray.IndexingRule(
      `${name}-indexing`,
      { name: RULE, rule: { probabilistic: { desiredSamplingPercentage: indexedPercent } } },
      this.child({ dependsOn: [destination] }),
    );
    this.registerOutputs({ spansLogGroupName: this.spansLogGroupName });
  }

  private createLogGroup(role: string, name: string, key: EncryptionKey, dependsOn: pulumi.Resource[] = []) {
    return new cloudwatch.LogGroup(
      `${this.name}-${role}`,
      {
        name,
        retentionInDays: logRetentionDays(this.standard, this.workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore({ dependsOn }),
    );
  }

  private allowWriting(): cloudwatch.LogResourcePolicy {
    const { partition, region, accountId } = this.workload;
    return new cloudwatch.LogResourcePolicy(
      `${this.name}-writer`,
      {
        policyName: this.physicalName("writer"),
        policyDocument: policyDocument([
          {
            Sid: "WrittenByXRay",
            Effect: "Allow",
            Principal: { Service: "xray.amazonaws.com" },
            Action: "logs:PutLogEvents",
            Resource: [SPANS, SIGNALS].map((group) => this.arn("logs", `log-group:${group}:*`)),
            Condition: {
              StringEquals: { "aws:SourceAccount": accountId },
              ArnLike: { "aws:SourceArn": `arn:${partition}:xray:${region}:${accountId}:*` },
            },
          },
        ]),
      },
      this.child(),
    );
  }
}

function faults(name: string, { indexedPercent = 1 }: TransactionSearchArgs) {
  return faultsOf("observability/TransactionSearch", name, [
    indexedPercent >= 0 && indexedPercent <= 100,
    "indexedPercent",
    "0 to 100 percent",
    String(indexedPercent),
  ]);
}
