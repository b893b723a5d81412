import type { ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { type PulumiSdk, type SdkStore, sdkFor } from "../sdk/sdk";
import { simulatedComponent } from "./simulated-components";

export { METHODS } from "./methods";
export { buildsComponents, isSimulatedComponent } from "./simulated-components";

/**
 * Builds a remote component as its provider does when the engine calls `Construct`: the component and its children are
 * registered with the engine that asks, and what comes back is the component's URN and outputs.
 * @param engineAddress Where the engine takes logs; "" for none.
 * @param connect Puts the services that answer in place of gRPC clients into the SDK's store of this construction.
 * Default: gRPC, at the request's endpoint.
 * @throws Error if the type is not simulated, or the component refuses its arguments.
 */
export async function construct(
  request: ConstructRequest,
  engineAddress = "",
  connect: (store: SdkStore, sdk: PulumiSdk) => void = () => undefined,
): Promise<ConstructResponse> {
  const type = simulatedComponent(request.getType());
  const sdk = sdkFor(__dirname);
  return sdk.withStore(async () => {
    sdk.settings.resetOptions(
      request.getProject(),
      request.getStack(),
      request.getParallel(),
      engineAddress,
      request.getMonitorendpoint(),
      request.getDryrun(),
      request.getOrganization(),
    );
    sdk.config.setAllConfig(Object.fromEntries(request.getConfigMap().entries()), request.getConfigsecretkeysList());
    connect(sdk.state.getStore(), sdk);
    await sdk.settings.awaitFeatureSupport();
    // Loaded when first needed: few programs have remote components.
    const { build } = require("./build") as typeof import("./build");
    const response = await build(type, request);
    await sdk.settings.waitForRPCs();
    return response;
  });
}
