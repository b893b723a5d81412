import type { Fault } from "@plinth/standards";
import type { WorkloadRole } from "../identity/workload-role";
import type { InferenceFunction } from "../lambda/inference-function";
import { faultsOf } from "../plinth-component";

/** One thing that agents may do: a function behind a gateway, what it takes, and who may call it. */
export interface AgentTool {
  /** Verb and noun in snake case: `get_case`. Bounds: 2 to 24 characters. */
  readonly name: string;
  /** What it does, when to use it and what it answers: all that a model knows of it. Bounds: 1 to 1,024 characters. */
  readonly description: string;
  /** What it takes, by name in camel case. Anything else is refused before the function sees it. */
  readonly input: Readonly<Record<string, ToolInput>>;
  /** Does it. It gets the input as its event. */
  readonly handler: InferenceFunction;
  /** Roles that may call it. Bounds: at least one. */
  readonly callers: readonly WorkloadRole[];
}

/** One value that a tool takes, and the bounds in which policy lets an agent choose it. */
export type ToolInput = {
  readonly description: string;
  /** Default: true. */
  readonly required?: boolean;
} & (
  | {
      readonly type: "string";
      /** The only values that are permitted. Default: any. */
      readonly oneOf?: readonly string[];
    }
  | {
      readonly type: "integer";
      /** Most that is permitted. Default: any. */
      readonly most?: number;
    }
  | { readonly type: "boolean" }
);

/** @internal The target of a tool: it has one of its own, so that each has one function and one permission. */
export function targetName({ name }: AgentTool): string {
  return name.replaceAll("_", "-");
}

/**
 * @internal What MCP and Cedar call the tool: target, three underscores, tool.
 * Source: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-tool-naming.html (read 2026-11).
 */
export function actionName(tool: AgentTool): string {
  return `${targetName(tool)}___${tool.name}`;
}

/** @internal The schema that the gateway shows to models and checks input by. */
export function inputSchema({ input }: AgentTool) {
  return {
    type: "object",
    properties: Object.entries(input).map(([name, { type, description, required = true }]) => ({
      name,
      type,
      description,
      required,
    })),
  };
}

/** @internal */
export function toolFaults(id: `${string}/${string}`, gateway: string, tools: readonly AgentTool[]): Fault[] {
  return tools.flatMap((tool, index) => {
    const { name, description, input, callers } = tool;
    const at = `tools[${index}]`;
    const twice = tools.findIndex((other) => other.name === name) < index;
    const unnamed = Object.keys(input).filter((key) => !/^[a-z][A-Za-z0-9]{0,39}$/.test(key));
    const unbounded = Object.entries(input).filter(([, value]) => !hasGoodBound(value));
    return faultsOf(
      id,
      gateway,
      [
        /^(?=.{2,24}$)[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) && !twice,
        `${at}.name`,
        "a name of its own in snake case, 2 to 24 characters, such as get_case",
        name,
      ],
      [description.length >= 1 && description.length <= 1_024, `${at}.description`, "1 to 1024 characters"],
      [unnamed.length === 0, `${at}.input`, "names in camel case, at most 40 characters", unnamed.join(", ")],
      [
        unbounded.length === 0,
        `${at}.input`,
        "oneOf with values without quotes and backslashes, and most as a whole number",
        unbounded.map(([key]) => key).join(", "),
      ],
      [callers.length > 0, `${at}.callers`, "at least one role"],
    );
  });
}

function hasGoodBound(input: ToolInput): boolean {
  if (input.type === "integer") return input.most === undefined || Number.isSafeInteger(input.most);
  if (input.type === "boolean" || input.oneOf === undefined) return true;
  return input.oneOf.length > 0 && input.oneOf.every((value) => /^[^"\\\n]{1,100}$/.test(value));
}
