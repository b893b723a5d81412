import * as pulumi from "@pulumi/pulumi";
import type { WorkloadNetwork } from "./workload-network";

/** @internal Transport protocol of a security group rule. */
export type Protocol = "tcp" | "udp";

/** @internal Protocol and port range of a security group rule for one port. */
export function singlePort(port: number, ipProtocol: Protocol = "tcp") {
  return { ipProtocol, fromPort: port, toPort: port };
}

/** @internal Protocol and port range of a security group rule for HTTPS. */
export const HTTPS = singlePort(443);

/** @internal Id of the security group that identifies a network's compute: its first one. */
export function computeGroupId({ securityGroupIds }: WorkloadNetwork): pulumi.Output<string> {
  return pulumi.output(securityGroupIds).apply(([first = ""]) => first);
}
