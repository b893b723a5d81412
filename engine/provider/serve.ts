import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GRPC_OPTIONS } from "../grpc-options";
import { simulatedProviderOf } from "../packages";
import { sdkVersion } from "../sdk/declarations";
import { cloudFromEnvironment } from "./cloud";
import { injectedErrorsFromEnvironment } from "./injected-errors";
import { journalFromEnvironment } from "./journal";
import { createProviderService } from "./service";

/**
 * Serves the simulation of a Pulumi package as its provider; returns the port, on this machine only.
 * @param engineAddress Where the engine takes logs of components that the provider builds. Default: nowhere.
 */
export async function serve(packageName: string, engineAddress?: string): Promise<number> {
  const server = new grpc.Server(GRPC_OPTIONS);
  const service = createProviderService(injectedErrorsFromEnvironment(simulatedProviderOf(packageName)), {
    packageName,
    version: sdkVersion(packageName) ?? "0.0.0",
    journal: journalFromEnvironment(packageName),
    cloud: cloudFromEnvironment(),
    engineAddress,
  });
  server.addService(ResourceProviderService, service);
  return await new Promise((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", credentials, (error, port) => (error ? reject(error) : resolve(port)));
  });
}
