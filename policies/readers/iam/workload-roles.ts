import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { workloadOf } from "../resource/tags";
import { rolesInUse } from "./compute-roles";
import { isForCode, trustDocument, trustOf } from "./trust";

/** Whether compute runs under a role, or code of the workload that it is tagged with may take it on. */
export function isOfWorkload(role: ResourceRecord, estate: Estate): boolean | Unknown {
  if (rolesInUse(estate).computeByRole.has(role)) return true;
  if (isForCode(trustOf(role, estate)) && workloadOf(role, estate.standard) !== undefined) return true;
  return trustDocument(role) === UNKNOWN ? UNKNOWN : false;
}
