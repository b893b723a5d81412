import type { ModelUse } from "../workload/model-use";

/** What the model that the agent thinks with is used for. */
export const CASES: ModelUse = {
  purpose: "Works on customers' cases: reads them, answers questions about them, and proposes how to resolve them.",
  intendedUses:
    "Refund, replacement or rejection of a case, from what the case says. Not for decisions about people, and not for actions that no tool of the gateway offers.",
  ethicalConsiderations:
    "Policy outside of the model decides which tool may be called with what. Every action is on record, and a person approves it unless the workload's owner has decided that policy is enough.",
};
