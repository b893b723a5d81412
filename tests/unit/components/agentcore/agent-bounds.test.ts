import assert from "node:assert/strict";
import { type AgentBounds, boundFaults } from "../../../../components/agentcore/agent-bounds";

const valid: AgentBounds = { maxIterations: 10, maxTokens: 4_096, timeoutSeconds: 300 };

const faults = (bounds?: Partial<AgentBounds>) =>
  boundFaults("orchestration/AgentHarness", "agent", bounds).map(({ path, allowed, found }) => [path, allowed, found]);

describe("the bounds of an agent", () => {
  it("are valid at both ends of their ranges", () => {
    assert.deepEqual(faults({ maxIterations: 1, maxTokens: 64, timeoutSeconds: 10 }), []);
    assert.deepEqual(faults({ maxIterations: 75, maxTokens: 64_000, timeoutSeconds: 3_600 }), []);
  });

  it("are refused outside of them, and as fractions", () => {
    assert.deepEqual(faults({ ...valid, maxIterations: 76 }), [
      ["agent.bounds.maxIterations", "a whole number, 1 to 75", "76"],
    ]);
    assert.deepEqual(faults({ ...valid, maxTokens: 64.5 }), [
      ["agent.bounds.maxTokens", "a whole number, 64 to 64000", "64.5"],
    ]);
  });

  it("are refused if they are missing", () => {
    assert.deepEqual(
      faults().map(([path, , found]) => [path, found]),
      [
        ["agent.bounds.maxIterations", "undefined"],
        ["agent.bounds.maxTokens", "undefined"],
        ["agent.bounds.timeoutSeconds", "undefined"],
      ],
    );
  });
});
