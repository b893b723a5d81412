import { CLASSIFICATIONS, nearest } from "@plinth/standards";
import { z } from "zod";
import type { ConfigBasis } from "../blueprint";
import { isPrivate, overlap, parseCidr } from "./cidr";

/** Text of one form. `allowed` completes "must be …", also where the value is missing. */
export function text(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}

/** One of a few words, with the nearest one to what was said. */
export function oneOf<const T extends string>(words: readonly T[]) {
  return z.enum(words, {
    error: ({ input }) => {
      const near = typeof input === "string" ? nearest(input, words) : undefined;
      return `one of ${words.join(", ")}${near ? `: did you mean ${near}?` : ""}`;
    },
  });
}

export const accountId = text(/^\d{12}$/, "an AWS account id: twelve digits, in quotes");
export const email = text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address");
export const organizationId = text(/^o-[a-z0-9]{10,32}$/, "an organisation id such as o-a1b2c3d4e5");
export const kebab = (minimum: number, maximum: number) =>
  text(
    new RegExp(`^(?=.{${minimum},${maximum}}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$`),
    `a lower-case kebab name of ${minimum} to ${maximum} characters`,
  );

/** `plinth:workload`: who the stack's resources belong to and what they handle. */
export const workloadShape = {
  name: kebab(2, 20),
  owner: kebab(2, 40),
  classification: oneOf(CLASSIFICATIONS),
};
export const workload = z.strictObject(workloadShape);
export type WorkloadSettings = z.infer<typeof workload>;

/** `plinth:workload` of a workload that invokes models. */
export function aiWorkload(basis: ConfigBasis) {
  return z.strictObject({
    ...workloadShape,
    models: z.array(modelChoice(basis)).min(1, { error: "at least one model of the catalogue" }),
    /** US dollars a month, for cost drivers, budget and advice. Bounds: above 0. */
    expectedMonthlyInferenceUsd: z
      .number({ error: "US dollars a month, above 0" })
      .positive({ error: "US dollars a month, above 0" }),
  });
}

/** One model of the standard's catalogue, and the geographic profile it is invoked through (none: in its own region). */
export function modelChoice({ standard, region }: ConfigBasis) {
  const id = oneOf(standard.models.map((m) => m.id));
  return z.strictObject({ id, profile: z.string().optional() }).superRefine((choice, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    const model = standard.models.find((m) => m.id === choice.id);
    if (!model) return;
    const usable = Object.entries(model.profiles)
      .filter(([area, p]) => standard.residency.includes(area) && (!region || p.sourceRegions.includes(region)))
      .map(([area]) => area);
    const from = region ? ` from ${region}` : "";
    if (choice.profile === undefined) {
      if (region && !model.regions.includes(region))
        refuse(
          "profile",
          usable.length > 0
            ? `one of ${usable.join(", ")}: ${model.id} has no direct access${from}`
            : `left out, and ${model.id} another model: it cannot be invoked${from}`,
        );
    } else if (!usable.includes(choice.profile)) {
      refuse(
        "profile",
        usable.length > 0
          ? `one of ${usable.join(", ")} for ${model.id}${from}`
          : `left out: ${model.id} has no approved profile${from}`,
      );
    }
  });
}

const MOST_ZONES = 6;
/** Addresses of the smallest useful subnet: a /26 leaves 59 for about 20 endpoints and the functions. */
const SUBNET_ADDRESSES = 64;
const cidr = z.string({ error: "an IPv4 range such as 10.64.0.0/20" }).superRefine((value, context) => {
  const range = parseCidr(value);
  if (!range) context.addIssue({ code: "custom", message: "an IPv4 range such as 10.64.0.0/20, first address first" });
  else if (!isPrivate(range))
    context.addIssue({ code: "custom", message: "inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16" });
});

/** A network of one's own (`cidr`, `zones`), or one that exists (`existing`). */
export const network = z
  .strictObject({
    /** Range of the VPC. Bounds: /16 down to what gives each zone a /26. Default: 10.64.0.0/20. */
    cidr: cidr.optional(),
    /** Availability zones. Bounds: 2 to 6. Default: 2. */
    zones: z.int({ error: "2 to 6" }).min(2, { error: "2 to 6" }).max(MOST_ZONES, { error: "2 to 6" }).optional(),
    /** Ranges that this network is, or may be, connected with. Default: none. */
    connectedCidrs: z.array(cidr).optional(),
    /** A VPC that exists already, for example a shared one. Default: none. */
    existing: z
      .strictObject({
        vpcId: text(/^vpc-[0-9a-f]{8,17}$/, "a VPC id such as vpc-0a1b2c3d4e5f60718"),
        subnetIds: z.array(text(/^subnet-[0-9a-f]{8,17}$/, "a subnet id such as subnet-0a1b2c3d4e5f60718")).min(2, {
          error: "at least two subnets, in different zones",
        }),
        securityGroupIds: z
          .array(text(/^sg-[0-9a-f]{8,17}$/, "a security group id such as sg-0a1b2c3d4e5f60718"))
          .min(1, { error: "at least one security group" }),
      })
      .optional(),
  })
  .superRefine(({ cidr, zones = 2, connectedCidrs = [], existing }, context) => {
    const refuse = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
    if (existing && cidr) refuse(["cidr"], "left out where the network exists already");
    const range = parseCidr(cidr ?? DEFAULT_CIDR);
    if (existing || !range) return;
    const least = 32 - Math.ceil(Math.log2(zones * SUBNET_ADDRESSES));
    if (range.size > 2 ** 16 || range.size < zones * SUBNET_ADDRESSES)
      refuse(["cidr"], `a /16 to a /${least} for ${zones} zones`);
    for (const [index, other] of connectedCidrs.entries()) {
      const connected = parseCidr(other);
      if (connected && overlap(range, connected))
        refuse(["connectedCidrs", index], `a range that does not overlap ${cidr ?? DEFAULT_CIDR}`);
    }
  });
export const DEFAULT_CIDR = "10.64.0.0/20";

/** `plinth:organization`: where the organisation's ids come from. */
export const organization = z.strictObject({
  /** Stack that made the organisation. Default: `org`. */
  stack: z.string().default("org"),
  /** Stack that made the log archive. Default: `security`. */
  securityStack: z.string().default("security"),
  /** An organisation that exists already (AWS Control Tower, for example); no stack is read then. */
  existing: z.strictObject({ organizationId, logArchiveBucket: z.string().min(3) }).optional(),
});
export type OrganizationSettings = z.infer<typeof organization>;
