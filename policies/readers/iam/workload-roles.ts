import { type Estate, type ResourceRecord, UNKNOWN, type Verdict } from "../../core/rule";
import { outsideAiEstate } from "../estate/ai-estate";
import { workloadOf } from "../resource/tags";
import { rolesInUse } from "./compute-roles";
import { isForCode, trustDocument, trustOf } from "./trust";

/**
 * Why rules about the roles of workloads do not apply to a role, or not yet: they do if compute runs under it, or code of the
 * workload that it is tagged with may take it on. Undefined if they apply.
 */
export function besideWorkloads(role: ResourceRecord, estate: Estate): Verdict | undefined {
  const outside = outsideAiEstate(estate);
  if (outside) return outside;
  if (rolesInUse(estate).computeByRole.has(role)) return undefined;
  if (isForCode(trustOf(role, estate)) && workloadOf(role, estate.standard) !== undefined) return undefined;
  return trustDocument(role) === UNKNOWN
    ? { outcome: "undetermined", reason: "whether compute takes the role on is not known yet" }
    : { outcome: "not-applicable", reason: "no compute runs under the role" };
}
