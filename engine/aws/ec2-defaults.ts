import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { draw, HEX } from "../pseudo-random";
import type { Account } from "./kit/account";

/** Id of a VPC's default security group, main route table or default network ACL. Unknown for an unknown VPC. */
export function vpcDefaultId(vpcId: unknown, kind: "sg" | "rtb" | "acl"): string {
  return typeof vpcId !== "string" || vpcId === UNKNOWN_VALUE
    ? UNKNOWN_VALUE
    : `${kind}-${draw(`${vpcId}/${kind}`, HEX, 17)}`;
}

/** Id of the default VPC of an account in a region. */
export function defaultVpcId({ accountId, region }: Account): string {
  const isUnknown = accountId === UNKNOWN_VALUE || region === UNKNOWN_VALUE;
  return isUnknown ? UNKNOWN_VALUE : `vpc-${draw(`${accountId}/${region}/default-vpc`, HEX, 17)}`;
}
