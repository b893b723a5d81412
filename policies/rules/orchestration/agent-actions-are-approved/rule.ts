import { isAtLeast } from "@plinth/standards";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { anyTrue, valueAt, valuesAt } from "../../../core/values";
import { STATE_MACHINES, statesOf, waitsForToken } from "../../../readers/models/state-machine";
import { classificationOf, workloadOf } from "../../../readers/resource/tags";
import { ACTION_GROUP, AGENT, actsUnasked } from "./action-groups";

const HARNESS = "aws:bedrock/agentcoreHarness:AgentcoreHarness";
const GATEWAY = "aws:bedrock/agentcoreGateway:AgentcoreGateway";

const FUNCTION = "aws:lambda/function:Function";

/** See why.md. */
export const rule: Rule = {
  id: "agent-actions-are-approved",
  layer: "orchestration",
  family: "orchestration",
  severity: "high",
  cures: [...STATE_MACHINES, GATEWAY],
  title: "An agent with confidential data acts only after approval or within an enforced policy",
  scope: "stack",
  types: [HARNESS, GATEWAY, "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime", AGENT, ACTION_GROUP],

  judge(resource, estate): Verdict {
    const agent = resource.type === ACTION_GROUP ? ownerOf(resource, estate) : resource;
    const level = classificationOf(agent, estate.standard);
    if (level === undefined || (level !== UNKNOWN && !isAtLeast(level, "confidential"))) {
      return { outcome: "not-applicable", reason: "it is not tagged as confidential or above" };
    }
    const acts = actsAtAll(resource);
    if (acts === false) return { outcome: "not-applicable", reason: "it has nothing to act with unasked" };

    const approved = isApproved(agent, estate);
    if (approved === true) return { outcome: "pass" };
    if (approved === UNKNOWN || acts === UNKNOWN || level === UNKNOWN) {
      return { outcome: "undetermined", reason: "whether its actions are approved is not known yet" };
    }
    return {
      outcome: "violation",
      found: `${resource.name} handles ${level} data and acts without approval`,
      required: REQUIRED,
      fix: resource.type === AGENT || resource.type === ACTION_GROUP ? ASK_USER : ASK_SOMEBODY,
    };
  },
};

const REQUIRED =
  "a step that waits for a person, a gateway whose policy engine is enforced, or confirmation by the user, in the same workload";
const ASK_SOMEBODY =
  "send actions through a state machine that waits for a task token, or set policyEngineConfiguration with mode ENFORCE on the gateway";
const ASK_USER =
  'set "x-requireConfirmation": "ENABLED" on each operation that changes something, or actionGroupExecutor.customControl to RETURN_CONTROL';

/** The agent that an action group is of; one of another stack is known by the function that acts for it. */
function ownerOf(group: ResourceRecord, estate: Estate): ResourceRecord {
  const [agent] = estate.references(group, "agentId", [AGENT]).found;
  const [executor] = estate.references(group, "actionGroupExecutor.lambda", [FUNCTION]).found;
  return agent ?? executor ?? group;
}

function actsAtAll(agent: ResourceRecord): boolean | Unknown {
  if (agent.type === HARNESS) return anyTrue(valuesAt(agent.props, "tools[]").map(actsByItself));
  return agent.type === AGENT || agent.type === ACTION_GROUP ? actsUnasked(agent) : true;
}

/** An inline function is handed back to the caller, who decides. */
function actsByItself(tool: unknown): boolean | Unknown {
  const type = valueAt(tool, "type");
  return type === UNKNOWN ? UNKNOWN : type !== "inlineFunction";
}

/** Whether the agent's workload has a step that waits for a person, or a policy that says which actions need none. */
function isApproved(agent: ResourceRecord, estate: Estate): boolean | Unknown {
  const workload = workloadOf(agent, estate.standard);
  const ofWorkload = (other: ResourceRecord) => workloadOf(other, estate.standard) === workload;
  const machines = estate
    .ofType(...STATE_MACHINES)
    .filter(ofWorkload)
    .map(waitsForPerson);
  const gateways = agent.type === GATEWAY ? [agent] : estate.ofType(GATEWAY).filter(ofWorkload);
  return anyTrue([...machines, ...gateways.map(isEnforced)]);
}

function waitsForPerson(machine: ResourceRecord): boolean | Unknown {
  const states = statesOf(machine);
  return states === UNKNOWN ? UNKNOWN : states.some(waitsForToken);
}

function isEnforced(gateway: ResourceRecord): boolean | Unknown {
  const mode = valueAt(gateway.props, "policyEngineConfiguration.mode");
  return mode === UNKNOWN ? UNKNOWN : mode === "ENFORCE";
}
