import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured } from "../../data/example-buckets";

const silent = {
  textDataDeliveryEnabled: false,
  imageDataDeliveryEnabled: false,
  videoDataDeliveryEnabled: false,
  embeddingDataDeliveryEnabled: false,
};
const s3Config = { bucketName: "answers" };
const configuration = (loggingConfig: unknown, refersTo?: Record<string, string>) => ({
  type: "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration",
  name: "invocations",
  props: { loggingConfig },
  refersTo,
});
const stored = (more: object = {}) => configuration({ s3Config, ...more }, { loggingConfig: "answers" });
const store = bucket("restricted", { objectLockEnabled: true });
const lock = (defaultRetention: unknown) => configured("ObjectLockConfiguration", { rule: { defaultRetention } });

export const examples: RuleExample[] = [
  {
    title: "content in a locked bucket",
    resources: [stored(), store, lock({ mode: "COMPLIANCE", days: 365 })],
    outcome: "pass",
  },
  { title: "content in a bucket without a lock", resources: [stored(), bucket("restricted")], outcome: "violation" },
  {
    title: "near miss: a bucket that may be locked, without a default lock",
    resources: [stored({ ...silent, textDataDeliveryEnabled: true }), store],
    outcome: "violation",
  },
  {
    title: "near miss: text turned off, images left on",
    resources: [stored({ ...silent, imageDataDeliveryEnabled: undefined }), bucket("restricted")],
    outcome: "violation",
  },
  {
    title: "content in a log group, beside a locked bucket",
    resources: [
      stored({ cloudwatchConfig: { logGroupName: "records", roleArn: "writer" } }),
      store,
      lock({ mode: "COMPLIANCE", days: 365 }),
    ],
    outcome: "violation",
  },
  { title: "content in a bucket of another stack", resources: [configuration({ s3Config })], outcome: "undetermined" },
  {
    title: "a lock that is not known yet",
    resources: [stored(), store, lock({ mode: "COMPLIANCE", days: UNKNOWN })],
    outcome: "undetermined",
  },
  {
    title: "whether text is delivered is not known yet",
    resources: [stored({ ...silent, textDataDeliveryEnabled: UNKNOWN }), bucket("restricted")],
    outcome: "undetermined",
  },
  { title: "no content in the records", resources: [stored(silent), bucket("internal")], outcome: "not-applicable" },
];
