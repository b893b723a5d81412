import type { Fault } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import { isPrivateNetwork } from "../network/cidr";
import { faultsOf, type PlinthComponentArgs } from "../plinth-component";
import type { Peer } from "./container-service-args";

/** Arguments of the internal load balancer in front of a service. */
export interface BalancerArgs {
  /** ARN of a certificate in AWS Certificate Manager, from a private CA or for a domain of the organisation. */
  readonly certificateArn: pulumi.Input<string>;
  /** Clients that may connect, by kebab-case name. Bounds: at least one; IPv4 ranges must be private. */
  readonly clients: Readonly<Record<string, Peer>>;
  /**
   * Idle timeout of a connection, in seconds. It must be longer than the container's longest pause in a stream.
   * Bounds: 1 to 4,000. Default: 120.
   */
  readonly idleSeconds?: number;
  /** Path of the health check. It must return 200 while the container accepts new requests. Default: `/healthz`. */
  readonly healthPath?: string;
  /** Bucket for access logs: an {@link AccessLogBucket} with `balancers`. Default: the component creates one. */
  readonly accessLogBucketName?: pulumi.Input<string>;
}

/** @internal Path of the health check of a service that sets none. */
export const DEFAULT_HEALTH_PATH = "/healthz";

/**
 * @internal Faults of the load balancer's arguments.
 * @param type Class of the component, for the faults' ids.
 */
export function balancerFaults(type: string, name: string, args: PlinthComponentArgs & BalancerArgs): Fault[] {
  const { workload, certificateArn, clients, idleSeconds = 120, healthPath = DEFAULT_HEALTH_PATH } = args;
  const { partition, region } = workload;
  const publicRanges = Object.values(clients).flatMap((peer) =>
    "cidrIpv4" in peer && !isPrivateNetwork(peer.cidrIpv4) ? [peer.cidrIpv4] : [],
  );
  const invalidNames = Object.keys(clients).filter((client) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(client));
  return faultsOf(
    `orchestration/${type}`,
    name,
    [
      typeof certificateArn !== "string" || certificateArn.startsWith(`arn:${partition}:acm:${region}:`),
      "certificateArn",
      `the ARN of a certificate in ${region}`,
      `${certificateArn}`,
    ],
    [Object.keys(clients).length > 0, "clients", "at least one client"],
    [invalidNames.length === 0, "clients", "clients by kebab-case names", invalidNames.join(", ")],
    [
      publicRanges.length === 0,
      "clients",
      "private networks such as 10.20.0.0/22, without host bits",
      publicRanges.join(", "),
    ],
    [isIntegerBetween(idleSeconds, 1, 4_000), "idleSeconds", "1 to 4000 seconds", `${idleSeconds}`],
    [/^\/[\w./-]*$/.test(healthPath), "healthPath", "a path such as /healthz", healthPath],
  );
}
