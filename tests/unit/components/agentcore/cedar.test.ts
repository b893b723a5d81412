import assert from "node:assert/strict";
import type { AgentTool, ToolInput } from "../../../../components/agentcore/agent-tool";
import { cedarPermit } from "../../../../components/agentcore/cedar";

const PRINCIPAL = "arn:aws:sts::210987654321:assumed-role/agent";
const GATEWAY = "arn:aws:bedrock-agentcore:eu-west-1:210987654321:gateway/tools-a1b2c3d4e5";

/** Only the tool's name and input are read. */
function permitOf(input: Readonly<Record<string, ToolInput>>): string {
  const tool = { name: "close_case", input } as unknown as AgentTool;
  return cedarPermit({ principal: PRINCIPAL, tool, gatewayArn: GATEWAY });
}

const SCOPE = [
  "permit(",
  `  principal == AgentCore::IamEntity::"${PRINCIPAL}",`,
  '  action == AgentCore::Action::"close-case___close_case",',
  `  resource == AgentCore::Gateway::"${GATEWAY}"`,
  ")",
].join("\n");

describe("cedarPermit", () => {
  it("names principal, tool and gateway, without a condition for input without bounds", () => {
    const input: Readonly<Record<string, ToolInput>> = {
      caseId: { type: "string", description: "Number" },
      isUrgent: { type: "boolean", description: "Urgent" },
    };

    assert.equal(permitOf(input), `${SCOPE};`);
  });

  it("limits values to those of the tool's input, and reads an optional one only if it is present", () => {
    const input: Readonly<Record<string, ToolInput>> = {
      cents: { type: "integer", most: 10_000, description: "Amount" },
      reason: { type: "string", oneOf: ["late", "broken"], required: false, description: "Reason" },
    };

    assert.equal(
      permitOf(input),
      [
        `${SCOPE} when {`,
        "  context.input.cents <= 10000 &&",
        '  (if context.input has reason then ["late", "broken"].contains(context.input.reason) else true)',
        "};",
      ].join("\n"),
    );
  });
});
