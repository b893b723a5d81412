import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { languageRuntime } from "./service";

/** Messages hold whole configurations and states. */
const MAXIMUM_MESSAGE_BYTES = 400 * 1024 * 1024;

// The engine passes its own address as the last argument, and reads our port from the first line of standard output.
const engineAddress = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));
if (engineAddress === undefined) {
  console.error("pulumi-language-nodejs is started by the Pulumi engine, with the engine's address as its argument");
  process.exit(2);
}

const server = new Server({ "grpc.max_receive_message_length": MAXIMUM_MESSAGE_BYTES });
server.addService(LanguageRuntimeService, languageRuntime(engineAddress));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
