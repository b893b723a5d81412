import { logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

/** Arguments of {@link ResourceTelemetry}. */
export interface ResourceTelemetryArgs extends PlinthComponentArgs {
  /** ARN of the resource whose telemetry is delivered: an AgentCore runtime, gateway or memory. */
  readonly resourceArn: pulumi.Input<string>;
  /** Service of the resource, a part of the log group's name: `bedrock-agentcore`. */
  readonly service: string;
  /** Key that encrypts the logs. Its key policy must allow `logs`. */
  readonly key: EncryptionKey;
}

/** CloudWatch's limit for the names of delivery sources and destinations, in characters. */
const MAX_NAME_LENGTH = 60;

/**
 * Delivery of a resource's logs and traces, for services that deliver none by default.
 *
 * Creates a log group with retention and key, the delivery of the resource's application logs to it, and the delivery of its
 * traces to X-Ray. CloudWatch Transaction Search must be enabled in the account to search the traces.
 * Source: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-configure.html (read 2026-11).
 *
 * @example
 * new ResourceTelemetry("agent-telemetry", {
 *   workload,
 *   key,
 *   service: "bedrock-agentcore",
 *   resourceArn: "arn:aws:bedrock-agentcore:eu-west-1:210987654321:runtime/support_prod_agent-a1b2c3d4e5",
 * });
 */
export class ResourceTelemetry extends PlinthComponent {
  /** Name of the log group. Known in preview. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: ResourceTelemetryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ResourceTelemetry", name, args, opts, faults(name, args));
    const { workload, key, service } = args;
    const logGroup = new cloudwatch.LogGroup(
      `${name}-logs`,
      {
        // With this prefix, log delivery needs no resource policy for each group.
        name: `/aws/vendedlogs/${service}/${this.physicalName()}`,
        retentionInDays: logRetentionDays(workload.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
    const destinationResourceArn = this.arn("logs", pulumi.interpolate`log-group:${logGroup.name}:*`);
    this.#deliver("log", "APPLICATION_LOGS", args, { deliveryDestinationConfiguration: { destinationResourceArn } });
    this.#deliver("trace", "TRACES", args, { deliveryDestinationType: "XRAY" });

    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }

  #deliver(
    what: string,
    logType: string,
    { resourceArn }: ResourceTelemetryArgs,
    destination: cloudwatch.LogDeliveryDestinationArgs,
  ): void {
    const tags = this.tags();
    const source = new cloudwatch.LogDeliverySource(
      `${this.name}-${what}-source`,
      { name: this.physicalName(`${what}s`), logType, resourceArn, tags },
      this.child(),
    );
    const { arn } = new cloudwatch.LogDeliveryDestination(
      `${this.name}-${what}-destination`,
      { name: this.physicalName(`${what}s`), ...destination, tags },
      this.child(),
    );
    new cloudwatch.LogDelivery(
      `${this.name}-${what}-delivery`,
      { deliverySourceName: source.name, deliveryDestinationArn: arn, tags },
      this.child(),
    );
  }
}

function faults(name: string, { workload, service }: ResourceTelemetryArgs) {
  const named = physicalName(workload, `${name}-traces`);
  return faultsOf(
    "observability/ResourceTelemetry",
    name,
    [
      named.length <= MAX_NAME_LENGTH,
      "name",
      `a name that leaves its sources' within ${MAX_NAME_LENGTH} characters`,
      named,
    ],
    [/^[a-z][a-z-]*$/.test(service), "service", "a service such as bedrock-agentcore", service],
  );
}
