import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { textOf, valueAt } from "../../core/values";
import { workloadOf } from "../resource/tags";
import { usersByRole } from "./role-users";
import { trustOf } from "./trust";

const POD_IDENTITY = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const SERVICE_ACCOUNT = "kubernetes:core/v1:ServiceAccount";
const SUBJECT = /^system:serviceaccount:?([^:]*):?(.*)$/;

/** A Kubernetes service account, or a pattern of several. */
interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** What can be said of the service accounts that take on a role. */
export type ServiceAccounts = "none" | "of every namespace" | "of several namespaces" | "several" | "of one workload";

/** Whether a user of a role is one of its service accounts, which {@link serviceAccountsOf} judges by their names. */
export function isServiceAccount({ type }: ResourceRecord): boolean {
  return type === SERVICE_ACCOUNT;
}

/**
 * Whether the service accounts that take on a role are those of one workload. A namespace is what Kubernetes separates
 * tenants by; accounts of namespaces, or with names, that carry the workload's own name are the workload's.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html (read 2026-11). See also
 * https://docs.aws.amazon.com/eks/latest/best-practices/tenant-isolation.html.
 */
export function serviceAccountsOf(role: ResourceRecord, workload: string | undefined, estate: Estate): ServiceAccounts {
  const all = [...trustedAccounts(role, estate), ...associatedAccounts(role, estate)];
  if (all.length === 0) return "none";
  const others = all.filter(
    ({ namespace, name }) => !isNamedAfter(workload, namespace) && !isNamedAfter(workload, name),
  );
  if (others.some(({ namespace }) => /[*?]/.test(namespace) || namespace === "")) return "of every namespace";
  if (others.length === 0) return "of one workload";
  if (new Set(all.map(({ namespace }) => namespace)).size > 1) return "of several namespaces";
  const names = new Set(all.map(({ name }) => name));
  return names.size > 1 || [...names].some((name) => name === "" || /[*?]/.test(name)) ? "several" : "of one workload";
}

function trustedAccounts(role: ResourceRecord, estate: Estate): readonly ServiceAccount[] {
  return trustOf(role, estate).serviceAccounts.map((subject) => {
    const [, namespace = "", name = ""] = SUBJECT.exec(subject) ?? [];
    return { namespace, name };
  });
}

/** Those that the run associates with the role; an association that says its workload is judged by that. */
function associatedAccounts(role: ResourceRecord, estate: Estate): readonly ServiceAccount[] {
  return (usersByRole(estate).get(role) ?? []).flatMap((user) => {
    const isAssociation = user.type === POD_IDENTITY && workloadOf(user, estate.standard) === undefined;
    if (!isAssociation && !isServiceAccount(user)) return [];
    const at = isAssociation ? ["namespace", "serviceAccount"] : ["metadata.namespace", "metadata.name"];
    const [namespace, name] = at.map((path) => valueAt(user.props, path));
    if (namespace === UNKNOWN || name === UNKNOWN) return [];
    return [{ namespace: textOf(namespace) || "default", name: textOf(name) }];
  });
}

/** Whether a pattern only matches names that begin with the workload's, or have it as one of their words. */
function isNamedAfter(workload: string | undefined, pattern: string): boolean {
  if (workload === undefined) return false;
  const fixed = pattern.toLowerCase().split(/[*?]/, 1)[0] ?? "";
  return `-${fixed}-`.includes(`-${workload.toLowerCase()}-`);
}
