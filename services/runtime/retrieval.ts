import { type BedrockAgentRuntimeClient, RetrieveCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import * as z from "zod/mini";
import { integer, text } from "./settings";

/** Variables of every function that searches a knowledge base. `KnowledgeBase.environment` sets the ID. */
export const retrievalSettings = {
  /** ID of the knowledge base. */
  KNOWLEDGE_BASE_ID: text,
  /** Number of passages to retrieve for a question. Bounds: 1 to 20. Default: 5. */
  PASSAGES: z._default(integer(1, 20), 5),
};

const schema = z.object(retrievalSettings);

/** Values of {@link retrievalSettings}. */
export type RetrievalSettings = z.infer<typeof schema>;

/** A piece of a document that can answer a question. */
export interface Passage {
  /** URI of the document, `s3://bucket/folder/file.md`; `unknown` if the document is not in S3. */
  readonly source: string;
  /** Text of the passage. */
  readonly text: string;
}

/** Searches a knowledge base, whatever store holds its vectors. Passages are in order of relevance. */
export async function retrieve(
  client: BedrockAgentRuntimeClient,
  { KNOWLEDGE_BASE_ID, PASSAGES }: RetrievalSettings,
  question: string,
  abortSignal: AbortSignal,
): Promise<readonly Passage[]> {
  const command = new RetrieveCommand({
    knowledgeBaseId: KNOWLEDGE_BASE_ID,
    retrievalQuery: { text: question },
    retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: PASSAGES } },
  });
  const { retrievalResults = [] } = await client.send(command, { abortSignal });
  return retrievalResults.flatMap(({ content, location }) =>
    content?.text ? [{ source: location?.s3Location?.uri ?? "unknown", text: content.text }] : [],
  );
}
