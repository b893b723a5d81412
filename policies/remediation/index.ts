import { bucketTls } from "./bucket-tls";
import { logGroupRetention } from "./log-group-retention";
import type { Remediation } from "./remediation";
import { storeTags } from "./store-tags";

/** Every remediation of the remediation pack. */
export const remediations: readonly Remediation[] = [storeTags, logGroupRetention, bucketTls];
