import { logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface FlowLogsArgs extends PlinthComponentArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Key that encrypts the logs; it must let the service `logs` use it. Default: CloudWatch's own, where the standard allows it. */
  readonly key?: EncryptionKey;
}

/**
 * A record of every connection that a VPC accepts or rejects, in CloudWatch Logs.
 *
 * Creates the log group, with the standard's retention, the role that writes to it and nothing else, and the flow log.
 *
 * @example
 * new FlowLogs("support-network-flow-logs", { workload, vpcId: "vpc-0123456789abcdef0", key });
 */
export class FlowLogs extends PlinthComponent {
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

/** @internal What is wrong with the key of flow logs, told of the component that `type` names. */
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
