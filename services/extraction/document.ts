import { GetDocumentTextDetectionCommand, type TextractClient } from "@aws-sdk/client-textract";

/** One line of text, as Amazon Textract read it. */
export interface Line {
  readonly text: string;
  /** Percent. */
  readonly confidence: number;
}

export interface DocumentText {
  readonly pages: number;
  readonly lines: readonly Line[];
  /** Whether there is more than a model is asked to read; the lines then stop at the bound. */
  readonly tooLong: boolean;
}

/** About 20,000 tokens, and a guardrail's assessment of them: some 40 pages. */
const MOST_CHARACTERS = 80_000;

/**
 * The text of a document that a job of Textract has read. Results come a thousand blocks at a time.
 * Source: https://docs.aws.amazon.com/textract/latest/dg/API_GetDocumentTextDetection.html (read 2026-11).
 */
export async function readText(
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
      if (characters > MOST_CHARACTERS) return { pages, lines, tooLong: true };
      lines.push({ text: Text, confidence: Confidence });
    }
    next = NextToken;
  } while (next !== undefined);
  return { pages, lines, tooLong: false };
}

/** A document whose text is known: one page, every line as plain as can be. */
export function textOf(text: string): DocumentText {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return {
    pages: 1,
    lines: lines.map((line) => ({ text: line, confidence: 100 })),
    tooLong: text.length > MOST_CHARACTERS,
  };
}
