import assert from "node:assert/strict";
import type { BedrockAgentRuntimeClient, RetrieveCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import * as z from "zod/mini";
import { retrievalSettings, retrieve } from "../../../../services/runtime/retrieval";
import { settingsReader } from "../../../../services/runtime/settings";

describe("a search of a knowledge base", () => {
  const sent: { readonly input: unknown; readonly signal: unknown }[] = [];
  const client = {
    send: async ({ input }: RetrieveCommand, { abortSignal: signal }: { readonly abortSignal: AbortSignal }) => {
      sent.push({ input, signal });
      return {
        retrievalResults: [
          { content: { text: "Five days." }, location: { s3Location: { uri: "s3://docs/refunds.md" } } },
          { content: { text: "From the web." }, location: { webLocation: { url: "https://example.com" } } },
          { content: {} },
        ],
      };
    },
  } as unknown as BedrockAgentRuntimeClient;

  it("returns passages with text and their documents, as many as are configured", async () => {
    const { signal } = new AbortController();
    const passages = await retrieve(client, { KNOWLEDGE_BASE_ID: "ABCDEFGHIJ", PASSAGES: 3 }, "How long?", signal);

    assert.deepEqual(passages, [
      { source: "s3://docs/refunds.md", text: "Five days." },
      { source: "unknown", text: "From the web." },
    ]);
    assert.deepEqual(sent, [
      {
        input: {
          knowledgeBaseId: "ABCDEFGHIJ",
          retrievalQuery: { text: "How long?" },
          retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: 3 } },
        },
        signal,
      },
    ]);
  });

  it("returns five passages by default, and 20 at most", () => {
    const read = settingsReader(z.object(retrievalSettings));

    assert.deepEqual(read({ KNOWLEDGE_BASE_ID: "A" }), { KNOWLEDGE_BASE_ID: "A", PASSAGES: 5 });
    assert.throws(() => read({ PASSAGES: "21" }), { message: "environment: KNOWLEDGE_BASE_ID, PASSAGES" });
  });
});
