import { GetDocumentTextDetectionCommand, type TextractClient } from "@aws-sdk/client-textract";

/** One line of text, as Amazon Textract detected it. */
export interface Line {
  /** Text of the line. */
  readonly text: string;
  /** Confidence of the detection, in percent. */
  readonly confidence: number;
}

/** Text of a document. */
export interface DocumentText {
  /** Number of pages. */
  readonly pages: number;
  /** Lines in reading order. */
  readonly lines: readonly Line[];
  /** Whether the document exceeds {@link MAX_CHARACTERS}. The lines can then be incomplete. */
  readonly tooLong: boolean;
}

/** Maximum characters for a model: about 20,000 tokens, or 40 pages. */
const MAX_CHARACTERS = 80_000;

/**
 * Reads the text that a job of Textract detected. Textract returns at most 1,000 blocks a page of results.
 * Source: https://docs.aws.amazon.com/textract/latest/dg/API_GetDocumentTextDetection.html (read 2026-11).
 */
export async function readDocument(
  textract: TextractClient,
  jobId: string,
  abortSignal: AbortSignal,
): Promise<DocumentText> {
  const lines: Line[] = [];
  let pages = 0;
  let characters = 0;
  let next: string | undefined;
  do {
    const command = new GetDocumentTextDetectionCommand({ JobId: jobId, NextToken: next });
    const { Blocks = [], DocumentMetadata, NextToken } = await textract.send(command, { abortSignal });
    pages = DocumentMetadata?.Pages ?? pages;
    for (const { BlockType, Text = "", Confidence = 0 } of Blocks) {
      if (BlockType !== "LINE") continue;
      characters += Text.length + 1;
      if (characters > MAX_CHARACTERS) return { pages, lines, tooLong: true };
      lines.push({ text: Text, confidence: Confidence });
    }
    next = NextToken;
  } while (next !== undefined);
  return { pages, lines, tooLong: false };
}

/** A document of known text: one page, and full confidence in every line. */
export function documentOf(text: string): DocumentText {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return {
    pages: 1,
    lines: lines.map((line) => ({ text: line, confidence: 100 })),
    tooLong: text.length > MAX_CHARACTERS,
  };
}
