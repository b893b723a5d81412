import { logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link FlowLogs}. */
export interface FlowLogsArgs extends PlinthComponentArgs {
  /** VPC whose traffic is logged: `vpc-…`. */
  readonly vpcId: pulumi.Input<string>;
  /**
   * Encrypts the log group. The key policy must allow the service `logs` to use it. Default: the key of CloudWatch
   * Logs, where the standard requires no customer managed key.
   */
  readonly key?: EncryptionKey;
}

/**
 * Logs every connection that a VPC accepts or rejects to CloudWatch Logs.
 *
 * Creates the log group with the standard's retention, a role that may only write to it, and the flow log with an
 * aggregation interval of one minute.
 *
 * @example
 * new FlowLogs("support-network-flow-logs", { workload, vpcId: "vpc-0123456789abcdef0", key });
 */
export class FlowLogs extends PlinthComponent {
  /** Name of the log group: `/plinth/<workload>-<environment>-<name>`. Known in preview. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("FlowLogs", name, args, opts, flowLogFaults("FlowLogs", name, args));
    const { workload, vpcId, key } = args;

    const logGroup = new cloudwatch.LogGroup(
      `${name}-log-group`,
      {
        name: `/plinth/${this.physicalName()}`,
        retentionInDays: logRetentionDays(this.standard, workload.classification),
        kmsKeyId: key?.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
    const logGroupArn = this.arn("logs", pulumi.interpolate`log-group:${logGroup.name}`);
    const role = new WorkloadRole(`${name}-writer`, { workload, service: "vpc-flow-logs" }, { parent: this });
    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html (read 2026-11)
    role.allow("write", {
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [logGroupArn, pulumi.interpolate`${logGroupArn}:*`],
    });
    new ec2.FlowLog(
      `${name}-flow-log`,
      {
        vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroupArn,
        iamRoleArn: role.roleArn,
        maxAggregationInterval: 60,
        tags: this.tags(),
      },
      this.child(),
    );

    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }
}

/**
 * @internal Validates the key of flow logs.
 * @param type Component that the faults are reported for.
 */
export function flowLogFaults(
  type: string,
  name: string,
  { workload, key }: PlinthComponentArgs & { key?: EncryptionKey },
) {
  const { classification, standard } = workload;
  return faultsOf(`network/${type}`, name, [
    key !== undefined || !standard.classifications[classification].customerManagedKey,
    "key",
    `a key of the workload's own that the service logs may use, for ${classification} data`,
  ]);
}
