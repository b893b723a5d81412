import {
  AuditTrail,
  containerImage,
  type EncryptionKey,
  endpointSet,
  type GatewayClient,
  GatewayService,
  type InspectedEgress,
  InvocationLogging,
  Langfuse,
  ModelAccess,
  type ModelChoice,
  ModelInventoryEntry,
  MultiProviderGateway,
  type OtherProvider,
  PlinthComponent,
  type PlinthComponentArgs,
  RedactedStream,
  type RedactedStreamArgs,
  WorkloadAlarms,
  WorkloadKey,
  type WorkloadNetwork,
} from "@plinth/components";
import type * as pulumi from "@pulumi/pulumi";
import { accessLogBucketName, networkOf, type OwnNetwork } from "../workload/parts";
import { type AccountTelemetry, shareTelemetry } from "../workload/telemetry";
import type { PlatformLangfuse } from "./langfuse";

export interface ModelPlatformArgs extends PlinthComponentArgs {
  /** Image of the gateway in Amazon ECR, by digest. */
  readonly image: string;
  /** Models that the gateway offers, the preferred one first. Bounds: at least one. */
  readonly models: readonly ModelChoice[];
  /** US dollars a month, of all clients: the budget that alarms watch. Bounds: above 0. */
  readonly expectedMonthlyInferenceUsd: number;
  /** Who may ask, and how much. Default: nobody. */
  readonly clients?: readonly GatewayClient[];
  readonly serviceNetworkArn: pulumi.Input<string>;
  readonly organizationId: pulumi.Input<string>;
  /** A network that exists already, or what an own one is to be. Default: an own one with default range and zones. */
  readonly network?: WorkloadNetwork | OwnNetwork;
  /** A key that exists already. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /** False where another stack records the account's invocations in this region. Default: true. */
  readonly invocationLogging?: boolean;
  /**
   * Whether the records hold prompts and completions too, with a redacted stream beside them. Bounds: `InvocationLogging`'s;
   * needs the records to be this stack's. Default: false.
   */
  readonly invocationText?: boolean;
  /** What is done for the account's telemetry as a whole. Default: nothing; another stack does it. */
  readonly telemetry?: AccountTelemetry;
  /** Addresses that alarms are sent to. Default: none. */
  readonly alarmEmails?: readonly string[];
  /** Days that usage is kept. Default: {@link GatewayService}'s. */
  readonly usageDays?: number;
  /** Providers besides Bedrock, and the inspected way to them. Default: none. */
  readonly others?: { readonly providers: readonly OtherProvider[]; readonly egress: InspectedEgress };
  /** Langfuse beside the gateway, in the same network. Default: none; CloudWatch has the traces. */
  readonly langfuse?: PlatformLangfuse;
}

type RecordingArgs = Omit<RedactedStreamArgs, "records"> & { readonly accessLogBucketName?: pulumi.Input<string> };

/** What Langfuse reaches besides what the gateway does. */
const SECRETS = ["secrets"] as const;

/** What uses the key without a role of the workload. */
const KEY_SERVICES = ["bedrock", "budgets", "cloudwatch", "lambda", "logs"] as const;

/**
 * The organisation's model gateway: one place that asks models for many workloads, each by its own role, within its own
 * limits and on its own account.
 *
 * A {@link GatewayService} (or, with other providers, a {@link MultiProviderGateway}) in a network that reaches Bedrock and
 * its table and nothing else, offered in the organisation's service network; guarded access to the models; the account's
 * invocation records, and a redacted stream of them where they hold text; in production an audit trail; alarms, a budget,
 * and an entry in the model inventory for each model; on demand {@link Langfuse}.
 *
 * @example
 * new ModelPlatform("platform", {
 *   workload,
 *   image: `666677778888.dkr.ecr.eu-west-1.amazonaws.com/gateway@sha256:${"0".repeat(64)}`,
 *   models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
 *   expectedMonthlyInferenceUsd: 4000,
 *   serviceNetworkArn: "arn:aws:vpc-lattice:eu-west-1:555566667777:servicenetwork/sn-0123456789abcdef0",
 *   organizationId: "o-a1b2c3d4e5",
 *   clients: [{ workload: "claims", accountId: "123456789012" }],
 * });
 */
