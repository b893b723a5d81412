import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { GRPC_OPTIONS } from "../../../engine/grpc-options";
import { languageRuntime } from "./service";

// The engine passes its own address as the last argument, and reads our port from the first line of standard output.
const engineAddress = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));
if (engineAddress === undefined) {
  console.error("pulumi-language-nodejs is started by the Pulumi engine, with the engine's address as its argument");
  process.exit(2);
}

const server = new Server(GRPC_OPTIONS);
server.addService(LanguageRuntimeService, languageRuntime(engineAddress));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
