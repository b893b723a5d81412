import { CLASSIFICATIONS, retentionRange, type StoreKind } from "@plinth/standards";
import { z } from "zod";
import type { ConfigBasis } from "../blueprint";
import { aiWorkload, email, network, oneOf, organization, text } from "./shared";

/** Keys of every stack whose workload has models write text. */
export function aiKeys(basis: ConfigBasis) {
  return {
    workload: textWorkload(basis),
    network: network.optional(),
    /** The landing zone that the stack stands in. Default: the one that stacks `org` and `security` made. */
    organization: organization.prefault({}),
    /** A key that exists already, by ARN, for everything but outputs. Default: an own one. */
    keyArn: text(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/, "the ARN of a KMS key").optional(),
    /**
     * `account` where another stack records the account's invocations in this region; the standard's `invocationLogging`
     * says which. Default: own.
     */
    invocationLogging: oneOf(["own", "account"]).default("own"),
    /** Addresses that alarms are sent to; each must confirm once. Default: none. */
    alarmEmails: z.array(email).default([]),
  };
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
