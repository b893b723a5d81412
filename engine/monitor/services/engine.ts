import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { PulumiSdk } from "../../sdk/sdk";
import type { Deployment } from "../deployment";
import { type Methods, service } from "./service";
import type { Callback } from "./unary";

const SEVERITIES = ["debug", "info", "warning", "error"] as const;

/** Pulumi's `Engine` service, as far as the SDK uses it: it takes what the program logs. */
export function engineService(deployment: Deployment, { version, empty, engineMessages }: PulumiSdk): Methods {
  const acknowledge = (_: unknown, callback: Callback<object>) => callback(null, new empty.Empty());
  return service("Engine", version, {
    log: (request: LogRequest, callback: Callback<object>) => {
      const severity = SEVERITIES[request.getSeverity()] ?? "info";
      // The SDK logs several lines of debugging for each resource, which no report shows.
      if (severity !== "debug") {
        deployment.logs.push({ severity, message: request.getMessage(), urn: request.getUrn() || undefined });
      }
      callback(null, new empty.Empty());
    },
    setRootResource: acknowledge,
    getRootResource: (_: unknown, callback: Callback<object>) =>
      callback(null, new engineMessages.GetRootResourceResponse()),
    requirePulumiVersion: acknowledge,
    close: () => undefined,
  });
}
