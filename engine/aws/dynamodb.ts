import { service } from "./kit/service";
import { oneOf, policy } from "./kit/validators";

export const dynamodb = service("dynamodb", {
  Table: {
    arn: "dynamodb:{region}:{account}:table/{name}",
    defaults: { billingMode: "PROVISIONED", tableClass: "STANDARD" },
    validate: {
      billingMode: oneOf("PROVISIONED", "PAY_PER_REQUEST"),
      tableClass: oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS"),
    },
    replaces: ["name", "hashKey", "rangeKey", "localSecondaryIndexes", "importTable"],
    outputs: ({ properties: { streamEnabled } }) => ({
      pointInTimeRecovery: { enabled: false },
      serverSideEncryption: { enabled: false, kmsKeyArn: "" },
      streamArn: streamEnabled === true ? "{arn}/stream/{streamLabel}" : "",
      streamLabel: streamEnabled === true ? "2026-01-01T00:00:00.000" : "",
    }),
  },
  ResourcePolicy: { id: "{resourceArn}", validate: { policy }, replaces: ["resourceArn"] },
});
