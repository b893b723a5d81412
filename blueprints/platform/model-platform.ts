import {
  AuditTrail,
  containerImage,
  endpointSet,
  GatewayService,
  type InspectedEgress,
  Langfuse,
  MultiProviderGateway,
  type OtherProvider,
  RedactedStream,
} from "@plinth/components";
import { isProduction } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { AiWorkload, type AiWorkloadArgs } from "../workload/ai-workload";
import { type OptionArgs, optionsOf } from "../workload/options";
import { type AccountTelemetry, shareTelemetry } from "../workload/telemetry";
import type { PlatformLangfuse } from "./langfuse";
import { options } from "./options";

/** What a {@link ModelPlatform} takes: the blueprint's options, and what other stacks made. */
export interface ModelPlatformArgs extends AiWorkloadArgs, OptionArgs<typeof options> {
  /** The organisation's service network, which the gateway is offered in. */
  readonly serviceNetworkArn: pulumi.Input<string>;
  /** The organisation whose workloads may call the gateway: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
  /** What is done for the account's telemetry as a whole. Default: nothing; another stack does it. */
  readonly telemetry?: AccountTelemetry;
  /** Providers besides Bedrock, and the inspected way to them. Default: none. */
  readonly others?: { readonly providers: readonly OtherProvider[]; readonly egress: InspectedEgress };
  /** Langfuse beside the gateway, in the same network. Default: none; CloudWatch has the traces. */
  readonly langfuse?: PlatformLangfuse;
}

/** What Langfuse reaches besides what the gateway does. */
const SECRETS = ["secrets"] as const;

/** What uses the key without a role of the workload. */
const KEY_SERVICES = ["bedrock", "budgets", "cloudwatch", "lambda", "logs"] as const;

const OFFERED = {
  purpose: "Offered to the organisation's workloads through the model gateway.",
  intendedUses:
    "What each client's own entry in the model inventory says. A workload without an entry of its own is no client of the gateway.",
  ethicalConsiderations:
    "Every request carries the gateway's guardrail, and is recorded with its caller, model and guardrail version; what is asked and answered is in the invocation records alone.",
};

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
export class ModelPlatform extends AiWorkload {
  /** What other stacks may refer to. */
  readonly outputs;

  constructor(name: string, args: ModelPlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    const { workload, others } = args;
    const { standard, environment } = workload;
    const { invocationText } = optionsOf(options, args);
    const needs = [...(others ? MultiProviderGateway : GatewayService).needs, ...(args.langfuse ? SECRETS : [])];
    const keepsRecords = isProduction(standard, environment) || args.invocationLogging !== false;
    super("ModelPlatform", name, args, opts, {
      keyServices: KEY_SERVICES,
      endpoints: endpointSet(needs, standard),
      egress: others?.egress,
      accessLogs: keepsRecords ? "demanded" : "none",
      textDelivery: invocationText,
      use: OFFERED,
    });
    const { key, network } = this;
    const here = { parent: this };

    const gateway = this.#createGateway(args);
    const redaction = invocationText ? this.#redact() : undefined;
    const langfuse =
      args.langfuse && new Langfuse(`${name}-langfuse`, { ...args.langfuse, workload, network, key }, here);
    if (args.telemetry) shareTelemetry(name, { workload, key, ...args.telemetry }, here);
    const alarms = this.watch({
      services: langfuse ? [gateway.service, langfuse.worker] : [gateway.service],
      streams: langfuse ? [langfuse.web] : [],
      functions: redaction ? [redaction.handler] : [],
    });

    this.outputs = this.registered({
      /** `https://…`, for workloads whose VPC is in the service network. */
      gatewayUrl: gateway.url,
      /** Table of what each client has used. */
      usageTableName: gateway.usageTableName,
      /** Topic of the platform's alarms. */
      alarmTopicArn: alarms.topicArn,
    });
  }

  /** The gateway, recorded by an audit trail in production; with other providers, one that reaches them too. */
  #createGateway(args: ModelPlatformArgs): GatewayService {
    const { name, workload, models, network, key, accessLogBucketName } = this;
    const { serviceNetworkArn: serviceNetworkId, organizationId, others } = args;
    const here = { parent: this };
    const { clients, usageDays } = optionsOf(options, args);
    const image = containerImage(args.image, workload.partition);
    const audit = this.isProduction
      ? new AuditTrail(`${name}-audit`, { workload, accessLogBucketName }, here)
      : undefined;
    const own = { workload, image, models, network, key, audit, clients, usageDays };
    const gateway = { ...own, serviceNetworkId, organizationId };
    if (!others) return new GatewayService(`${name}-gateway`, gateway, here);
    const { providers } = others;
    const reminderTopicArn = this.arn("sns", this.physicalName("alarms"));
    return new MultiProviderGateway(`${name}-gateway`, { ...gateway, providers, reminderTopicArn }, here).gateway;
  }

  /** What redacts the records, where this stack keeps them. */
  #redact(): RedactedStream | undefined {
    const { name, workload, key, network, models, invocations: records } = this;
    if (!records) return undefined;
    return new RedactedStream(`${name}-redacted`, { workload, key, network, models, records }, { parent: this });
  }
}
