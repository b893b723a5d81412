import { accountId, text, workloadSettings } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Variables of every tool. */
export const toolSettings = {
  ...workloadSettings,
  /** Account that owns the buckets. */
  ACCOUNT_ID: accountId,
  /** Bucket of the action log. */
  ACTION_LOG_BUCKET: text,
  /** KMS key that encrypts the action log. */
  ACTION_LOG_KEY_ARN: text,
};

const schema = z.object(toolSettings);

/** Values of {@link toolSettings}. */
export type ToolSettings = z.infer<typeof schema>;
