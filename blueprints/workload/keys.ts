import { overlap } from "@plinth/components/network/cidr";
import { DEFAULT_CIDR } from "@plinth/components/network/inference-vpc";
import { CLASSIFICATIONS, retentionRange, type StoreKind } from "@plinth/standards";
import { z } from "zod";
import type { ConfigBasis } from "../stack/blueprint";
import { email, keyArn, oneOf, organization, stackName, text } from "../stack/keys";
import { modelChoice, textWorkload } from "./model-keys";
import { invocationLogging, network, secondRegion } from "./region-keys";

/** Options of every AI workload. */
export const sharedOptions = {
  /**
   * `account` where another stack records the account's invocations in this region; the standard's `invocationLogging`
   * says which. Default: own.
   */
  invocationLogging,
  /** Addresses that alarms are sent to; each must confirm once. Default: none. */
  alarmEmails: z.array(email).default([]),
};

/** Options of a workload whose answers are evaluated and whose data Amazon Macie may look through. */
export const checkOptions = {
  /** Whether golden cases run once a day: `on` or `off`. Default: on in production. */
  evaluation: oneOf(["on", "off"])
    .transform((choice) => choice === "on")
    .optional(),
  /**
   * Whether Amazon Macie looks for personal data and credentials in the account's buckets: `own` switches it on in this
   * region, `account` takes it as switched on already, `off`. Default: own in production, from confidential on.
   */
  discovery: oneOf(["own", "account", "off"]).optional(),
};

/** `plinth:telemetry`: what an account has once in each region, and whose sight it is in. */
export const telemetry = z.strictObject({
  /**
   * `own` where this stack switches on X-Ray's Transaction Search and links the account to the one that watches all others;
   * `account` where another stack of the account does, or none is to. Default: own in production, account elsewhere.
   */
  manage: oneOf(["own", "account"]).optional(),
  /** Stack that made the sinks; it is not read where the organisation exists already. Default: `audit`. */
  stack: stackName.default("audit"),
  /** A sink that exists already, in the stack's region. Default: that of the stack. */
  sinkArn: text(
    /^arn:aws[a-z-]*:oam:[a-z0-9-]+:\d{12}:sink\/[0-9a-f-]{36}$/,
    "the ARN of a sink of CloudWatch Observability Access Manager",
  ).optional(),
});

/** A stack's `plinth:telemetry`, checked. */
export type TelemetrySettings = z.infer<typeof telemetry>;

/** Keys of every stack whose workload has models write text. */
export function aiKeys(basis: ConfigBasis) {
  return {
    workload: textWorkload(basis),
    /** A network of the stack's own, or one that exists. Default: an own one, of the default range, in two zones. */
    network: network.optional(),
    /** The landing zone that the stack stands in. Default: the one that stacks `org` and `security` made. */
    organization: organization.prefault({}),
    /** A key that exists already, by ARN, for everything but outputs. Default: an own one. */
    keyArn: keyArn.optional(),
    ...sharedOptions,
  };
}

/**
 * The keys of a blueprint whose workload has models write text, in one region or two: {@link aiKeys}, `secondRegion`, and
 * the blueprint's own. The second region's range must be clear of the first's, and the workload's models usable there.
 */
export function regionalKeys<Shape extends z.ZodRawShape>(basis: ConfigBasis, own: Shape) {
  const keys = z.strictObject({ ...aiKeys(basis), secondRegion: secondRegion(basis).optional(), ...own });
  return keys.superRefine(
    (config, context) => {
      const { workload, network, secondRegion: second } = config as Unchecked;
      const refuse = (path: string[], message: string) =>
        context.addIssue({ code: "custom", path: ["secondRegion", ...path], message });
      if (!second) return;
      for (const id of unusable(basis, workload?.models, second.region)) {
        refuse(["region"], `a region from which ${id} can be invoked as plinth:workload says`);
      }
      const first = network?.existing ? undefined : (network?.cidr ?? DEFAULT_CIDR);
      const other = second.network?.existing ? undefined : second.network?.cidr;
      if (first !== undefined && other !== undefined && overlap(first, other)) {
        refuse(["network", "cidr"], `clear of the first region's ${first}`);
      }
    },
    // Reported with all other errors.
    { when: () => true },
  );
}

/** What {@link regionalKeys} looks at before the rest of it is known to be right. */
interface Unchecked {
  readonly workload?: { readonly models?: unknown };
  readonly network?: { readonly cidr?: string; readonly existing?: unknown };
  readonly secondRegion?: { readonly region?: string; readonly network?: Unchecked["network"] };
}

/** Models, by id, that can be invoked from the stack's region as they are chosen, and not from the other one. */
function unusable(basis: ConfigBasis, models: unknown, region: string | undefined): unknown[] {
  if (!Array.isArray(models) || region === undefined || !basis.standard.regions.includes(region)) return [];
  const usableFrom = (where: ConfigBasis, choice: unknown) => modelChoice(where).safeParse(choice).success;
  return models
    .filter((choice) => usableFrom(basis, choice) && !usableFrom({ ...basis, region }, choice))
    .map(({ id }) => id);
}

/** A whole number of days, which {@link withinRetention} bounds. */
export const days = z.coerce.number({ error: "a whole number of days" });

/** Holds a key of days to the standard's range for what the workload handles, which another key says. */
export function withinRetention<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  { standard }: ConfigBasis,
  key: keyof Shape & string,
  kind: StoreKind,
) {
  const rangeOf = (config: unknown) => {
    const { classification } = Object((config as { readonly workload?: unknown } | null)?.workload);
    const known = CLASSIFICATIONS.find((level) => level === classification);
    return known && retentionRange(standard, known, kind);
  };
  return schema.refine(
    (config) => {
      const value: unknown = (config as Readonly<Record<string, unknown>>)[key];
      const range = rangeOf(config);
      if (!range || value === undefined) return true;
      return Number.isInteger(value) && Number(value) >= range.minimumDays && Number(value) <= range.maximumDays;
    },
    {
      path: [key],
      // Reported with all other errors.
      when: () => true,
      error: ({ input }) => {
        const { minimumDays, maximumDays } = rangeOf(input) ?? {};
        return `${minimumDays} to ${maximumDays} whole days`;
      },
    },
  );
}
