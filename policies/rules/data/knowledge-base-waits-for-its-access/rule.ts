import { awaitedBy, isAwaited } from "../../../core/dependencies";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { valuesAt } from "../../../core/values";
import { DATA_ACCESS } from "../../../readers/iam/access-grants";
import { rolesOf } from "../../../readers/iam/compute-roles";
import { INLINE_POLICY_TYPES, POLICY_ATTACHMENT_TYPES } from "../../../readers/iam/permissions";

const KNOWLEDGE_BASE = "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase";
/** An index of a collection: of the provider of OpenSearch, and of CloudFormation. */
const INDEXES = ["opensearch:index/index:Index", "aws-native:opensearchserverless:Index"];
const SERVERLESS_INDEX = "storageConfiguration.opensearchServerlessConfiguration.vectorIndexName";

/** See why.md. */
export const rule: Rule = {
  id: "knowledge-base-waits-for-its-access",
  layer: "data",
  family: "orchestration",
  severity: "low",
  level: "advisory",
  title: "A knowledge base is created after the policies and the index that it needs",
  scope: "stack",
  types: [KNOWLEDGE_BASE],

  judge(knowledgeBase, estate): Verdict {
    const needed = neededBy(knowledgeBase, estate);
    if (needed.length === 0) {
      if (knowledgeBase.props.roleArn === UNKNOWN && rolesIn(knowledgeBase, estate).length === 0) {
        return { outcome: "undetermined", reason: "its role is not known yet" };
      }
      return { outcome: "not-applicable", reason: "this program creates neither its role's policies nor its index" };
    }
    if (!knowledgeBase.dependencies) {
      return { outcome: "undetermined", reason: "what it waits for is not known yet" };
    }
    const awaited = awaitedBy(knowledgeBase, estate);
    const missing = needed.filter((resource) => !isAwaited(resource, awaited, estate));
    if (missing.length === 0) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${knowledgeBase.name} does not wait for ${missing.map(described).join(", ")}`,
      required: "a knowledge base that is created when its role has its permissions and its index exists",
      fix: "name them in the dependsOn of the knowledge base, or use KnowledgeBase, which does so",
    };
  },
};

/** What Bedrock verifies when it creates the knowledge base, as far as this program creates it. */
function neededBy(knowledgeBase: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const roles = rolesIn(knowledgeBase, estate);
  const policies = roles.flatMap((role) =>
    [...INLINE_POLICY_TYPES, ...POLICY_ATTACHMENT_TYPES].flatMap(({ type, path }) =>
      type === role.type ? [] : estate.referrers(role, path, [type]),
    ),
  );
  const grants = estate.ofType(DATA_ACCESS).filter((grant) => roles.some((role) => names(grant, role)));
  const indexes = usesCollection(knowledgeBase) ? estate.ofType(...INDEXES) : [];
  return [...new Set([...policies, ...grants, ...indexes])];
}

function rolesIn(knowledgeBase: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  return rolesOf(knowledgeBase, estate).flatMap(({ found }) => found);
}

function usesCollection({ props }: ResourceRecord): boolean {
  return valuesAt(props, SERVERLESS_INDEX).length > 0;
}

/** A resource by its type's last word and its name. */
function described({ type, name }: ResourceRecord): string {
  return `${type.split(":").at(-1)} ${name}`;
}

/** Whether a data access policy names a role as a principal. */
function names({ props, edges }: ResourceRecord, role: ResourceRecord): boolean {
  if (edges?.policy?.includes(role.urn)) return true;
  const [policy, name] = [props.policy, role.props.name];
  return typeof policy === "string" && typeof name === "string" && policy.includes(`role/${name}"`);
}
