import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";

interface ClosedService {
  readonly service: string;
  readonly instead: string;
}

const AGENTS: ClosedService = { service: "Amazon Bedrock Agents Classic", instead: "an AgentCore harness or runtime" };
const AUDIT_MANAGER: ClosedService = { service: "AWS Audit Manager", instead: "AWS Config conformance packs" };
const REGISTRY: ClosedService = {
  service: "the preview of the AgentCore registry",
  instead: "aws.agentregistry.Registry",
};

/** What AWS has closed to new customers, or stopped, by type. Sources: why.md. */
const CLOSED: Readonly<Record<string, ClosedService>> = {
  "aws:bedrock/agentAgent:AgentAgent": AGENTS,
  "aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup": AGENTS,
  "aws:bedrock/agentAgentAlias:AgentAgentAlias": AGENTS,
  "aws:bedrock/agentAgentCollaborator:AgentAgentCollaborator": AGENTS,
  "aws:bedrock/agentcoreRegistry:AgentcoreRegistry": REGISTRY,
  "aws:auditmanager/assessment:Assessment": AUDIT_MANAGER,
  "aws:auditmanager/framework:Framework": AUDIT_MANAGER,
  "aws:auditmanager/control:Control": AUDIT_MANAGER,
  "aws:auditmanager/accountRegistration:AccountRegistration": AUDIT_MANAGER,
  "aws:auditmanager/organizationAdminAccountRegistration:OrganizationAdminAccountRegistration": AUDIT_MANAGER,
  "AWS::Bedrock::Agent": AGENTS,
  "AWS::Bedrock::AgentAlias": AGENTS,
  "AWS::AuditManager::Assessment": AUDIT_MANAGER,
};

/** A resource of any type, by its CloudFormation name. */
const CLOUD_CONTROL = "aws:cloudcontrol/resource:Resource";

/** See why.md. */
export const rule: Rule = {
  id: "aws-service-is-open",
  layer: "orchestration",
  family: "orchestration",
  severity: "medium",
  cures: [],
  title: "Nothing is built on a service that AWS has closed to new customers",
  scope: "stack",
  types: [...Object.keys(CLOSED), CLOUD_CONTROL],

  judge({ type, name, props }, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const what = type === CLOUD_CONTROL ? props.typeName : type;
    if (what === UNKNOWN) return { outcome: "undetermined", reason: "its type is not known yet" };
    const closed = typeof what === "string" && Object.hasOwn(CLOSED, what) ? CLOSED[what] : undefined;
    if (!closed) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${name} is a part of ${closed.service}, which AWS has closed to new customers`,
      required: "services that AWS develops further",
      fix: `use ${closed.instead}`,
    };
  },
};
