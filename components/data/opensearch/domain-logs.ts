import { logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../identity/encryption-key";
import { policyDocument } from "../../identity/policy-document";
import { PlinthComponent, type PlinthComponentArgs } from "../../plinth-component";

/** Last part of the log group's name, by OpenSearch's log type. */
const LOGS = {
  ES_APPLICATION_LOGS: "application",
  SEARCH_SLOW_LOGS: "slow-searches",
  INDEX_SLOW_LOGS: "slow-indexing",
  AUDIT_LOGS: "audit",
} as const;

/** @internal Arguments of {@link DomainLogs}. */
export interface DomainLogsArgs extends PlinthComponentArgs {
  /** Name of the domain that publishes the logs. */
  readonly domainName: string;
  /** Encrypts the log groups. The key policy must allow the service `logs` to use it. */
  readonly key: EncryptionKey;
}

/**
 * @internal Logs of an OpenSearch domain: a log group for each log type, and the resource policy that allows OpenSearch
 * to write to them.
 */
export class DomainLogs extends PlinthComponent {
  /** Value of the domain's `logPublishingOptions`. */
  readonly publishing: { readonly logType: string; readonly cloudwatchLogGroupArn: pulumi.Output<string> }[];

  constructor(name: string, args: DomainLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("DomainLogs", name, args, opts, []);
    const groups = Object.entries(LOGS).map(([logType, suffix]) => ({
      logType,
      group: this.#createGroup(suffix, args),
    }));
    const arns = groups.map(({ group }) => this.arn("logs", pulumi.interpolate`log-group:${group.name}`));
    const permission = this.#allowWriting(args, arns);

    this.publishing = groups.map(({ logType }, index) => ({
      logType,
      // OpenSearch verifies its permission when the log group is configured.
      cloudwatchLogGroupArn: pulumi.all([arns[index] ?? "", permission.id]).apply(([arn]) => arn),
    }));
    this.registerOutputs({});
  }

  #createGroup(suffix: string, { workload, domainName, key }: DomainLogsArgs): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${this.name}-${suffix}`,
      {
        name: `/aws/opensearch/${domainName}/${suffix}`,
        retentionInDays: logRetentionDays(workload.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  /** https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html (read 2026-11) */
  #allowWriting(
    { workload, domainName }: DomainLogsArgs,
    groupArns: readonly pulumi.Output<string>[],
  ): cloudwatch.LogResourcePolicy {
    const { partition, region, accountId } = workload;
    return new cloudwatch.LogResourcePolicy(
      `${this.name}-policy`,
      {
        policyName: `${this.physicalName()}-opensearch`,
        policyDocument: policyDocument([
          {
            Effect: "Allow",
            Principal: { Service: "es.amazonaws.com" },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:PutLogEventsBatch"],
            Resource: groupArns.map((arn) => pulumi.interpolate`${arn}:*`),
            Condition: {
              StringEquals: { "aws:SourceAccount": accountId },
              ArnEquals: { "aws:SourceArn": `arn:${partition}:es:${region}:${accountId}:domain/${domainName}` },
            },
          },
        ]),
      },
      this.child(),
    );
  }
}
