import { isAtLeast } from "@plinth/standards";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { anyTrue, valueAt, valuesAt } from "../../../core/values";
import { STATE_MACHINES, statesOf, waitsForToken } from "../../../readers/models/state-machine";
import { classificationOf, workloadOf } from "../../../readers/resource/tags";

const HARNESS = "aws:bedrock/agentcoreHarness:AgentcoreHarness";
const GATEWAY = "aws:bedrock/agentcoreGateway:AgentcoreGateway";

/** See why.md. */
export const rule: Rule = {
  id: "agent-actions-are-approved",
  layer: "orchestration",
  family: "orchestration",
  severity: "high",
  cures: [...STATE_MACHINES, GATEWAY],
  title: "An agent with confidential data acts only after approval or within an enforced policy",
  scope: "stack",
  types: [HARNESS, GATEWAY, "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime"],

  judge(agent, estate): Verdict {
    const level = classificationOf(agent, estate.standard);
    if (level === undefined || (level !== UNKNOWN && !isAtLeast(level, "confidential"))) {
      return { outcome: "not-applicable", reason: "it is not tagged as confidential or above" };
    }
    const acts = agent.type === HARNESS ? anyTrue(valuesAt(agent.props, "tools[]").map(actsByItself)) : true;
    if (acts === false) return { outcome: "not-applicable", reason: "it has no tool to act with" };

    const approved = isApproved(agent, estate);
    if (approved === true) return { outcome: "pass" };
    if (approved === UNKNOWN || acts === UNKNOWN || level === UNKNOWN) {
      return { outcome: "undetermined", reason: "whether its actions are approved is not known yet" };
    }
    return {
      outcome: "violation",
      found: `${agent.name} handles ${level} data and acts without approval`,
      required: "a step that waits for a person, or a gateway whose policy engine is enforced, in the same workload",
      fix: "send actions through a state machine that waits for a task token, or set policyEngineConfiguration with mode ENFORCE on the gateway",
    };
  },
};

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
