import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CLIENT_DEFAULTS } from "@plinth/service-runtime/clients";
import { log } from "@plinth/service-runtime/log";
import { createChat } from "./chat";
import { createChatServer } from "./server";
import { readSettings } from "./settings";

// A container has no JSON log format as Lambda does: one line of JSON for each log call.
for (const level of ["info", "warn", "error"] as const) {
  console[level] = (line: object) =>
    process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, ...line })}\n`);
}

const settings = readSettings(process.env);
const chat = createChat(
  {
    bedrock: new BedrockRuntimeClient(CLIENT_DEFAULTS),
    knowledge: new BedrockAgentRuntimeClient(CLIENT_DEFAULTS),
    dynamodb: new DynamoDBClient(CLIENT_DEFAULTS),
  },
  settings,
);
const server = createChatServer(chat, settings);
server.http.listen(settings.PORT, () => {
  const address = server.http.address();
  log("info", "listening", { port: typeof address === "object" ? address?.port : undefined });
});

// ECS sends SIGTERM before it stops the task.
process.once("SIGTERM", () => {
  log("info", "draining");
  void server.drain().then(() => {
    log("info", "stopped");
    process.exit(0);
  });
});
