import { memoize } from "../../core/memoize";
import { UNKNOWN, type Unknown } from "../../core/rule";
import { allHold, type Context } from "./conditions";
import type { Statement } from "./document";
import { type Answer, canPerform, type Request } from "./evaluate";
import { contextsFor } from "./request-contexts";
import { SearchBudget } from "./search-budget";

/** Requests that one policy is asked about at most, far above what real ones need; beyond, the answer is not known. */
const budgetFor = memoize((_: readonly Statement[]) => new SearchBudget(250));

/** The best that one of the requests gets of a statement that allows, and those that deny beside it. */
export function bestAnswer(
  contexts: readonly Context[],
  requests: readonly Pick<Request, "action" | "resource">[],
  statement: Statement,
  denies: readonly Statement[],
): Answer {
  const resourcePolicies = [{ name: "resource policy", document: [statement, ...denies] }];
  const conditions = [statement, ...denies].flatMap((one) => one.conditions);
  const budget = budgetFor(denies);
  let best: Answer = "denied";
  for (const facts of contexts) {
    budget.spend(requests.length);
    if (budget.isExhausted) return "unknown";
    const possible = requests.filter((request) => mayApply(statement, request, facts));
    if (possible.length === 0 || !mayHold(statement, facts)) continue;
    const requested = contextsFor(conditions, facts);
    if (requested === UNKNOWN) {
      best = "unknown";
      continue;
    }
    for (const context of requested) {
      budget.spend(possible.length);
      if (budget.isExhausted) return "unknown";
      for (const request of possible) {
        const answer = canPerform({ identity: [], facts: context }, { ...request, resourcePolicies });
        if (answer === "allowed") return answer;
        if (answer === "unknown") best = answer;
      }
    }
  }
  return best;
}

/** Whether the statement is about a request, whatever its conditions say. */
function mayApply(statement: Statement, request: Pick<Request, "action" | "resource">, facts: Context): boolean {
  const document = [{ ...statement, conditions: [] }];
  return (
    canPerform({ identity: [], facts }, { ...request, resourcePolicies: [{ name: "policy", document }] }) !== "denied"
  );
}

/** Whether some request with these facts meets the statement's own conditions: most do not, and need no further question. */
function mayHold({ conditions }: Statement, facts: Context): boolean | Unknown {
  const contexts = contextsFor(conditions, facts);
  if (contexts === UNKNOWN) return UNKNOWN;
  for (const context of contexts) {
    if (allHold(conditions, context) !== false) return true;
  }
  return false;
}
