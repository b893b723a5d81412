import { overlap } from "@plinth/components/network/cidr";
import { DEFAULT_CIDR } from "@plinth/components/network/inference-vpc";
import { CLASSIFICATIONS, retentionRange, type StoreKind } from "@plinth/standards";
import { z } from "zod";
import type { ConfigBasis } from "../stack/blueprint";
import {
  aiWorkload,
  email,
  invocationLogging,
  keyArn,
  modelChoice,
  network,
  organization,
  secondRegion,
} from "../stack/shared-keys";

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
    /**
     * `account` where another stack records the account's invocations in this region; the standard's `invocationLogging`
     * says which. Default: own.
     */
    invocationLogging,
    /** Addresses that alarms are sent to; each must confirm once. Default: none. */
    alarmEmails: z.array(email).default([]),
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
    // Told together with whatever else is wrong.
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

/** `plinth:workload` of a workload whose models write text, each named once. */
function textWorkload(basis: ConfigBasis) {
  return aiWorkload(basis).superRefine(({ models }, context) => {
    const text = basis.standard.models.filter(({ kind }) => kind === "text").map(({ id }) => id);
    for (const [index, { id }] of models.entries()) {
      const path = ["models", index, "id"];
      if (!text.includes(id)) {
        context.addIssue({ code: "custom", path, message: `a model that writes text: one of ${text.join(", ")}` });
      } else if (models.findIndex((other) => other.id === id) < index) {
        context.addIssue({ code: "custom", path, message: "a model that is not in the list already" });
      }
    }
  });
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
      // Told together with whatever else is wrong.
      when: () => true,
      error: ({ input }) => {
        const { minimumDays, maximumDays } = rangeOf(input) ?? {};
        return `${minimumDays} to ${maximumDays} whole days`;
      },
    },
  );
}
