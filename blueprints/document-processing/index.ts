import { permissionSetRoles } from "@plinth/components";
import { FIELD_TYPES } from "@plinth/standards/contracts/extraction";
import { z } from "zod";
import type { Blueprint, ConfigBasis } from "../stack/blueprint";
import { oneOf, text } from "../stack/shared-keys";
import { days, regionalKeys, withinRetention } from "../workload/ai-keys";
import { inRegions } from "../workload/regions";
import { DocumentProcessing } from "./document-processing";

export * from "./document-processing";

/** What every business letter says. */
const LETTER = { sender: "text", recipient: "text", date: "date", subject: "text", reference: "text" } as const;

const FEW_WORDS = "a few words such as supplier invoices";
const REVIEW_DAYS = "1 to 14 whole days";

function schema(basis: ConfigBasis) {
  const keys = regionalKeys(basis, {
    /** What the documents are, in a few words: `supplier invoices`. Default: business letters. */
    documents: text(/^[^\s"<>].{2,79}$/, FEW_WORDS).default("business letters"),
    /**
     * What is read from each document: `{ number: text, issuedOn: date, total: number, paid: boolean }`. Default: who
     * wrote to whom, when, about what and under which reference.
     */
    fields: z
      .record(
        text(/^[A-Za-z][A-Za-z0-9]{0,39}$/, "a name of letters and digits, such as issuedOn"),
        oneOf(FIELD_TYPES),
        {
          error: `1 to 50 names, each with one of ${FIELD_TYPES.join(", ")}`,
        },
      )
      .refine((fields) => Object.keys(fields).length >= 1 && Object.keys(fields).length <= 50, {
        error: `1 to 50 names, each with one of ${FIELD_TYPES.join(", ")}`,
      })
      .default(LETTER),
    /** Which documents a person looks at. Default: always where the workload is regulated, and unsure otherwise. */
    review: oneOf(["always", "unsure"]).optional(),
    /** Days in which a person must have looked. Bounds: 1 to 14. Default: 3. */
    reviewDays: z.coerce
      .number({ error: REVIEW_DAYS })
      .refine((value) => Number.isInteger(value) && value >= 1 && value <= 14, { error: REVIEW_DAYS })
      .default(3),
    /** Permission set of IAM Identity Center whose holders decide. Default: `<workload>-reviewer`. */
    reviewerPermissionSet: text(/^[\w+=,.@-]{1,32}$/, "the name of a permission set").optional(),
    /** Whether golden documents are read once a day: `on` or `off`. Default: on in production. */
    evaluation: oneOf(["on", "off"]).optional(),
    /**
     * Whether Amazon Macie looks for personal data and credentials in the account's buckets: `own` switches it on in this
     * region, `account` takes it as switched on already, `off`. Default: own in production, from confidential on.
     */
    discovery: oneOf(["own", "account", "off"]).optional(),
    /** Days that records are kept. Bounds: the standard's range for outputs. Default: its maximum, less 30 days. */
    recordRetentionDays: days.optional(),
  });
  return withinRetention(keys, basis, "recordRetentionDays", "output");
}

/** `plinth:blueprint: document-processing` */
export const documentProcessing = {
  name: "document-processing",
  schema,
  deploy(config, context) {
    const { models, expectedMonthlyInferenceUsd } = config.workload;
    const { reviewerPermissionSet: holders } = config;
    return inRegions(
      config,
      context,
      (name, where, opts) =>
        new DocumentProcessing(
          name,
          {
            ...where,
            documents: config.documents,
            fields: config.fields,
            models,
            expectedMonthlyInferenceUsd,
            review: config.review,
            reviewDays: config.reviewDays,
            reviewers:
              holders === undefined ? undefined : { signedInAs: [permissionSetRoles(where.workload, holders)] },
            alarmEmails: config.alarmEmails,
            evaluation: config.evaluation && config.evaluation === "on",
            discovery: config.discovery,
            recordRetentionDays: config.recordRetentionDays,
          },
          opts,
        ),
    );
  },
} satisfies Blueprint<ReturnType<typeof schema>>;
