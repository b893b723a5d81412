import { service } from "./kit/service";
import { json, oneOf, policy } from "./kit/validators";

export const sns = service(
  "sns",
  {
    Topic: {
      autoname: { maxLength: 80, suffix: { when: "fifoTopic", text: ".fifo" } },
      id: "{arn}",
      arn: "sns:{region}:{account}:{name}",
      defaults: { contentBasedDeduplication: false, fifoTopic: false },
      validate: { policy, deliveryPolicy: json, signatureVersion: oneOf(1, 2) },
      replaces: ["name", "namePrefix", "fifoTopic"],
      outputs: { owner: "{account}", tracingConfig: "PassThrough" },
    },
    TopicPolicy: {
      id: "{arn}",
      documents: ["policy"],
      validate: { policy },
      replaces: ["arn"],
      outputs: { owner: "{account}" },
    },
    TopicSubscription: {
      id: "{arn}",
      arn: ({ topic }) =>
        typeof topic === "string" ? `${topic.split(":").slice(2).join(":")}:{uuid:subscription}` : "",
      defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
      validate: {
        protocol: oneOf(...["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"]),
        filterPolicy: json,
        redrivePolicy: json,
      },
      replaces: ["endpoint", "protocol", "topic"],
      outputs: ({ properties: { protocol } }) => ({
        ownerId: "{account}",
        confirmationWasAuthenticated: true,
        pendingConfirmation: protocol === "email" || protocol === "email-json",
        filterPolicyScope: "",
      }),
    },
    DataProtectionPolicy: { id: "{arn}", validate: { policy: json }, replaces: ["arn"] },
  },
  {
    getTopic: { id: "{arn}", arn: "arn:{partition}:sns:{region}:{account}:{name}" },
  },
);
