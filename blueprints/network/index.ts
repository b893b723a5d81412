import { existingKey } from "@plinth/components";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Blueprint } from "../stack/blueprint";
import { organizationIdsOf } from "../stack/foundation";
import { kebab, keyArn, managedOrganization, text, workload } from "../stack/keys";
import { OrganizationNetwork } from "./organization-network";

export * from "./organization-network";

const HOST = /^\.?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const CIDR = /^\d+\.\d+\.\d+\.\d+\/\d+$/;
const cidr = text(CIDR, "an IPv4 network such as 10.255.0.0/24");

/** Keys of the stack in the network account. */
const networkConfig = z.strictObject({
  workload,
  /** Where the organisation's ids come from: the stack that made it, or an organisation that exists already. */
  organization: managedOrganization.prefault({}),
  /** A key that exists already, by ARN, for logs. Default: an own one. */
  keyArn: keyArn.optional(),
  /** The one way out to the internet. Default: none; no workload has one. */
  egress: z
    .strictObject({
      /** Hosts that may be reached; a leading dot takes in all names below. */
      allowedDomains: z
        .array(text(HOST, "a host such as api.example.com, or .example.com for all below"))
        .min(1, { error: "at least one host" }),
      /** Providers of models among them, each named on purpose. Default: none. */
      providers: z.array(kebab(2, 20)).default([]),
      /** Range of the egress VPC. Bounds: /16 to /24. Default: 10.255.0.0/24. */
      cidr: cidr.optional(),
      /** Availability zones. Bounds: 2 or 3. Default: 2. */
      zones: z.int({ error: "2 or 3" }).min(2, { error: "2 or 3" }).max(3, { error: "2 or 3" }).optional(),
      /** Ranges of the VPCs that leave through it. Default: 10.0.0.0/8. */
      workloadCidrs: z.array(cidr).min(1, { error: "at least one range" }).optional(),
    })
    .optional(),
});

/** `plinth:blueprint: network` */
export const network: Blueprint<typeof networkConfig> = {
  name: "network",
  schema: () => networkConfig,
  deploy({ organization, keyArn, egress }, { workload, partition, opts }) {
    const { organizationId, managementAccountId } = organizationIdsOf(organization);
    const organisation = pulumi.interpolate`arn:${partition}:organizations::${managementAccountId}:organization/${organizationId}`;
    const shared = new OrganizationNetwork(
      workload.name,
      {
        workload,
        organizationId,
        sharedWith: { organisation },
        key: keyArn === undefined ? undefined : existingKey("existing-key", keyArn),
        egress,
      },
      opts,
    );
    return shared.outputs();
  },
};
