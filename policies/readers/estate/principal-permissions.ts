import type { Estate, ResourceRecord, Verdict } from "../../core/rule";
import type { Permissions } from "../iam/evaluate";
import { permissionsOf } from "../iam/permissions";
import { outsideAiEstate } from "./ai-estate";

/** The permissions of a principal in the AI estate, or the verdict of a rule about them where there are none to judge. */
export function permissionsInAiEstate(principal: ResourceRecord, estate: Estate): Permissions | Verdict {
  const outside = outsideAiEstate(estate);
  if (outside) return outside;
  const permissions = permissionsOf(principal, estate);
  return permissions.identity.length > 0
    ? permissions
    : { outcome: "not-applicable", reason: "it has no policy in this stack" };
}
