import { type BedrockAgentRuntimeClient, RetrieveCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import * as z from "zod/mini";
import { text, whole } from "./settings";

/** Environment variables of whoever searches; `KnowledgeBase.environment` sets the id. */
export const retrievalSettings = {
  KNOWLEDGE_BASE_ID: text,
  /** Passages that the model is given. */
  PASSAGES: z._default(whole(1, 20), 5),
};

const shape = z.object(retrievalSettings);
type RetrievalSettings = z.infer<typeof shape>;

/** A piece of a document that may answer a question. */
export interface Passage {
  /** Where the document is: `s3://bucket/folder/file.md`. */
  readonly source: string;
  readonly text: string;
}

/** Searches the workload's own documents, whatever store their vectors are in. */
export async function retrieve(
  knowledge: BedrockAgentRuntimeClient,
  { KNOWLEDGE_BASE_ID, PASSAGES }: RetrievalSettings,
  question: string,
  abortSignal: AbortSignal,
): Promise<readonly Passage[]> {
  const search = new RetrieveCommand({
    knowledgeBaseId: KNOWLEDGE_BASE_ID,
    retrievalQuery: { text: question },
    retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: PASSAGES } },
  });
  const { retrievalResults = [] } = await knowledge.send(search, { abortSignal });
  return retrievalResults.flatMap(({ content, location }) =>
    content?.text ? [{ source: location?.s3Location?.uri ?? "unknown", text: content.text }] : [],
  );
}
