import { FIELD_TYPES } from "@plinth/standards/contracts/extraction";
import { z } from "zod";
import { oneOf, text } from "../stack/keys";
import { checkOptions, days } from "../workload/keys";
import { reviewDays, reviewerOptions } from "../workload/review-options";

/** What every business letter says. */
const LETTER = { sender: "text", recipient: "text", date: "date", subject: "text", reference: "text" } as const;

const FEW_WORDS = "a few words such as supplier invoices";

/** Options of document processing: keys of its stacks, and arguments of its component. */
export const options = {
  /** What the documents are, in a few words: `supplier invoices`. Default: business letters. */
  documents: text(/^[^\s"<>].{2,79}$/, FEW_WORDS).default("business letters"),
  /**
   * What is read from each document: `{ number: text, issuedOn: date, total: number, paid: boolean }`. Default: who
   * wrote to whom, when, about what and under which reference.
   */
  fields: z
    .record(text(/^[A-Za-z][A-Za-z0-9]{0,39}$/, "a name of letters and digits, such as issuedOn"), oneOf(FIELD_TYPES), {
      error: `1 to 50 names, each with one of ${FIELD_TYPES.join(", ")}`,
    })
    .refine((fields) => Object.keys(fields).length >= 1 && Object.keys(fields).length <= 50, {
      error: `1 to 50 names, each with one of ${FIELD_TYPES.join(", ")}`,
    })
    .default(LETTER),
  /** Which documents a person looks at. Default: always where the workload is regulated, and unsure otherwise. */
  review: oneOf(["always", "unsure"]).optional(),
  /** Days in which a person must have looked. Bounds: 1 to 14. Default: 3. */
  reviewDays,
  ...reviewerOptions,
  /** Whether golden documents are read once a day: `on` or `off`. Default: on in production. */
  evaluation: checkOptions.evaluation,
  discovery: checkOptions.discovery,
  /** Days that records are kept. Bounds: the standard's range for outputs. Default: its maximum, less 30 days. */
  recordRetentionDays: days.optional(),
};
