import { memoizeByEstate, memoizeByResource } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown, type Verdict } from "../../core/rule";
import { anyTrue } from "../../core/values";
import { rolesOf } from "../iam/compute-roles";
import { INVOCATION_ACTIONS } from "../iam/invocation-actions";
import { mayPerform } from "../iam/permission-search";
import { permissionsOf, ROLES } from "../iam/permissions";
import { isForCompute, trustOf } from "../iam/trust";
import { callsModel, STATE_MACHINES, statesOf } from "./state-machine";

/** Resources that exist in order to have a model of Bedrock answer. */
const DECLARED_INVOKER_TYPES: readonly string[] = [
  "aws:bedrock/inferenceProfile:InferenceProfile",
  "aws:bedrock/provisionedModelThroughput:ProvisionedModelThroughput",
  "aws:bedrock/agentAgent:AgentAgent",
  "aws:bedrock/agentFlow:AgentFlow",
  "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
  "aws:bedrockmodel/invocationJob:InvocationJob",
];

const ENDPOINT = "aws:sagemaker/endpoint:Endpoint";
const RUNTIME = "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";
const SERVICE = "aws:ecs/service:Service";
const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";

/** Types that a rule about the whole stack's use of models is asked about. */
export const INVOKER_TYPES: readonly string[] = [...DECLARED_INVOKER_TYPES, ...ROLES];

const BEDROCK_INVOCATION_ACTIONS = INVOCATION_ACTIONS.filter(({ action }) => action.startsWith("bedrock:"));

/**
 * The verdict about a resource of which a rule about the stack's use of models has nothing to say; undefined about one
 * that it has. What exists for models' answers is told once, by the first of it by URN, whatever was registered first; where
 * there is none of it, each role of compute that may invoke a model is told.
 */
export function notApplicableUnlessInvoker(resource: ResourceRecord, estate: Estate): Verdict | undefined {
  const declared = declaredInvoker(estate);
  if (declared) {
    if (resource === declared) return undefined;
    return { outcome: "not-applicable", reason: `${declared.name} stands for this stack's use of models` };
  }
  const may = mayInvoke(resource, estate);
  if (may === UNKNOWN) return { outcome: "undetermined", reason: "whether it invokes a model is not known yet" };
  return may ? undefined : { outcome: "not-applicable", reason: "it invokes no model" };
}

const declaredInvoker = memoizeByEstate((estate): ResourceRecord | undefined =>
  estate
    .ofType(...DECLARED_INVOKER_TYPES)
    .reduce<ResourceRecord | undefined>((first, one) => (first && first.urn < one.urn ? first : one), undefined),
);

/** Whether compute under a role may have a model of Bedrock answer. */
export const mayInvoke = memoizeByResource((role, estate): boolean | Unknown => {
  const permissions = permissionsOf(role, estate);
  if (permissions.identity.length === 0 || !isForCompute(trustOf(role, estate))) return false;
  const { answer } = mayPerform(permissions, BEDROCK_INVOCATION_ACTIONS);
  return answer === "unknown" ? UNKNOWN : answer === "allowed";
});

/** Whether one of these, by a role that it names, may have a model of Bedrock answer. */
export function anyMayInvoke(compute: readonly ResourceRecord[], estate: Estate): boolean | Unknown {
  const roles = compute.flatMap((one) => rolesOf(one, estate).flatMap(({ found }) => found));
  const answers = roles.map((role) => mayInvoke(role, estate));
  return anyTrue(answers);
}

/** Whether a model answers here: endpoints and agents exist for it; functions, workflows and containers may have none. */
export function usesModels(compute: ResourceRecord, estate: Estate): boolean | Unknown {
  if (compute.type === ENDPOINT || compute.type === RUNTIME) return true;
  const states = STATE_MACHINES.includes(compute.type) ? statesOf(compute) : [];
  if (states !== UNKNOWN && states.some(callsModel)) return true;
  const running =
    compute.type === SERVICE ? estate.references(compute, "taskDefinition", [TASK_DEFINITION]).found : [compute];
  return anyMayInvoke(running, estate);
}
