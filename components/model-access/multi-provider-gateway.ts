import type { Fault } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { WorkloadKey } from "../identity/workload-key";
import type { NetworkNeed } from "../network/endpoint-set";
import { faultsOf, PlinthComponent } from "../plinth-component";
import { GatewayService, type GatewayServiceArgs } from "./gateway-service";
import { ProviderSecret } from "./provider-secret";

export interface OtherProvider {
  /** `openai` */
  readonly name: string;
  /** Host that it answers at; the inspected egress must allow it: `api.openai.com`. */
  readonly host: string;
}

export interface MultiProviderGatewayArgs extends Omit<GatewayServiceArgs, "providers" | "secretsKey"> {
  /** Providers besides Bedrock. Bounds: at least one; each once. */
  readonly providers: readonly OtherProvider[];
  /** Topic that reminders to change a provider's key go to, encrypted with {@link key}. */
  readonly reminderTopicArn: pulumi.Input<string>;
}

/**
 * A gateway that asks other providers too, where Bedrock has no model that would do: each is a contract, a transfer of data
 * and a bill, and is declared as such (`plinth:providers`).
 *
 * Creates a {@link GatewayService}, and for each provider a {@link ProviderSecret} under a key of the secrets' own, which
 * only the role that starts the containers opens. Its network leaves through the organisation's inspected egress
 * (`InferenceVpc` with `egress`), whose allow list holds the providers' hosts.
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
  /** What its network must reach; `endpointSet` names the endpoints. */
  static readonly needs: readonly NetworkNeed[] = [...GatewayService.needs, "secrets"];
  /** `https://…`, assigned by AWS. */
  readonly url: pulumi.Output<string>;
  readonly gateway: GatewayService;

  constructor(name: string, args: MultiProviderGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("MultiProviderGateway", name, args, opts, faults(name, args));
    const { workload, key, providers, reminderTopicArn } = args;
    const here = { parent: this };
    const secretsKey = new WorkloadKey(`${name}-secrets-key`, { workload }, here);
    this.gateway = new GatewayService(
      name,
      {
        ...args,
        secretsKey,
        providers: providers.map(({ name: provider, host }) => {
          const { secretArn, secretArnPattern } = new ProviderSecret(
            `${name}-${provider}-key`,
            { workload, provider, key: secretsKey, reminderTopicArn, topicKey: key },
            here,
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
      here,
    );
    this.url = this.gateway.url;
    this.registerOutputs({ url: this.url });
  }
}

function faults(name: string, { providers }: MultiProviderGatewayArgs): Fault[] {
  const strange = providers.filter(({ host }) => !/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(host));
  const names = providers.map((provider) => provider.name);
  return faultsOf(
    "model-access/MultiProviderGateway",
    name,
    [providers.length > 0, "providers", "at least one: without, a GatewayService is enough"],
    [new Set(names).size === names.length, "providers", "each provider once", names.join(", ")],
    [
      strange.length === 0,
      "providers",
      "with hosts such as api.openai.com",
      strange.map(({ host }) => host).join(", "),
    ],
  );
}
