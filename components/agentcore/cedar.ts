import { type AgentTool, actionName, type ToolInput } from "./agent-tool";

/** @internal Principal, action and resource of a Cedar permit policy. */
export interface Permit {
  /** The caller as gateways identify it: `arn:aws:sts::<account>:assumed-role/<role>`. */
  readonly principal: string;
  /** The tool that the principal may call. */
  readonly tool: AgentTool;
  /** ARN of the gateway that serves the tool. */
  readonly gatewayArn: string;
}

/**
 * @internal Cedar policy that permits one role to call one tool of one gateway, with input within the tool's bounds. The
 * policy engine denies what no policy permits. Entities: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/policy-scope.html
 * and, for roles, the IAM examples in the same guide (read 2026-11).
 */
export function cedarPermit({ principal, tool, gatewayArn }: Permit): string {
  const scope = [
    `principal == AgentCore::IamEntity::"${principal}"`,
    `action == AgentCore::Action::"${actionName(tool)}"`,
    `resource == AgentCore::Gateway::"${gatewayArn}"`,
  ];
  const bounds = Object.entries(tool.input).flatMap(([name, input]) => boundOf(name, input));
  const condition = bounds.length > 0 ? ` when {\n  ${bounds.join(" &&\n  ")}\n}` : "";
  return `permit(\n  ${scope.join(",\n  ")}\n)${condition};`;
}

function boundOf(name: string, input: ToolInput): string[] {
  const value = `context.input.${name}`;
  const comparison =
    input.type === "integer" && input.most !== undefined
      ? `${value} <= ${input.most}`
      : input.type === "string" && input.oneOf
        ? `[${input.oneOf.map((one) => `"${one}"`).join(", ")}].contains(${value})`
        : undefined;
  if (comparison === undefined) return [];
  // Cedar's validator requires `has` before an optional attribute is read.
  return [input.required === false ? `(if context.input has ${name} then ${comparison} else true)` : comparison];
}
