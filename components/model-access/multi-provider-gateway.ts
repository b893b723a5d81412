import type { Fault } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { isHostName } from "../argument-checks";
import { WorkloadKey } from "../identity/workload-key";
import type { NetworkNeed } from "../network/endpoint-set";
import { faultsOf, PlinthComponent } from "../plinth-component";
import { GatewayService, type GatewayServiceArgs } from "./gateway-service";
import { ProviderSecret } from "./provider-secret";

/** Model provider other than Bedrock. */
export interface OtherProvider {
  /** Name of the provider: `openai`. */
  readonly name: string;
  /** Host of its API, which the inspected egress must allow: `api.openai.com`. */
  readonly host: string;
}

/** Arguments of {@link MultiProviderGateway}. */
export interface MultiProviderGatewayArgs extends Omit<GatewayServiceArgs, "providers" | "secretsKey"> {
  /** Providers other than Bedrock. Bounds: at least one, without duplicates. */
  readonly providers: readonly OtherProvider[];
  /** ARN of the SNS topic for reminders to rotate API keys, encrypted with {@link key}. */
  readonly reminderTopicArn: pulumi.Input<string>;
}

/**
 * A gateway that also calls other model providers, where no model of Bedrock suffices. Each provider is a contract, a
 * data transfer and a cost, and is declared in the tag `plinth:providers`.
 *
 * Creates a {@link GatewayService}, and a {@link ProviderSecret} for each provider under a key that only the execution
 * role of the containers decrypts with. Its network uses the organisation's inspected egress (`InferenceVpc` with
 * `egress`), whose allow list must contain the providers' hosts.
 *
 * @example
 * new MultiProviderGateway("gateway", {
 *   workload,
 *   image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/gateway@sha256:${"0".repeat(64)}`, "aws"),
 *   models,
 *   network,
 *   key,
 *   serviceNetworkId: "arn:aws:vpc-lattice:eu-west-1:555566667777:servicenetwork/sn-0123456789abcdef0",
 *   organizationId: "o-a1b2c3d4e5",
 *   clients: [{ workload: "claims", accountId: "123456789012" }],
 *   providers: [{ name: "mistral", host: "api.mistral.ai" }],
 *   reminderTopicArn: "arn:aws:sns:eu-west-1:210987654321:support-prod-alarms",
 * });
 */
export class MultiProviderGateway extends PlinthComponent {
  /** Capabilities that its network must support; `endpointSet` returns the endpoints. */
  static readonly needs: readonly NetworkNeed[] = [...GatewayService.needs, "secrets"];
  /** URL of the gateway: `https://…`. Assigned by AWS. */
  readonly url: pulumi.Output<string>;
  /** Gateway with the providers. */
  readonly gateway: GatewayService;

  constructor(name: string, args: MultiProviderGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("MultiProviderGateway", name, args, opts, faults(name, args));
    const { workload, key, providers, reminderTopicArn } = args;
    const childOpts = { parent: this };
    const secretsKey = new WorkloadKey(`${name}-secrets-key`, { workload }, childOpts);
    this.gateway = new GatewayService(
      name,
      {
        ...args,
        secretsKey,
        providers: providers.map(({ name: provider, host }) => {
          const { secretArn, secretArnPattern } = new ProviderSecret(
            `${name}-${provider}-key`,
            { workload, provider, key: secretsKey, reminderTopicArn, topicKey: key },
            childOpts,
          );
          return {
            name: provider,
            host,
            keyVariable: `${provider.toUpperCase()}_API_KEY`,
            secretArn,
            secretArnPattern,
          };
        }),
      },
      childOpts,
    );
    this.url = this.gateway.url;
    this.registerOutputs({ url: this.url });
  }
}

function faults(name: string, { providers }: MultiProviderGatewayArgs): Fault[] {
  const malformed = providers.filter(({ host }) => !isHostName(host));
  const names = providers.map((provider) => provider.name);
  return faultsOf(
    "model-access/MultiProviderGateway",
    name,
    [providers.length > 0, "providers", "at least one: without, a GatewayService is enough"],
    [new Set(names).size === names.length, "providers", "each provider once", names.join(", ")],
    [
      malformed.length === 0,
      "providers",
      "with hosts such as api.openai.com",
      malformed.map(({ host }) => host).join(", "),
    ],
  );
}