export class ModelPlatform extends PlinthComponent {
  /** `https://…`, for workloads whose VPC is in the service network. */
  readonly gatewayUrl: pulumi.Output<string>;
  readonly usageTableName: pulumi.Output<string>;
  readonly alarmTopicArn: pulumi.Output<string>;

  constructor(name: string, args: ModelPlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ModelPlatform", name, args, opts, []);
    const { workload, others } = args;
    const here = { parent: this };
    const key = args.key ?? new WorkloadKey(`${name}-key`, { workload, services: KEY_SERVICES }, here);
    const needs = [...(others ? MultiProviderGateway : GatewayService).needs, ...(args.langfuse ? SECRETS : [])];
    const network = networkOf(
      `${name}-network`,
      args.network ?? {},
      { workload, services: endpointSet(needs, this.standard), key, egress: others?.egress },
      here,
    );
    const models = new ModelAccess(`${name}-models`, { workload, models: args.models }, here);
    const keepsRecords = this.isProduction || args.invocationLogging !== false;
    const accessLogs = keepsRecords ? accessLogBucketName(`${name}-access-logs`, workload, here) : undefined;
    const kept = { workload, accessLogBucketName: accessLogs };
    const audit = this.isProduction ? new AuditTrail(`${name}-audit`, kept, here) : undefined;
    const alarmTopicArn = this.arn("sns", this.physicalName("alarms"));
    const parts = {
      workload,
      image: containerImage(args.image, workload.partition),
      models,
      network,
      key,
      serviceNetworkId: args.serviceNetworkArn,
      organizationId: args.organizationId,
      clients: args.clients,
      audit,
      usageDays: args.usageDays,
    };
    const gateway = others
      ? new MultiProviderGateway(
          `${name}-gateway`,
          { ...parts, providers: others.providers, reminderTopicArn: alarmTopicArn },
          here,
        ).gateway
      : new GatewayService(`${name}-gateway`, parts, here);

    const redaction = this.#recordInvocations(args, { ...kept, key, network, models });
    const langfuse =
      args.langfuse && new Langfuse(`${name}-langfuse`, { ...args.langfuse, workload, network, key }, here);
    if (args.telemetry) shareTelemetry(name, { workload, key, ...args.telemetry }, here);
    const alarms = new WorkloadAlarms(
      `${name}-alarms`,
      {
        workload,
        key,
        services: langfuse ? [gateway.service, langfuse.worker] : [gateway.service],
        streams: langfuse ? [langfuse.web] : [],
        functions: redaction ? [redaction.handler] : [],
        models,
        monthlyUsd: args.expectedMonthlyInferenceUsd,
        emails: args.alarmEmails,
      },
      here,
    );
    for (const model of args.models) this.#enterInventory(model);

    this.gatewayUrl = gateway.url;
    this.usageTableName = gateway.usageTableName;
    this.alarmTopicArn = alarms.topicArn;
    this.registerOutputs(this.outputs());
  }

  /** What the stack tells other stacks. */
  outputs(): Record<string, pulumi.Output<string>> {
    const { gatewayUrl, usageTableName, alarmTopicArn } = this;
    return { gatewayUrl, usageTableName, alarmTopicArn };
  }

  /** What redacts the records, where there is text in them. */
  #recordInvocations(
    { invocationLogging = true, invocationText: textDelivery = false }: ModelPlatformArgs,
    { accessLogBucketName, ...parts }: RecordingArgs,
  ): RedactedStream | undefined {
    if (!invocationLogging) return undefined;
    const { workload, key } = parts;
    const here = { parent: this };
    const records = new InvocationLogging(
      `${this.name}-invocations`,
      { workload, key, accessLogBucketName, textDelivery },
      here,
    );
    return textDelivery ? new RedactedStream(`${this.name}-redacted`, { ...parts, records }, here) : undefined;
  }

  #enterInventory(model: ModelChoice): void {
    new ModelInventoryEntry(
      `${this.name}-${model.id.replaceAll(/[^a-z0-9]+/g, "-")}`,
      {
        workload: this.workload,
        model,
        purpose: "Offered to the organisation's workloads through the model gateway.",
        intendedUses:
          "What each client's own entry in the model inventory says. A workload without an entry of its own is no client of the gateway.",
        ethicalConsiderations:
          "Every request carries the gateway's guardrail, and is recorded with its caller, model and guardrail version; what is asked and answered is in the invocation records alone.",
      },
      { parent: this },
    );
  }
}
