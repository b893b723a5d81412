import { type AgentTool, actionName, type ToolInput } from "./agent-tool";

/** Who may do what, where: all three known to AWS when a policy is made. */
export interface Permit {
  /** `arn:aws:sts::<account>:assumed-role/<role>`, which is what a gateway calls whoever signs as a role. */
  readonly principal: string;
  readonly tool: AgentTool;
  readonly gatewayArn: string;
}

/**
 * @internal The Cedar policy that lets one role call one tool of one gateway, with input within the tool's bounds. What
 * no policy permits is denied. Entities: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/policy-scope.html
 * and, for roles, the examples of policies for IAM on the pages beside it (read 2026-11).
 */
export function cedarPermit({ principal, tool, gatewayArn }: Permit): string {
  const scope = [
    `principal == AgentCore::IamEntity::"${principal}"`,
    `action == AgentCore::Action::"${actionName(tool)}"`,
    `resource == AgentCore::Gateway::"${gatewayArn}"`,
  ];
  const bounds = Object.entries(tool.input).flatMap(([name, input]) => boundOf(name, input));
  const when = bounds.length > 0 ? ` when {\n  ${bounds.join(" &&\n  ")}\n}` : "";
  return `permit(\n  ${scope.join(",\n  ")}\n)${when};`;
}

function boundOf(name: string, input: ToolInput): string[] {
  const value = `context.input.${name}`;
  const within =
    input.type === "integer" && input.most !== undefined
      ? `${value} <= ${input.most}`
      : input.type === "string" && input.oneOf
        ? `[${input.oneOf.map((one) => `"${one}"`).join(", ")}].contains(${value})`
        : undefined;
  if (within === undefined) return [];
  // In a form by which Cedar's validator sees that nothing is read that may not be there.
  return [input.required === false ? `(if context.input has ${name} then ${within} else true)` : within];
}
