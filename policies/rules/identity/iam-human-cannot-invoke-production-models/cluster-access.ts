import { type Estate, type ResourceRecord, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { textOf } from "../../../core/values";
import { isUser, ROLES, USERS } from "../../../readers/iam/permissions";
import { isPipelineRole, type Sessions, sessionsOf } from "../../../readers/iam/trust";
import { isOutsideProduction } from "../../../readers/resource/environments";
import { isProduction } from "../../../readers/resource/tags";

/** Gives a principal permissions inside a cluster, beside all policies of IAM. */
export const CLUSTER_ACCESS = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const CLUSTERS = ["aws:eks/cluster:Cluster"];

/**
 * Access policies that allow to run commands in pods, which have the roles of their service accounts, and to start pods.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html (read 2026-11).
 */
const ENTERS_PODS = /\/AmazonEKS(ClusterAdmin|Admin|Edit)Policy$/;

/** Whether people get into the pods of a production cluster by an access policy. */
export function judgeClusterAccess(association: ResourceRecord, estate: Estate): Verdict {
  const { policyArn } = association.props;
  if (policyArn === UNKNOWN) return { outcome: "undetermined", reason: "its policy is not known yet" };
  if (!ENTERS_PODS.test(textOf(policyArn)) || isBesideProduction(association, estate)) return { outcome: "pass" };
  const { people, complete } = whoHas(association, estate);
  if (people.length === 0) {
    return complete
      ? { outcome: "pass" }
      : { outcome: "undetermined", reason: "who can act as its principal is not known" };
  }
  return {
    outcome: "violation",
    found: `${association.name} lets ${joinWithAnd(people)} run commands in the cluster's pods, under their roles`,
    required: "only a workload's own role invokes a production model, and only a pipeline changes what production runs",
    fix: "give people AmazonEKSViewPolicy, and let a pipeline's role change the cluster",
  };
}

function isBesideProduction(association: ResourceRecord, estate: Estate): boolean {
  const [cluster] = estate.references(association, "clusterName", CLUSTERS).found;
  return cluster ? isProduction(cluster, estate.standard) === false : isOutsideProduction(association, estate);
}

/** The people behind the principal: what deploys may change what runs. */
function whoHas(association: ResourceRecord, estate: Estate): Sessions {
  const [principal] = estate.references(association, "principalArn", [...ROLES, ...USERS]).found;
  if (principal && isUser(principal)) return { people: [principal.name], complete: true };
  if (principal)
    return isPipelineRole(principal, estate) ? { people: [], complete: true } : sessionsOf(principal, estate);
  const arn = textOf(association.props.principalArn);
  const isPerson = /:user\/|\/AWSReservedSSO_/.test(arn);
  return isPerson ? { people: [arn.slice(arn.lastIndexOf("/") + 1)], complete: true } : { people: [], complete: false };
}
