import type { ResourceRecord } from "../../rule";
import { INVOCATION } from "../iam/actions";
import { permissionsOf, ROLES } from "../iam/permissions";
import { mayPerform } from "../iam/search";
import { isForCompute, trustOf } from "../iam/trust";
import { perEstate, perResource } from "../per-estate";

/** Resources that exist in order to have a model of Bedrock answer. */
const DECLARED_INVOKERS: readonly string[] = [
  "aws:bedrock/inferenceProfile:InferenceProfile",
  "aws:bedrock/provisionedModelThroughput:ProvisionedModelThroughput",
  "aws:bedrock/agentAgent:AgentAgent",
  "aws:bedrock/agentFlow:AgentFlow",
  "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
  "aws:bedrockmodel/invocationJob:InvocationJob",
  "aws-native:bedrock:Agent",
  "aws-native:bedrock:Flow",
  "aws-native:bedrock:KnowledgeBase",
];

/** Types that a rule about the whole stack's use of models is asked about. */
export const INVOKERS: readonly string[] = [...DECLARED_INVOKERS, ...ROLES];

const ON_BEDROCK = INVOCATION.filter(({ action }) => action.startsWith("bedrock:"));

/**
 * The one resource that stands for a stack's use of Bedrock's models, so that what is asked of the whole stack is told
 * once: the first that exists for it, or else the first role of compute that may. Undefined if nothing here does.
 */
export const invokerOf = perEstate((estate): ResourceRecord | undefined => {
  const [declared] = estate.ofType(...DECLARED_INVOKERS);
  return declared ?? estate.ofType(...ROLES).find((role) => mayInvoke(role, estate));
});

/** Whether compute under a role certainly may have a model of Bedrock answer. */
export const mayInvoke = perResource((role, estate): boolean => {
  const permissions = permissionsOf(role, estate);
  if (permissions.identity.length === 0 || !isForCompute(trustOf(role, estate))) return false;
  return mayPerform(permissions, ON_BEDROCK).answer === "allowed";
});
