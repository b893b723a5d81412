import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { draw, HEX } from "../pseudo-random";
import type { Account } from "./kit/account";

/** What a VPC is born with; `kind` is the id's prefix. Unknown for a VPC that is not known. */
export function vpcDefaultId(vpcId: unknown, kind: "sg" | "rtb" | "acl"): string {
  return typeof vpcId !== "string" || vpcId === UNKNOWN_VALUE
    ? UNKNOWN_VALUE
    : `${kind}-${draw(`${vpcId}/${kind}`, HEX, 17)}`;
}

/** The VPC that an account has in each region from the start. */
export function defaultVpcId({ accountId, region }: Account): string {
  const isUnknown = accountId === UNKNOWN_VALUE || region === UNKNOWN_VALUE;
  return isUnknown ? UNKNOWN_VALUE : `vpc-${draw(`${accountId}/${region}/default-vpc`, HEX, 17)}`;
}
