import type { Fault } from "@plinth/standards";
import type { WorkloadRole } from "../identity/workload-role";
import type { InferenceFunction } from "../lambda/inference-function";
import { faultsOf } from "../plinth-component";

/** A tool of an agent: a Lambda function behind an {@link AgentGateway}, its input schema, and the roles that may call it. */
export interface AgentTool {
  /** Verb and noun in snake case: `get_case`. Bounds: 2 to 24 characters. */
  readonly name: string;
  /** What the tool does, when to use it and what it returns. Models see this text only. Bounds: 1 to 1,024 characters. */
  readonly description: string;
  /** Input parameters by name, in camel case. The gateway rejects others before it invokes the function. Bounds: names of at most 40 characters. */
  readonly input: Readonly<Record<string, ToolInput>>;
  /** Function that implements the tool. Its event is the input. */
  readonly handler: InferenceFunction;
  /** Roles that may call the tool. Bounds: at least one. */
  readonly callers: readonly WorkloadRole[];
}

/** One input parameter of a tool, and the values that the Cedar policy permits for it. */
export type ToolInput = {
  /** Description for models. */
  readonly description: string;
  /** Whether a call must have the parameter. Default: true. */
  readonly required?: boolean;
} & (
  | {
      readonly type: "string";
      /** Permitted values, without quotes and backslashes. Bounds: 1 to 100 characters each. Default: any. */
      readonly oneOf?: readonly string[];
    }
  | {
      readonly type: "integer";
      /** Permitted maximum. Default: any. */
      readonly most?: number;
    }
  | { readonly type: "boolean" }
);

/** @internal Name of the gateway target of a tool. Each tool has its own target, so that each has its own permissions. */
export function targetName({ name }: AgentTool): string {
  return name.replaceAll("_", "-");
}

/**
 * @internal Name of the tool in MCP and in Cedar: target, three underscores, tool.
 * Source: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-tool-naming.html (read 2026-11).
 */
export function actionName(tool: AgentTool): string {
  return `${targetName(tool)}___${tool.name}`;
}

/** @internal Input schema that the gateway shows to models and validates calls against. */
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

/** @internal Faults of a gateway's tools. */
export function toolFaults(id: `${string}/${string}`, gateway: string, tools: readonly AgentTool[]): Fault[] {
  return tools.flatMap((tool, index) => {
    const { name, description, input, callers } = tool;
    const at = `tools[${index}]`;
    const isDuplicate = tools.findIndex((other) => other.name === name) < index;
    const invalidNames = Object.keys(input).filter((key) => !/^[a-z][A-Za-z0-9]{0,39}$/.test(key));
    const invalidBounds = Object.entries(input).filter(([, value]) => !hasValidBound(value));
    return faultsOf(
      id,
      gateway,
      [
        /^(?=.{2,24}$)[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) && !isDuplicate,
        `${at}.name`,
        "a name of its own in snake case, 2 to 24 characters, such as get_case",
        name,
      ],
      [description.length >= 1 && description.length <= 1_024, `${at}.description`, "1 to 1024 characters"],
      [invalidNames.length === 0, `${at}.input`, "names in camel case, at most 40 characters", invalidNames.join(", ")],
      [
        invalidBounds.length === 0,
        `${at}.input`,
        "oneOf with values without quotes and backslashes, and most as a whole number",
        invalidBounds.map(([key]) => key).join(", "),
      ],
      [callers.length > 0, `${at}.callers`, "at least one role"],
    );
  });
}

function hasValidBound(input: ToolInput): boolean {
  if (input.type === "integer") return input.most === undefined || Number.isSafeInteger(input.most);
  if (input.type === "boolean" || input.oneOf === undefined) return true;
  return input.oneOf.length > 0 && input.oneOf.every((value) => /^[^"\\\n]{1,100}$/.test(value));
}
