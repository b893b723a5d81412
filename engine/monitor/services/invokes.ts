import type { ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import { asSent, collectSecrets, dropOutputValues, plainValues } from "../../property-values";
import { resultOf } from "../../sdk/declarations";
import type { PulumiSdk } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import { type Deployment, Refusal } from "../deployment";
import { refuseOtherKinds } from "../outside-reads";
import { readOwn } from "./own-reads";
import type { Providers } from "./providers";
import { stackReferenceOutputs } from "./stack-references";
import type { Transforms } from "./transforms";

/** Answers the functions that a program calls: the providers', and the engine's own. */
export class Invokes {
  constructor(
    private readonly deployment: Deployment,
    private readonly providers: Providers,
    private readonly transforms: Transforms,
  ) {}

  /** Result of a function call, after the program's transforms of invokes. */
  async invoke(request: ResourceInvokeRequest): Promise<Values> {
    const token = request.getTok();
    const call = await this.transforms.applyToInvoke({
      token,
      args: (request.getArgs()?.toJavaScript() ?? {}) as Values,
      provider: request.getProvider(),
      version: request.getVersion(),
      pluginDownloadUrl: request.getPlugindownloadurl(),
    });
    const args = plainValues(dropOutputValues(call.args) as Values);
    if (token.startsWith("pulumi:pulumi:")) return this.builtin(token, args);
    const plugin = this.providers.request(token, call.version, call.pluginDownloadUrl, request.getPackageref?.() ?? "");
    const { simulation, config, configured } = this.providers.instance(call.provider, plugin);
    if (!configured) return {};
    try {
      const result = asSent(simulation.invoke({ token, args, config }));
      const own = readOwn(this.deployment.resources.values(), token, args, result);
      if (own) return own;
      return simulation.readsOutside?.(token) === false ? result : this.withGiven(token, args, result);
    } catch (error) {
      throw new Refusal(`invocation of ${token} returned an error: ${(error as Error).message}`, { cause: error });
    }
  }

  private withGiven(token: string, args: Values, simulated: Values): Values {
    const { outside, secrets } = this.deployment;
    const given = outside.given.functionResult(token, args);
    refuseOtherKinds(given, resultOf(token));
    const result = { ...simulated, ...given };
    collectSecrets(given, secrets);
    const members = Object.keys(result).filter((member) => !Object.hasOwn(args, member));
    outside.add({ kind: "function", name: token, args }, members, given);
    return result;
  }

  private builtin(token: string, args: Values): Values {
    this.providers.registerBuiltin();
    switch (token) {
      case "pulumi:pulumi:getResource": {
        const state = this.deployment.resources.get(String(args.urn));
        if (!state) throw new Refusal(`unknown resource ${args.urn}`);
        return { urn: state.urn, id: state.id, state: state.outputs };
      }
      case "pulumi:pulumi:readStackOutputs":
        return stackReferenceOutputs(this.deployment, String(args.name));
      default:
        throw new Refusal(`${token} is not simulated`);
    }
  }
}

/**
 * The SDK sends the arguments of a function without saying which are secret; what it takes the marks from is noted.
 * @returns What undoes it.
 */
export function noteSecretArguments({ rpc }: PulumiSdk, secrets: Set<string>): () => void {
  const { unwrapSecretValues } = rpc;
  rpc.unwrapSecretValues = (value) => {
    collectSecrets(value, secrets);
    return unwrapSecretValues(value);
  };
  return () => Object.assign(rpc, { unwrapSecretValues });
}
