import { service } from "./kit/service";
import { json, policy, range } from "./kit/validators";

const queueSetting = { id: "{queueUrl}", replaces: ["queueUrl"] };

export const sqs = service(
  "sqs",
  {
    Queue: {
      autoname: { maxLength: 80, suffix: { when: "fifoQueue", text: ".fifo" } },
      id: "https://sqs.{region}.{dnsSuffix}/{account}/{name}",
      arn: "sqs:{region}:{account}:{name}",
      defaults: {
        contentBasedDeduplication: false,
        delaySeconds: 0,
        fifoQueue: false,
        maxMessageSize: 262144,
        messageRetentionSeconds: 345600,
        receiveWaitTimeSeconds: 0,
        visibilityTimeoutSeconds: 30,
      },
      validate: {
        delaySeconds: range(0, 900),
        messageRetentionSeconds: range(60, 1209600),
        policy,
        receiveWaitTimeSeconds: range(0, 20),
        redrivePolicy: json,
        visibilityTimeoutSeconds: range(0, 43200),
      },
      replaces: ["name", "namePrefix", "fifoQueue"],
      outputs: ({ properties: { kmsMasterKeyId } }) => ({
        url: "{id}",
        kmsDataKeyReusePeriodSeconds: 300,
        sqsManagedSseEnabled: kmsMasterKeyId === undefined || kmsMasterKeyId === "",
      }),
    },
    QueuePolicy: { ...queueSetting, documents: ["policy"], validate: { policy } },
    RedrivePolicy: { ...queueSetting, validate: { redrivePolicy: json } },
    RedriveAllowPolicy: { ...queueSetting, validate: { redriveAllowPolicy: json } },
  },
  {
    getQueue: {
      id: "https://sqs.{region}.{dnsSuffix}/{account}/{name}",
      url: "{id}",
      arn: "arn:{partition}:sqs:{region}:{account}:{name}",
    },
  },
);
