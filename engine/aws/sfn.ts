import { CREATED_AT } from "./kit/conventions";
import { service } from "./kit/service";
import { arn, json, oneOf } from "./kit/validators";

export const sfn = service("sfn", {
  StateMachine: {
    id: "{arn}",
    arn: "states:{region}:{account}:stateMachine:{name}",
    defaults: { publish: false, type: "STANDARD" },
    validate: { definition: json, roleArn: arn, type: oneOf("STANDARD", "EXPRESS") },
    replaces: ["name", "namePrefix", "type"],
    outputs: {
      creationDate: CREATED_AT,
      status: "ACTIVE",
      revisionId: "{uuid}",
      loggingConfiguration: { includeExecutionData: false, level: "OFF" },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: "AWS_OWNED_KEY" },
    },
  },
  Activity: {
    id: "{arn}",
    arn: "states:{region}:{account}:activity:{name}",
    replaces: ["name"],
    outputs: { creationDate: CREATED_AT },
  },
});
