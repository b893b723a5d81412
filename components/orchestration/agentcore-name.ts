import type { Workload } from "@plinth/standards";
import { physicalName } from "../plinth-component";

/**
 * @internal Name of an AgentCore resource: `<workload>_<environment>_<rest>`. Runtimes, memories, harnesses, policies and
 * their engines take letters, digits and underscores only. AWS appends a hyphen and ten characters to make the id of it.
 */
export function agentcoreName(workload: Workload, name: string): string {
  return physicalName(workload, name).replaceAll("-", "_");
}

/** @internal Most characters of a runtime's, a memory's, a policy's and an engine's name; a harness has 40. */
export const LONGEST_AGENTCORE_NAME = 48;
