import { isEmpty, valuesSetAt } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { valuesAt } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";
import { type DocumentKind, documentFaults, UNKNOWN_SERVICE } from "../../../readers/iam/grammar";
import { GROUPS, INLINE_POLICY_TYPES, MANAGED_POLICIES, ROLES, USERS } from "../../../readers/iam/permissions";
import { RESOURCE_POLICY_TYPES } from "../../../readers/iam/resource-policies";
import { pathsOf } from "../../../readers/resource/type-facts";

/** Where documents stand, and of which kind they are. */
type DocumentPaths = readonly (readonly [path: string, kind: DocumentKind])[];

const INLINE_DOCUMENTS: DocumentPaths = [
  ["inlinePolicies[].policy", "identity"],
  ["policies[].policyDocument", "identity"],
];
/** Types whose resource policies have rules of their own. */
const STORES_AND_KEYS = [
  "aws:s3/bucket:Bucket",
  "aws:kms/key:Key",
  "aws:kms/keyPolicy:KeyPolicy",
  "aws:kms/externalKey:ExternalKey",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
];
const DOCUMENT_PATHS: ReadonlyMap<string, DocumentPaths> = new Map<string, DocumentPaths>([
  ...INLINE_POLICY_TYPES.map(({ type, document }) => [type, [[document, "identity"]]] as const),
  ...MANAGED_POLICIES.map(
    (type) => [type, [[type === "aws:iam/policy:Policy" ? "policy" : "policyDocument", "identity"]]] as const,
  ),
  ...[...USERS, ...GROUPS].map((type) => [type, INLINE_DOCUMENTS] as const),
  ...ROLES.map(
    (type) =>
      [type, [...INLINE_DOCUMENTS, ["assumeRolePolicy", "trust"], ["assumeRolePolicyDocument", "trust"]]] as const,
  ),
  ...[...RESOURCE_POLICY_TYPES, ...STORES_AND_KEYS].map(
    (type) => [type, pathsOf(type, "policyDocuments").map((path) => [path, "resource"] as const)] as const,
  ),
]);

const CONTROL_POLICY = "aws:organizations/policy:Policy";
const CONTROL_KINDS: ReadonlyMap<unknown, DocumentKind> = new Map<unknown, DocumentKind>([
  [undefined, "service control"],
  ["SERVICE_CONTROL_POLICY", "service control"],
  ["RESOURCE_CONTROL_POLICY", "resource control"],
]);

/** See why.md. */
export const rule: Rule = {
  id: "iam-policy-document-is-valid",
  layer: "identity",
  family: "per-workload-iam",
  severity: "medium",
  cures: [],
  title: "Policy documents say something that AWS accepts",
  scope: "stack",
  types: [...DOCUMENT_PATHS.keys(), CONTROL_POLICY],

  judge: hygiene((resource): Verdict => {
    const documents = pathsIn(resource).flatMap(([path, kind]) => documentsAt(resource, path, kind));
    if (documents.length === 0) return { outcome: "not-applicable", reason: "it holds no policy document" };
    const found = documents.flat();
    const faults = found.filter((fault) => fault !== UNKNOWN);
    if (faults.length > 0) {
      return {
        outcome: "violation",
        found: `${resource.name} has a policy document that ${joinWithAnd(faults)}`,
        required: "a document by the grammar of AWS's policy language, of actions that exist",
        fix: "say in each statement one Effect, one of Action and NotAction, and one of Resource and NotResource, as aws.iam.PolicyDocument has it",
        ...(faults.every((fault) => fault.startsWith(UNKNOWN_SERVICE)) && { advisory: true as const }),
      };
    }
    if (found.includes(UNKNOWN)) return { outcome: "undetermined", reason: "a policy document is not known yet" };
    return { outcome: "pass" };
  }),
};

function pathsIn({ type, props }: ResourceRecord): DocumentPaths {
  if (type !== CONTROL_POLICY) return DOCUMENT_PATHS.get(type) ?? [];
  const kind = CONTROL_KINDS.get(props.type ?? undefined);
  return kind ? [["content", kind]] : [];
}

/** The faults of each document at a path; of what AWS fills in by itself nothing is asked. */
function documentsAt(
  resource: ResourceRecord,
  path: string,
  kind: DocumentKind,
): readonly ReturnType<typeof documentFaults>[] {
  // A policy of its own and a trust policy are the program's; the others AWS may fill in.
  const mayBeComputed = kind === "resource" || path.includes("[]");
  return (mayBeComputed ? valuesSetAt(resource, path) : valuesAt(resource.props, path))
    .filter((document) => !isEmpty(document))
    .map((document) => documentFaults(document, kind));
}
