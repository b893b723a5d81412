import { gunzipSync } from "node:zlib";
import { ApplyGuardrailCommand, type BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { RedactedRecord } from "@plinth/standards/events";
import { type InvocationRecord, recordsIn, textOfAnswer, textOfRequest } from "./records";
import type { Settings } from "./settings";

/**
 * Maximum characters that the guardrail assesses at a time: the quota of some Regions is 25 text units of 1,000 characters
 * a second. Source: https://docs.aws.amazon.com/general/latest/gr/bedrock.html (read 2026-11).
 */
const MAX_CHARACTERS = 20_000;

/** Clients that the handler uses. */
export interface Services {
  /** Client of the raw records. */
  readonly s3: S3Client;
  /** Client of the guardrail. */
  readonly bedrock: BedrockRuntimeClient;
}

/** The members that the handler reads of Amazon S3's event notification. */
interface ObjectCreatedEvent {
  /** One for each object that was created. */
  readonly Records: readonly {
    readonly s3: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
  }[];
}

/** Handler of the function. */
export type RedactionHandler = (event: ObjectCreatedEvent) => Promise<void>;

/**
 * Masks each record of each object and logs it. A record that cannot be masked fails the invocation, so that Lambda
 * retries it and then sends it to the dead-letter queue. Text that the guardrail has not assessed is never logged.
 */
export function createHandler({ s3, bedrock }: Services, settings: Settings): RedactionHandler {
  async function redact(raw: InvocationRecord, source: RedactedRecord["source"]): Promise<RedactedRecord> {
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
      // Keys in notifications are form-encoded: a space is `+`.
      const source = { bucket: created.bucket.name, key: decodeURIComponent(created.object.key.replaceAll("+", " ")) };
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket: source.bucket, Key: source.key, ExpectedBucketOwner: settings.ACCOUNT_ID }),
      );
      const lines = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString("utf8");
      for (const raw of recordsIn(lines)) console.info({ event: "redacted", record: await redact(raw, source) });
    }
  };
}

/** Masked text, and how many values of each kind the guardrail masked. */
interface Masked {
  readonly text: string;
  readonly redactions: RedactedRecord["redactions"];
}

/** Masks a text with the guardrail. Text beyond {@link MAX_CHARACTERS} is dropped. */
async function mask(
  bedrock: BedrockRuntimeClient,
  settings: Settings,
  source: "INPUT" | "OUTPUT",
  text: string,
): Promise<Masked> {
  if (text === "") return { text, redactions: {} };
  const assessed = text.slice(0, MAX_CHARACTERS);
  const { action, outputs, assessments } = await bedrock.send(
    new ApplyGuardrailCommand({
      guardrailIdentifier: settings.GUARDRAIL_ID,
      guardrailVersion: settings.GUARDRAIL_VERSION,
      source,
      content: [{ text: { text: assessed } }],
    }),
  );
  if (action === "NONE") return { text: assessed, redactions: {} };
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
