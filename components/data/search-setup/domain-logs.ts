import { logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../identity/encryption-key";
import { policyDocument } from "../../identity/policy-document";
import { PlinthComponent, type PlinthComponentArgs } from "../../plinth-component";

/** Name of the group's last part by OpenSearch's name of the log. */
const LOGS = {
  ES_APPLICATION_LOGS: "application",
  SEARCH_SLOW_LOGS: "slow-searches",
  INDEX_SLOW_LOGS: "slow-indexing",
  AUDIT_LOGS: "audit",
} as const;

export interface DomainLogsArgs extends PlinthComponentArgs {
  readonly domainName: string;
  readonly key: EncryptionKey;
}

/** @internal What an OpenSearch domain logs: a group for each kind, and OpenSearch's permission to write to them. */
export class DomainLogs extends PlinthComponent {
  /** As a domain wants to be told. */
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
      // OpenSearch tries the permission when it is told of the group.
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
