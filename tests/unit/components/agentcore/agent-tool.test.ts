import assert from "node:assert/strict";
import {
  type AgentTool,
  actionName,
  inputSchema,
  type ToolInput,
  targetName,
  toolFaults,
} from "../../../../components/agentcore/agent-tool";

/** Handler and roles are passed through, so that a stand-in is enough. */
function toolWith(change: Partial<Record<keyof AgentTool, unknown>> = {}): AgentTool {
  const input: Readonly<Record<string, ToolInput>> = { caseId: { type: "string", description: "Number of the case" } };
  return {
    name: "get_case",
    description: "Reads a case.",
    input,
    handler: {},
    callers: [{}],
    ...change,
  } as unknown as AgentTool;
}

const paths = (...tools: readonly AgentTool[]) =>
  toolFaults("orchestration/AgentGateway", "gateway", tools).map(({ path }) => path);

describe("a tool of an agent", () => {
  it("has a target of its own, and an action of target and tool", () => {
    assert.deepEqual([targetName(toolWith()), actionName(toolWith())], ["get-case", "get-case___get_case"]);
  });

  it("shows models its parameters, required unless it says otherwise, and no bounds", () => {
    const input: Readonly<Record<string, ToolInput>> = {
      cents: { type: "integer", most: 5, description: "Amount" },
      note: { type: "string", required: false, description: "Note" },
    };

    assert.deepEqual(inputSchema(toolWith({ input })), {
      type: "object",
      properties: [
        { name: "cents", type: "integer", description: "Amount", required: true },
        { name: "note", type: "string", description: "Note", required: false },
      ],
    });
  });

  it("has no faults if it is valid", () => assert.deepEqual(paths(toolWith()), []));

  for (const [fault, path, change] of [
    ["a name that is not in snake case", "name", { name: "getCase" }],
    ["a name of 25 characters", "name", { name: "a".repeat(25) }],
    ["no description", "description", { description: "" }],
    ["a parameter that is not in camel case", "input", { input: { case_id: { type: "string", description: "" } } }],
    ["no permitted value", "input", { input: { kind: { type: "string", oneOf: [], description: "" } } }],
    ["a permitted value with a quote", "input", { input: { kind: { type: "string", oneOf: ['"'], description: "" } } }],
    ["a maximum that is a fraction", "input", { input: { cents: { type: "integer", most: 0.5, description: "" } } }],
    ["no callers", "callers", { callers: [] }],
  ] as const) {
    it(`refuses ${fault}`, () => assert.deepEqual(paths(toolWith(change)), [`gateway.tools[0].${path}`]));
  }

  it("refuses a name that another tool of the gateway has", () => {
    assert.deepEqual(paths(toolWith(), toolWith()), ["gateway.tools[1].name"]);
  });
});
