import { type Rule, UNKNOWN } from "../../core/rule";
import { membershipOf } from "./ai-estate";

/**
 * A rule of hygiene: judged on every stack. Within the AI estate its violations count as the rule's level says; elsewhere
 * they are seen and block nothing, because the walls are around AI. Where it is not known yet whether the stack belongs to
 * the AI estate, neither is what a violation does.
 */
export function hygiene(judge: Rule["judge"]): Rule["judge"] {
  return (resource, estate) => {
    const verdict = judge(resource, estate);
    if (verdict.outcome !== "violation" || verdict.advisory) return verdict;
    const membership = membershipOf(estate);
    if (membership.inside === UNKNOWN) {
      return { outcome: "undetermined", reason: `${verdict.found}; whether that blocks is open: ${membership.reason}` };
    }
    return membership.inside ? verdict : { ...verdict, advisory: true };
  };
}
