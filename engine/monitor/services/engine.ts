import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { Deployment } from "../deployment";
import { acknowledge, type Callback } from "./unary";

const SEVERITIES = ["debug", "info", "warning", "error"] as const;

/** Pulumi's `Engine` service, as far as the SDK uses it: it takes what the program logs. */
export function engineService(deployment: Deployment): Readonly<Record<string, unknown>> {
  return {
    log: (request: LogRequest, callback: Callback<object>) => {
      const severity = SEVERITIES[request.getSeverity()] ?? "info";
      // The SDK logs several lines of debugging for each resource, which no report shows.
      if (severity !== "debug") {
        deployment.logs.push({ severity, message: request.getMessage(), urn: request.getUrn() || undefined });
      }
      callback(null, {});
    },
    setRootResource: acknowledge,
    getRootResource: acknowledge,
    requirePulumiVersion: acknowledge,
    close: () => undefined,
  };
}
