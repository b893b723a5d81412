import type { Rule } from "../../core/rule";
import { isInAiEstate } from "./ai-estate";

/**
 * A rule of hygiene: judged on every stack. Within the AI estate its violations count as the rule's level says; elsewhere
 * they are seen and block nothing, because the walls are around AI.
 */
export function hygiene(judge: Rule["judge"]): Rule["judge"] {
  return (resource, estate) => {
    const verdict = judge(resource, estate);
    return verdict.outcome === "violation" && !isInAiEstate(estate) ? { ...verdict, advisory: true } : verdict;
  };
}
