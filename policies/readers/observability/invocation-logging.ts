import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, type PlainObject } from "../../core/values";

/** What makes Bedrock record the invocations of an account in a region; there is one of each. */
export const INVOCATION_LOGGING = "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration";

/** What the records can hold of prompts and completions. Each is on unless it is turned off. */
const CONTENT_SWITCHES = [
  "textDataDeliveryEnabled",
  "imageDataDeliveryEnabled",
  "videoDataDeliveryEnabled",
  "embeddingDataDeliveryEnabled",
] as const;

/** The settings of a configuration; UNKNOWN if nothing of them is known. */
export function loggingOf({ props }: ResourceRecord): PlainObject | Unknown {
  return props.loggingConfig === UNKNOWN ? UNKNOWN : isObject(props.loggingConfig) ? props.loggingConfig : {};
}

/** Whether records hold what was asked and answered. */
export function holdsContent(logging: PlainObject): boolean | Unknown {
  const contents = CONTENT_SWITCHES.map((content) => logging[content] ?? true);
  if (contents.some((content) => content !== UNKNOWN && content !== false)) return true;
  return contents.includes(UNKNOWN) ? UNKNOWN : false;
}

/** Whether records have somewhere to go. */
export function hasDestination({ s3Config, cloudwatchConfig }: PlainObject): boolean | Unknown {
  if (isObject(s3Config) || isObject(cloudwatchConfig)) return true;
  return s3Config === UNKNOWN || cloudwatchConfig === UNKNOWN ? UNKNOWN : false;
}
