import { OrganizationSecurity } from "@plinth/components/governance/organization-security";
import { z } from "zod";
import type { Blueprint } from "../blueprint";
import { workload } from "../config/shared";

/** Keys of the stack in the audit account. */
const auditConfig = z.strictObject({ workload });

/**
 * Detection in every account of the organisation, from the audit account: after the stack in the management account has
 * delegated the services to it.
 */
export const landingZoneAudit: Blueprint<typeof auditConfig> = {
  name: "landing-zone-audit",
  schema: () => auditConfig,
  deploy(_config, { workload, opts }) {
    new OrganizationSecurity("security", { workload }, opts);
    return {};
  },
};
