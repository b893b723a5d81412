import { OrganizationTrail } from "@plinth/components/governance/organization-trail";
import { existingKey } from "@plinth/components/identity/encryption-key";
import { z } from "zod";
import type { Blueprint } from "../stack/blueprint";
import { organizationIdsOf } from "../stack/foundation";
import { keyArn, managedOrganization, workload } from "../stack/keys";

/** Keys of the stack in the log archive account. */
const securityConfig = z.strictObject({
  workload,
  /** Where the organisation's ids come from: the stack that made it, or an organisation that exists already. */
  organization: managedOrganization.prefault({}),
  /** A key that exists already, by ARN, whose policy lets CloudTrail encrypt for this trail. Default: an own one. */
  keyArn: keyArn.optional(),
  /** Days that audit records are kept. Default: the standard's minimum for audit stores. */
  auditRetentionDays: z.coerce
    .number<string>({ error: "a whole number of days" })
    .int({ error: "a whole number of days" })
    .optional(),
});

/** The organisation's audit trail and its archive, in an account that holds nothing else. */
export const landingZoneSecurity: Blueprint<typeof securityConfig> = {
  name: "landing-zone-security",
  schema: () => securityConfig,
  deploy({ organization, keyArn, auditRetentionDays }, { workload, opts }) {
    const trail = new OrganizationTrail(
      "audit",
      {
        workload,
        ...organizationIdsOf(organization),
        key: keyArn === undefined ? undefined : existingKey("existing-key", keyArn),
        retentionDays: auditRetentionDays,
      },
      opts,
    );
    return { logArchiveBucketName: trail.bucketName, trailArn: trail.trailArn };
  },
};
