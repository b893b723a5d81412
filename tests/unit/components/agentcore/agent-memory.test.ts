import assert from "node:assert/strict";
import { AgentMemory, type AgentMemoryArgs, type MemoryStrategy } from "../../../../components/agentcore/agent-memory";
import { assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";
import { agentFixture } from "./support/agent-fixture";

const MEMORY = "aws:bedrock/agentcoreMemory:AgentcoreMemory";

function build(change: Partial<AgentMemoryArgs> = {}): AgentMemory {
  const { key, agent } = agentFixture();
  const memory = new AgentMemory("memory", { workload, key, ...change });
  memory.grantUse(agent);
  return memory;
}

describe("AgentMemory", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build({ strategies: ["SUMMARIZATION", "USER_PREFERENCE"] }), { config: OWN_ACCOUNT });
  });

  it("forgets after a month, under the workload's key, and is protected in production", () => {
    const memory = test.resources.only(MEMORY);

    assert.deepEqual(
      [memory?.inputs.name, memory?.inputs.eventExpiryDuration, memory?.state.protect, memory?.state.retainOnDelete],
      ["support_prod_memory", 30, true, true],
    );
    assert.equal(memory?.inputs.encryptionKeyArn, test.resources.named("key-key")?.props.arn);
  });

  it("keeps what it makes of conversations apart by who held them", () => {
    const strategies = test.resources.all("aws:bedrock/agentcoreMemoryStrategy:AgentcoreMemoryStrategy");

    assert.deepEqual(
      strategies.map(({ inputs }) => [inputs.type, inputs.namespaceTemplates]),
      [
        ["SUMMARIZATION", ["/summaries/{actorId}/{sessionId}"]],
        ["USER_PREFERENCE", ["/preferences/{actorId}"]],
      ],
    );
  });

  it("lets a role add to it and read it, and neither delete nor share it", () => {
    const id = String(test.resources.only(MEMORY)?.props.id);
    const resource = `arn:aws:bedrock-agentcore:eu-west-1:210987654321:memory/${id}`;
    const others = ["DeleteEvent", "DeleteMemory", "UpdateMemory", "BatchDeleteMemoryRecords"].map(
      (action) => `bedrock-agentcore:${action}`,
    );
    const parts = ["CreateEvent", "RetrieveMemoryRecords"].map(
      (action): Part => ["agent-role", { action: `bedrock-agentcore:${action}`, resource }, others],
    );
    assertOnly(test, parts, 20);
  });

  it("refuses to remember for longer than the standard allows, or in ways that it does not know", async () => {
    const { error } = await preview(() =>
      build({ retentionDays: 400, strategies: ["SEMANTIC", "SEMANTIC", "GOSSIP" as MemoryStrategy] }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, allowed, found }) => [path, allowed, found]),
      [
        ["memory.retentionDays", "7 to 365 whole days for confidential data", "400"],
        [
          "memory.strategies",
          "some of SEMANTIC, SUMMARIZATION, USER_PREFERENCE, each once",
          "SEMANTIC, SEMANTIC, GOSSIP",
        ],
      ],
    );
  });
});
