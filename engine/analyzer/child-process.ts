import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { type Client, credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { GRPC_OPTIONS } from "../grpc-options";
import { type Analyzer, connectPack } from "./analyze";
import type { PackConfig, PolicyPack } from "./pack";
import { asProtobuf } from "./requests";

/**
 * Starts a CrossGuard pack in a process of its own and talks to it over gRPC, as the engine does. Slower than
 * `loadPack`, with the same diagnostics.
 * @throws Error with what the pack printed, if it does not start.
 */
export async function spawnPack(directory: string, config: PackConfig = {}): Promise<PolicyPack> {
  const folder = resolve(directory);
  const program = createRequire(join(folder, "pack.js")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  // The first argument is the address of an engine, which a pack does not talk to.
  const child = spawn(process.execPath, [program, "127.0.0.1:0", folder], {
    cwd: folder,
    env: { ...process.env, PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const port = await portOf(child, folder);
  const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure(), GRPC_OPTIONS);
  const close = () => {
    (client as unknown as Client).close();
    child.kill();
  };
  try {
    return await connectPack(analyzerOf(client), config, asProtobuf, close);
  } catch (error) {
    close();
    throw error;
  }
}

function portOf(child: ChildProcess, folder: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    let failed = "";
    child.stdout?.on("data", (data) => {
      printed += data;
      const port = /^(\d+)$/m.exec(printed)?.[1];
      if (port !== undefined) resolve(port);
    });
    child.stderr?.on("data", (data) => {
      failed += data;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      reject(new Error(`policy pack ${folder} ended with code ${code} before it served: ${failed.trim() || printed}`));
    });
  });
}

function analyzerOf(client: AnalyzerClient): Analyzer {
  const unary =
    <Q, R>(method: (request: Q, callback: (error: ServiceError | null, response: R) => void) => unknown) =>
    (request: Q): Promise<R> =>
      new Promise((resolve, reject) => {
        method.call(client, request, (error, response) => (error ? reject(error) : resolve(response)));
      });
  return {
    getAnalyzerInfo: unary(client.getAnalyzerInfo),
    configure: unary(client.configure),
    analyze: unary(client.analyze),
    analyzeStack: unary(client.analyzeStack),
  };
}
