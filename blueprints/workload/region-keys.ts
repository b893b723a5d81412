import { cidrProblems, isNetwork } from "@plinth/components/network/cidr";
import { z } from "zod";
import type { ConfigBasis } from "../stack/blueprint";
import { ec2Id, keyArn, oneOf } from "../stack/keys";

const ids = (prefix: string, min: number) => {
  const example = `${prefix}-0123456789abcdef0`;
  return z
    .array(ec2Id(prefix), { error: `a list of ids such as ${example}` })
    .min(min, { error: `at least ${min} ${min === 1 ? "id" : "ids"} such as ${example}` });
};

const DEFAULT_NETWORK = { cidr: "10.0.0.0/22", zones: 2 };

/** `plinth:network`: a network of the stack's own, or one that exists. */
export const network = networkOver(DEFAULT_NETWORK.cidr);
/** A stack's `plinth:network`, checked. */
export type NetworkSettings = z.infer<typeof network>;

function networkOver(range: string) {
  return z
    .strictObject({
      /** Range of the VPC. Bounds: /16 down to what gives each zone a /27. Default: 10.0.0.0/22; 10.65.0.0/20 in the second region. */
      cidr: z.string({ error: `an IPv4 network such as ${range}` }).default(range),
      /** Availability zones. Bounds: 2 to 6. Default: 2. */
      zones: z
        .int({ error: "2 to 6" })
        .min(2, { error: "2 to 6" })
        .max(6, { error: "2 to 6" })
        .default(DEFAULT_NETWORK.zones),
      /** Ranges that this network is, or may be, connected with; it must be clear of them. Default: none. */
      reservedCidrs: z.array(z.string()).default([]),
      /** A VPC that another team or stack manages; the other keys are then of no effect. Default: none. */
      existing: z
        .strictObject({
          vpcId: ec2Id("vpc"),
          subnetIds: ids("subnet", 2),
          securityGroupIds: ids("sg", 1),
        })
        .optional(),
    })
    .superRefine(({ cidr, zones, reservedCidrs, existing }, context) => {
      if (existing) return;
      for (const message of cidrProblems(cidr, zones, reservedCidrs)) {
        context.addIssue({ code: "custom", path: ["cidr"], message });
      }
      for (const [index, reserved] of reservedCidrs.entries()) {
        if (!isNetwork(reserved))
          context.addIssue({
            code: "custom",
            path: ["reservedCidrs", index],
            message: "an IPv4 network such as 10.20.0.0/22, without host bits",
          });
      }
    });
}

/** Whether the stack records the account's invocations in a region, or another one does. */
export const invocationLogging = oneOf(["own", "account"])
  .default("own")
  .transform((recorder) => recorder === "own");

/** `plinth:secondRegion`: where the workload is deployed once more. */
export function secondRegion({ standard, region: home }: ConfigBasis) {
  return z
    .strictObject({
      /** Another of the standard's regions. */
      region: oneOf(standard.regions.filter((region) => region !== home)),
      /** As `plinth:network`, of that region. Default: an own one, 10.65.0.0/20 in two zones. */
      network: networkOver("10.65.0.0/20").prefault({}),
      /** A key of that region that exists already, by ARN, for what `plinth:keyArn` is for in the first. Default: an own one. */
      keyArn: keyArn.optional(),
      /** As `plinth:invocationLogging`, of that region. Default: own. */
      invocationLogging,
    })
    .superRefine((second, context) => {
      if (second.keyArn !== undefined && second.keyArn.split(":")[3] !== second.region)
        context.addIssue({ code: "custom", path: ["keyArn"], message: `the ARN of a KMS key of ${second.region}` });
    });
}
/** A stack's `plinth:secondRegion`, checked. */
export type SecondRegionSettings = z.infer<ReturnType<typeof secondRegion>>;
