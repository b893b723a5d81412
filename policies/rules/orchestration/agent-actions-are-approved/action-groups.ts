import { type ResourceRecord, UNKNOWN, type Unknown } from "../../../core/rule";
import { anyTrue, isObject, listOf, parsedJson, textOf, valueAt, valuesAt } from "../../../core/values";

export const AGENT = "aws:bedrock/agentAgent:AgentAgent";
export const ACTION_GROUP = "aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup";

/**
 * Whether an agent of Bedrock does something by an action group without anybody asked: neither its operation asks the user for
 * confirmation, nor is the action handed back to the caller.
 * Sources (read 2026-11): https://docs.aws.amazon.com/bedrock/latest/userguide/agents-userconfirmation.html,
 * https://docs.aws.amazon.com/bedrock/latest/userguide/agents-returncontrol.html.
 */
export function actsUnasked({ type, props }: ResourceRecord): boolean | Unknown {
  const groups = type === AGENT ? valuesAt(props, "actionGroups[]") : [props];
  return anyTrue(groups.map(groupActs));
}

function groupActs(group: unknown): boolean | Unknown {
  if (!isObject(group)) return group === UNKNOWN ? UNKNOWN : false;
  // Groups that AWS defines ask the user, or run code in a sandbox.
  if (group.actionGroupState === "DISABLED" || textOf(group.parentActionGroupSignature).startsWith("AMAZON."))
    return false;
  const control = valueAt(group, "actionGroupExecutor.customControl");
  if (control === "RETURN_CONTROL") return false;
  const functions = ["functionSchema.memberFunctions.functions[]", "functionSchema.functions[]"];
  const acts = anyTrue([
    ...functions.flatMap((path) => valuesAt(group, path)).map(functionActs),
    ...valuesAt(group, "apiSchema.payload").map(definitionActs),
    ...valuesAt(group, "apiSchema.s3").map((): Unknown => UNKNOWN),
  ]);
  return acts === true && control === UNKNOWN ? UNKNOWN : acts;
}

/** Verbs under which nothing changes. */
const READS =
  /^(get|list|read|search|find|describe|look_?up|query|retrieve|fetch|check|count|show|view|calculate|compare|summari[sz]e|explain)/i;
const CHANGING_METHODS = ["post", "put", "patch", "delete"];

function functionActs(definition: unknown): boolean | Unknown {
  if (!isObject(definition)) return definition === UNKNOWN ? UNKNOWN : false;
  const { name, requireConfirmation } = definition;
  if (requireConfirmation === "ENABLED" || READS.test(textOf(name))) return false;
  return name === UNKNOWN || requireConfirmation === UNKNOWN ? UNKNOWN : true;
}

function definitionActs(payload: unknown): boolean | Unknown {
  if (payload === UNKNOWN) return UNKNOWN;
  const definition = parsedJson(payload);
  if (!isObject(definition)) return yamlActs(textOf(payload));
  const paths = isObject(definition.paths) ? Object.values(definition.paths) : [];
  return paths.filter(isObject).some((item) =>
    CHANGING_METHODS.flatMap((method) => listOf(item[method]))
      .filter(isObject)
      .some(
        (operation) => operation["x-requireConfirmation"] !== "ENABLED" && !READS.test(textOf(operation.operationId)),
      ),
  );
}

/** A definition in YAML acts if fewer operations ask for confirmation than change something. */
function yamlActs(text: string): boolean | Unknown {
  if (text === "") return UNKNOWN;
  const changing = text.match(/^\s+["']?(post|put|patch|delete)["']?:\s*$/gim) ?? [];
  const reading = [...text.matchAll(/^\s+operationId:\s*["']?(\w+)/gim)].filter(([, id = ""]) => READS.test(id));
  const asking = text.match(/^\s+x-requireConfirmation:\s*["']?ENABLED/gim) ?? [];
  if (changing.length === 0 || asking.length >= changing.length) return false;
  return reading.length > 0 ? UNKNOWN : true;
}
