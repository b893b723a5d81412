import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { log } from "@plinth/service-runtime/log";
import { createChat } from "./chat";
import { createChatServer } from "./server";
import { readSettings } from "./settings";

/** Attempts for one call, the first included: the SDK repeats what passes, with backoff. */
const MAX_ATTEMPTS = 3;

for (const level of ["info", "warn", "error"] as const) {
  console[level] = (line: object) =>
    process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, ...line })}\n`);
}

const settings = readSettings(process.env);
const chat = createChat(
  {
    bedrock: new BedrockRuntimeClient({ maxAttempts: MAX_ATTEMPTS }),
    knowledge: new BedrockAgentRuntimeClient({ maxAttempts: MAX_ATTEMPTS }),
    dynamodb: new DynamoDBClient({ maxAttempts: MAX_ATTEMPTS }),
  },
  settings,
);
const server = createChatServer(chat, settings);
server.http.listen(settings.PORT, () => {
  const address = server.http.address();
  log("info", "listening", { port: typeof address === "object" ? address?.port : undefined });
});

// ECS's word that the task is to stop; its own connections are drained by then.
process.once("SIGTERM", () => {
  log("info", "draining");
  void server.drain().then(() => {
    log("info", "stopped");
    process.exit(0);
  });
});
