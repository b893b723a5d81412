import { gunzipSync } from "node:zlib";
import { ApplyGuardrailCommand, type BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { readVariables } from "@plinth/service-runtime/variables";
import type { RedactedRecord } from "@plinth/standards/events";
import { type InvocationRecord, recordsIn, textOfAnswer, textOfRequest } from "./records";

const VARIABLES = ["WORKLOAD", "ENVIRONMENT", "ACCOUNT_ID", "GUARDRAIL_ID", "GUARDRAIL_VERSION"] as const;
type Settings = Record<(typeof VARIABLES)[number], string>;

/**
 * The longest text that the guardrail is given at a time: 25 text units of 1,000 characters a second are the quota of
 * some regions. Source: https://docs.aws.amazon.com/general/latest/gr/bedrock.html (read 2026-11).
 */
const LONGEST_CHARACTERS = 20_000;

export interface Services {
  readonly s3: S3Client;
  readonly bedrock: BedrockRuntimeClient;
}

/** What Amazon S3 tells of objects that were created. */
export interface StoreEvent {
  readonly Records: readonly {
    readonly s3: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
  }[];
}

export type Handler = (event: StoreEvent) => Promise<void>;

/**
 * Logs each record of each object, masked. What cannot be masked is thrown, so that it is tried again and ends in a
 * dead-letter queue: no text is ever logged that the guardrail has not seen.
 * @throws Error naming every variable that is missing.
 */
export function createHandler(
  { s3, bedrock }: Services,
  environment: Readonly<Record<string, string | undefined>>,
): Handler {
  const settings = readVariables(environment, VARIABLES);

  async function redacted(raw: InvocationRecord, source: RedactedRecord["source"]): Promise<RedactedRecord> {
    const prompt = await mask(bedrock, settings, "INPUT", textOfRequest(raw.input?.inputBodyJson));
    const completion = await mask(bedrock, settings, "OUTPUT", textOfAnswer(raw.output?.outputBodyJson));
    return {
      version: 1,
      at: new Date(raw.timestamp).toISOString(),
      workload: settings.WORKLOAD,
      environment: settings.ENVIRONMENT,
      requestId: raw.requestId,
      modelId: raw.modelId,
      prompt: prompt.text,
      completion: completion.text,
      redactions: sum(prompt.redactions, completion.redactions),
      source,
    };
  }

  return async ({ Records }) => {
    for (const { s3: created } of Records) {
      // Keys in events are encoded as in a form.
      const source = { bucket: created.bucket.name, key: decodeURIComponent(created.object.key.replaceAll("+", " ")) };
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket: source.bucket, Key: source.key, ExpectedBucketOwner: settings.ACCOUNT_ID }),
      );
      const lines = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString("utf8");
      for (const raw of recordsIn(lines)) console.info({ event: "redacted", record: await redacted(raw, source) });
    }
  };
}

interface Masked {
  readonly text: string;
  readonly redactions: RedactedRecord["redactions"];
}

/** A text as the guardrail leaves it. Only what lies within the bound is asked for, and kept. */
async function mask(
  bedrock: BedrockRuntimeClient,
  settings: Settings,
  source: "INPUT" | "OUTPUT",
  text: string,
): Promise<Masked> {
  if (text === "") return { text, redactions: {} };
  const asked = text.slice(0, LONGEST_CHARACTERS);
  const { action, outputs, assessments } = await bedrock.send(
    new ApplyGuardrailCommand({
      guardrailIdentifier: settings.GUARDRAIL_ID,
      guardrailVersion: settings.GUARDRAIL_VERSION,
      source,
      content: [{ text: { text: asked } }],
    }),
  );
  if (action === "NONE") return { text: asked, redactions: {} };
  const found = (assessments ?? []).flatMap(({ sensitiveInformationPolicy: policy }) => [
    ...(policy?.piiEntities ?? []).map(({ type }) => `${type}`),
    ...(policy?.regexes ?? []).map(({ name }) => `${name}`),
  ]);
  return {
    text: (outputs ?? []).map((output) => output.text ?? "").join(""),
    redactions: sum(...found.map((kind) => ({ [kind]: 1 }))),
  };
}

function sum(...counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [kind, count] of counts.flatMap((each) => Object.entries(each))) total[kind] = (total[kind] ?? 0) + count;
  return total;
}
