import { OrganizationSecurity } from "@plinth/components/governance/organization-security";
import { ObservabilitySink } from "@plinth/components/observability/observability-sink";
import { z } from "zod";
import type { Blueprint } from "../stack/blueprint";
import { stackReference } from "../stack/foundation";
import { organizationId, stackName, workload } from "../stack/keys";

/** Keys of the stack in the audit account. */
const auditConfig = z.strictObject({
  workload,
  /** Where the organisation's ids come from: the stack that made it, or an organisation that exists already. */
  organization: z
    .strictObject({
      stack: stackName.default("org"),
      existing: z.strictObject({ id: organizationId }).optional(),
    })
    .prefault({}),
});

/**
 * Detection in every account of the organisation, and where one account watches the telemetry of all others: after the stack
 * in the management account has delegated the services to the audit account.
 */
export const landingZoneAudit: Blueprint<typeof auditConfig> = {
  name: "landing-zone-audit",
  schema: () => auditConfig,
  deploy({ organization: { stack, existing } }, { workload, standard, opts }) {
    new OrganizationSecurity("security", { workload }, opts);
    const organizationId = existing?.id ?? stackReference(stack).requireOutput("organizationId").apply(String);
    const { sinkArns } = new ObservabilitySink("watch", { workload, organizationId, regions: standard.regions }, opts);
    return { sinkArns };
  },
};
