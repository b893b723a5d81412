import { type BedrockAgentRuntimeClient, RetrieveCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import type { Settings } from "./settings";

/** A piece of a document that may answer a question. */
export interface Passage {
  /** Where the document is: `s3://bucket/folder/file.md`. */
  readonly source: string;
  readonly text: string;
}

/** Searches the workload's own documents, whatever store their vectors are in. */
export async function retrieve(
  knowledge: BedrockAgentRuntimeClient,
  { KNOWLEDGE_BASE_ID, PASSAGES }: Settings,
  text: string,
  abortSignal: AbortSignal,
): Promise<readonly Passage[]> {
  const search = new RetrieveCommand({
    knowledgeBaseId: KNOWLEDGE_BASE_ID,
    retrievalQuery: { text },
    retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: PASSAGES } },
  });
  const { retrievalResults = [] } = await knowledge.send(search, { abortSignal });
  return retrievalResults.flatMap(({ content, location }) =>
    content?.text ? [{ source: location?.s3Location?.uri ?? "unknown", text: content.text }] : [],
  );
}
