import { cidrProblems, isNetwork } from "@plinth/components/network/cidr";
import { CLASSIFICATIONS, nearest } from "@plinth/standards";
import { z } from "zod";
import type { ConfigBasis } from "./blueprint";

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
  /** What the workload's resources are named and tagged by. Bounds: 2 to 20 characters of kebab case. */
  name: kebab(2, 20),
  /** The team that answers for it. Bounds: 2 to 40 characters of kebab case. */
  owner: kebab(2, 40),
  /** The most sensitive data that it handles: keys, locks and retention follow from it. */
  classification: oneOf(CLASSIFICATIONS),
  /** Whether a regulator asks about it: it is then built for the pack `regulated`. Default: false. */
  regulated: z.boolean({ error: "true or false" }).default(false),
};
export const workload = z.strictObject(workloadShape);
export type WorkloadSettings = z.infer<typeof workload>;

/** `plinth:workload` of a workload that invokes models. */
export function aiWorkload(basis: ConfigBasis) {
  return z.strictObject({
    ...workloadShape,
    /** Models that it may invoke, the preferred one first. Bounds: at least one. */
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
  const shape = {
    /** The catalogue's id. */
    id,
    /** Area of the geographic profile to go through: `eu`. Default: none; the model is invoked in the stack's region. */
    profile: z.string().optional(),
  };
  return z.strictObject(shape).superRefine((choice, context) => {
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

const ids = (prefix: string, least: number) => {
  const example = `${prefix}-0123456789abcdef0`;
  return z
    .array(text(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `an id such as ${example}`), {
      error: `a list of ids such as ${example}`,
    })
    .min(least, { error: `at least ${least} ${least === 1 ? "id" : "ids"} such as ${example}` });
};

const DEFAULT_NETWORK = { cidr: "10.0.0.0/22", zones: 2 };

/** `plinth:network`: a network of the stack's own, or one that exists. */
export const network = networkOver(DEFAULT_NETWORK.cidr);
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
          vpcId: text(/^vpc-[0-9a-f]{8,17}$/, "an id such as vpc-0123456789abcdef0"),
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

/** A KMS key that exists already. */
export const keyArn = text(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/, "the ARN of a KMS key");

/** Whether the stack records the account's invocations in a region, or another one does. */
export const invocationLogging = oneOf(["own", "account"]).default("own");

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
export type SecondRegionSettings = z.infer<ReturnType<typeof secondRegion>>;

export const stackName = text(
  /^[\w.-]+(\/[\w.-]+\/[\w.-]+)?$/,
  "a stack of this project, or <organization>/<project>/<stack>",
);

/** `plinth:organization`: where the organisation's ids come from. */
export const organization = z.strictObject({
  /** Stack that made the organisation: of this project, or `<organization>/<project>/<stack>`. Default: `org`. */
  stack: stackName.default("org"),
  /** Stack that made the audit trail. Default: `security`. */
  securityStack: stackName.default("security"),
  /** An organisation that exists already (AWS Control Tower, for example); no stack is read then. */
  existing: z
    .strictObject({ id: organizationId, logArchiveBucketName: text(/^[a-z0-9.-]{3,63}$/, "the name of a bucket") })
    .optional(),
});
export type OrganizationSettings = z.infer<typeof organization>;
