import {
  containerImage,
  type EncryptionKey,
  endpointSet,
  type GatewayClient,
  GatewayService,
  type InspectedEgress,
  InvocationLogging,
  ModelAccess,
  type ModelChoice,
  ModelInventoryEntry,
  MultiProviderGateway,
  type OtherProvider,
  PlinthComponent,
  type PlinthComponentArgs,
  WorkloadAlarms,
  WorkloadKey,
  type WorkloadNetwork,
} from "@plinth/components";
import type * as pulumi from "@pulumi/pulumi";
import { accessLogBucketName, networkOf, type OwnNetwork } from "../parts";

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
  /** Addresses that alarms are sent to. Default: none. */
  readonly alarmEmails?: readonly string[];
  /** Days that usage is kept. Default: {@link GatewayService}'s. */
  readonly usageDays?: number;
  /** Providers besides Bedrock, and the inspected way to them. Default: none. */
  readonly others?: { readonly providers: readonly OtherProvider[]; readonly egress: InspectedEgress };
}

/**
 * The organisation's model gateway: one place that asks models for many workloads, each by its own role, within its own
 * limits and on its own account.
 *
 * A {@link GatewayService} (or, with other providers, a {@link MultiProviderGateway}) in a network that reaches Bedrock and
 * its table and nothing else, offered in the organisation's service network; guarded access to the models; the account's
 * invocation records; alarms, a budget, and an entry in the model inventory for each model.
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
    const key =
      args.key ??
      new WorkloadKey(`${name}-key`, { workload, services: ["bedrock", "budgets", "cloudwatch", "logs"] }, here);
    const needs = others ? MultiProviderGateway.needs : GatewayService.needs;
    const network = networkOf(
      `${name}-network`,
      args.network ?? {},
      { workload, services: endpointSet(needs, this.standard), key, egress: others?.egress },
      here,
    );
    const models = new ModelAccess(`${name}-models`, { workload, models: args.models }, here);
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
      usageDays: args.usageDays,
    };
    const gateway = others
      ? new MultiProviderGateway(
          `${name}-gateway`,
          { ...parts, providers: others.providers, reminderTopicArn: alarmTopicArn },
          here,
        ).gateway
      : new GatewayService(`${name}-gateway`, parts, here);

    if (args.invocationLogging ?? true) {
      const accessLogs = accessLogBucketName(`${name}-access-logs`, workload, here);
      new InvocationLogging(`${name}-invocations`, { workload, key, accessLogBucketName: accessLogs }, here);
    }
    const alarms = new WorkloadAlarms(
      `${name}-alarms`,
      {
        workload,
        key,
        services: [gateway.service],
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
