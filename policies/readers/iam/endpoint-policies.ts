import { UNKNOWN } from "../../core/rule";
import type { PolicyDocument, Statement } from "./document";
import type { Answer } from "./evaluate";
import { bestAnswer } from "./external-principals";
import { filled, foreignArn } from "./foreign-values";
import { callersOf, STRANGER } from "./strangers";

/** Resources of the stranger's own: nothing of this account is touched. */
const FOREIGN_RESOURCES: readonly (readonly [key: string, values: readonly string[]])[] = [
  ["aws:resourceaccount", [STRANGER]],
  ["aws:resourceorgid", ["o-external000"]],
  ["aws:resourceorgpaths", ["o-external000/r-ext0/ou-ext0-external0/"]],
];

/**
 * Whether an endpoint's policy lets a stranger do to resources of their own an action that it does not name: one that no
 * policy knows, or one that a wildcard stands for. `Get*` names no action, `InvokeModel*` does.
 * @param prefix The service's prefix in actions.
 */
export function answerToStranger(policy: PolicyDocument, prefix: string): Answer {
  if (policy === UNKNOWN) return "unknown";
  const denies = policy.filter(({ effect }) => effect !== "Allow");
  const answers = policy
    .filter(({ effect }) => effect !== "Deny")
    .map((statement): Answer => {
      const conditions = [statement, ...denies].flatMap((one) => one.conditions);
      const contexts = callersOf(STRANGER, conditions, false).map(
        (context) => new Map([...context, ...FOREIGN_RESOURCES]),
      );
      return bestAnswer(contexts, requestsTo(statement, prefix), statement, denies);
    });
  return answers.find((one) => one === "allowed") ?? answers.find((one) => one === "unknown") ?? "denied";
}

function requestsTo({ actions, resources }: Statement, prefix: string) {
  const patterns = actions.negated ? [] : actions.patterns.filter((pattern) => pattern !== UNKNOWN);
  const wild = patterns.filter((pattern) => isVague(pattern, prefix)).map(filled);
  const names = [`${prefix}:Unheard`, ...wild.filter((name) => name !== undefined)];
  const given = resources.negated ? [] : resources.patterns.filter((pattern) => pattern !== UNKNOWN);
  const foreign = given.map((pattern) => foreignArn(pattern, STRANGER)).filter((arn) => arn !== undefined);
  const arns = [`arn:aws:${prefix}:::unheard`, ...foreign];
  return names.flatMap((action) => arns.map((resource) => ({ action, resource })));
}

/** Whether a pattern of a service's actions leaves open what is done: before its wildcard is less than a verb and a noun. */
function isVague(pattern: string, prefix: string): boolean {
  const [service = "", name = ""] = pattern.split(":", 2);
  if (service.toLowerCase() !== prefix.toLowerCase() || !/[*?]/.test(name)) return false;
  return !/^[A-Za-z][a-z]+[A-Z][a-z]+[A-Za-z]*[*?]/.test(name);
}
