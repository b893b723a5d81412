import type { Rule } from "../../core/rule";
import { rule as actionsAreApproved } from "./agent-actions-are-approved/rule";
import { rule as harnessIsBounded } from "./agentcore-harness-is-bounded/rule";
import { rule as runtimeIsBounded } from "./agentcore-runtime-is-bounded/rule";
import { rule as serviceIsOpen } from "./aws-service-is-open/rule";
import { rule as conversationIsStreamed } from "./lambda-conversation-is-streamed/rule";
import { rule as stateMachineBranches } from "./sfn-state-machine-branches/rule";
import { rule as stateMachineIsBounded } from "./sfn-state-machine-is-bounded/rule";
import { rule as stateMachineIsLogged } from "./sfn-state-machine-is-logged/rule";

export const orchestrationRules: readonly Rule[] = [
  serviceIsOpen,
  harnessIsBounded,
  runtimeIsBounded,
  stateMachineIsBounded,
  actionsAreApproved,
  stateMachineIsLogged,
  stateMachineBranches,
  conversationIsStreamed,
];
