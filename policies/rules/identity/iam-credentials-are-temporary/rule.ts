import { type Estate, type ResourceRecord, type Rule, type Types, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { INVOCATION_ACTIONS } from "../../../readers/iam/invocation-actions";
import { mayPerform } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { permissionsOf, USERS } from "../../../readers/iam/permissions";

const KEYS: Readonly<Record<string, string>> = {
  "aws:iam/accessKey:AccessKey": "user",
};
const SERVICE_KEYS: Readonly<Record<string, string>> = {
  "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": "userName",
  "aws-native:iam:ServiceSpecificCredential": "userName",
};

/** See why.md. */
export const rule: Rule = {
  id: "iam-credentials-are-temporary",
  layer: "identity",
  family: "per-workload-iam",
  severity: "critical",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "No user and no long-lived key can invoke a model",
  scope: "stack",
  types: [...USERS, ...Object.keys(KEYS), ...Object.keys(SERVICE_KEYS)],

  judge(resource, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    if (resource.type in SERVICE_KEYS) return judgeServiceKey(resource);
    if (resource.props.status === "Inactive") return { outcome: "not-applicable", reason: "the key is not active" };
    const path = KEYS[resource.type];
    const users = path === undefined ? [resource] : estate.references(resource, path, USERS).found;
    const [user] = users;
    if (!user)
      return {
        outcome: "undetermined",
        reason: "this stack does not manage the key's user, so what it may do cannot be seen",
      };
    return judgeUser(resource, user, estate);
  },
};

function judgeUser(resource: ResourceRecord, user: ResourceRecord, estate: Estate): Verdict {
  const permissions = permissionsOf(user, estate);
  if (permissions.identity.length === 0)
    return { outcome: "not-applicable", reason: "the user has no policy in this stack" };
  const finding = mayPerform(permissions, INVOCATION_ACTIONS);
  if (finding.answer === "denied") return { outcome: "pass" };
  if (finding.answer === "unknown") {
    return { outcome: "undetermined", reason: `whether the user may use ${finding.action} is not known yet` };
  }
  const { action, source } = finding.proof;
  return violation(
    `${resource.name} ${resource === user ? "is a user that" : "is a key of a user that"} may use ${action}, by ${source}`,
  );
}

function judgeServiceKey({ name, props: { serviceName, status } }: ResourceRecord): Verdict {
  if (status === "Inactive") return { outcome: "not-applicable", reason: "the key is not active" };
  if (serviceName === UNKNOWN) return { outcome: "undetermined", reason: "the key's service is not known yet" };
  if (typeof serviceName !== "string" || !serviceName.startsWith("bedrock")) {
    return { outcome: "not-applicable", reason: "not a key for models" };
  }
  return violation(`${name} is a long-term key for models`, []);
}

function violation(found: string, cures: Types = PERMISSION_TYPES): Verdict {
  return {
    outcome: "violation",
    found,
    required: "models are invoked by roles, whose credentials end by themselves",
    fix: "remove the user or key; have workloads sign with their roles, and people sign in through IAM Identity Center",
    cures,
  };
}
