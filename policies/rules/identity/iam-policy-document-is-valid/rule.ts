import { isEmpty, valuesSetAt } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { valuesAt } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";
import { type DocumentKind, documentFaults, UNKNOWN_SERVICE } from "../../../readers/iam/grammar";
import { GROUPS, INLINE_POLICY_TYPES, MANAGED_POLICIES, ROLES, USERS } from "../../../readers/iam/permissions";

/** Where documents stand, and of which kind they are. */
type DocumentPaths = readonly (readonly [path: string, kind: DocumentKind])[];

const INLINE_DOCUMENTS: DocumentPaths = [
  ["inlinePolicies[].policy", "identity"],
  ["policies[].policyDocument", "identity"],
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
  ...[
    ...["aws:s3/bucketPolicy:BucketPolicy", "aws:s3/bucket:Bucket", "aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy"],
    ...[
      "aws:sns/topicPolicy:TopicPolicy",
      "aws:sqs/queuePolicy:QueuePolicy",
      "aws:ecr/repositoryPolicy:RepositoryPolicy",
    ],
    "aws:secretsmanager/secretPolicy:SecretPolicy",
  ].map((type) => [type, [["policy", "resource"]]] as const),
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
  types: [...DOCUMENT_PATHS.keys()],

  judge: hygiene((resource): Verdict => {
    const documents = (DOCUMENT_PATHS.get(resource.type) ?? []).flatMap(([path, kind]) =>
      documentsAt(resource, path, kind),
    );
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
