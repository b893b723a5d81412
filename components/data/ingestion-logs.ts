import { logRetentionDays } from "@plinth/standards";
import type * as bedrock from "@pulumi/aws/bedrock";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { type PlinthComponent, physicalName } from "../plinth-component";

/** @internal Component that the log delivery belongs to. */
export interface IngestionLogsOwner extends Pick<PlinthComponent, "name" | "workload"> {
  /** Tags of every resource. */
  readonly tags: Record<string, string>;
  /** Options of resources without data. */
  readonly child: pulumi.CustomResourceOptions;
  /** Options of the log group. */
  readonly dataStore: pulumi.CustomResourceOptions;
}

/** @internal Delivers the ingestion status of a knowledge base's documents to a log group, which it creates. */
export function ingestionLogs(
  { name, workload, tags, child, dataStore }: IngestionLogsOwner,
  key: EncryptionKey,
  base: bedrock.AgentKnowledgeBase,
): cloudwatch.LogGroup {
  const { partition, region, accountId } = workload;
  const logGroup = new cloudwatch.LogGroup(
    `${name}-logs`,
    {
      // Log delivery may write to groups with this prefix without a resource policy for each of them.
      name: `/aws/vendedlogs/bedrock/${physicalName(workload, name)}`,
      retentionInDays: logRetentionDays(workload.standard, workload.classification),
      kmsKeyId: key.keyArn,
      tags,
    },
    dataStore,
  );
  const source = new cloudwatch.LogDeliverySource(
    `${name}-log-source`,
    { logType: "APPLICATION_LOGS", resourceArn: base.arn, tags },
    child,
  );
  const destinationResourceArn = pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${logGroup.name}:*`;
  const destination = new cloudwatch.LogDeliveryDestination(
    `${name}-log-destination`,
    { deliveryDestinationConfiguration: { destinationResourceArn }, tags },
    child,
  );
  new cloudwatch.LogDelivery(
    `${name}-log-delivery`,
    { deliverySourceName: source.name, deliveryDestinationArn: destination.arn, tags },
    child,
  );
  return logGroup;
}
