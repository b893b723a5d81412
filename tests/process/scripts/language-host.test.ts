import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials, Server, ServerCredentials, type ServiceError, status } from "@grpc/grpc-js";
import { version } from "@pulumi/pulumi/package.json";
import { LanguageRuntimeClient, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutRequest,
  GetRequiredPackagesRequest,
  ProgramInfo,
  RunPluginRequest,
  type RunPluginResponse,
  RunRequest,
  type RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { languageRuntime } from "../../../scripts/pulumi-engine/language-host/service";

type Method<Q, R> = (request: Q, callback: (error: ServiceError | null, response: R) => void) => unknown;

/** A runner that records how it was started, prints, and exits as the file next to the program says. */
const RUNNER = `
const { readFileSync, writeFileSync } = require("node:fs");
const { PULUMI_CONFIG: config, PULUMI_CONFIG_SECRET_KEYS: secretKeys, PULUMI_NODEJS_TYPESCRIPT: typescript } = process.env;
const started = { args: process.argv.slice(2), nodeArguments: process.execArgv, config, secretKeys, typescript };
writeFileSync("started.json", JSON.stringify(started));
if (process.env.PRINTED) {
  console.log(process.env.PRINTED);
  console.error("a fault");
}
process.exitCode = Number(readFileSync("exit-code", "utf8"));
`;

describe("The language host", () => {
  let server: Server;
  let client: LanguageRuntimeClient;
  let folder: string;
  before(async () => {
    server = new Server();
    server.addService(LanguageRuntimeService, languageRuntime("127.0.0.1:1"));
    const port = await new Promise<number>((done, failed) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error ? failed(error) : done(bound),
      );
    });
    client = new LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
    folder = mkdtempSync(join(tmpdir(), "plinth-language-host-"));
    for (const name of ["run", "run-policy-pack"]) {
      const runner = join(folder, "node_modules/@pulumi/pulumi/cmd", name);
      mkdirSync(runner, { recursive: true });
      writeFileSync(join(runner, "index.js"), RUNNER);
    }
  });
  after(() => {
    client?.close();
    server?.forceShutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  const call = <Q, R>(method: Method<Q, R>, request: Q): Promise<R> =>
    new Promise((done, failed) => {
      method.call(client, request, (error, response) => (error ? failed(error) : done(response)));
    });
  /** A program whose runner, of its own `@pulumi/pulumi`, ends with an exit code. */
  const program = (exitCode: number): ProgramInfo => {
    writeFileSync(join(folder, "exit-code"), String(exitCode));
    const options = Struct.fromJavaScript({ nodeargs: "--title=plinth-program" });
    return new ProgramInfo()
      .setProgramDirectory(folder)
      .setRootDirectory(folder)
      .setEntryPoint(".")
      .setOptions(options);
  };
  const run = async (exitCode: number): Promise<RunResponse> => {
    const request = new RunRequest().setProject("shop").setStack("prod").setPwd(folder).setParallel(4).setDryrun(true);
    request.setMonitorAddress("127.0.0.1:2").setInfo(program(exitCode)).setConfigsecretkeysList(["shop:key"]);
    request.getConfigMap().set("shop:key", "value");
    return call<RunRequest, RunResponse>(client.run, request);
  };

  it("has the version of the SDK, and names no packages in advance", async () => {
    const info = await call(client.getPluginInfo as Method<Empty, { getVersion(): string }>, new Empty());
    const required = await call(
      client.getRequiredPackages as Method<GetRequiredPackagesRequest, { getPackagesList(): unknown[] }>,
      new GetRequiredPackagesRequest(),
    );

    assert.equal(info.getVersion(), version);
    assert.deepEqual(required.getPackagesList(), []);
  });

  it("starts the runner of the program's own SDK with what the engine asks for", async () => {
    const response = await run(0);

    assert.deepEqual([response.getBail(), response.getError()], [false, ""]);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, "started.json"), "utf8")), {
      args: [
        ...["--monitor", "127.0.0.1:2", "--engine", "127.0.0.1:1", "--project", "shop", "--stack", "prod"],
        ...["--pwd", folder, "--root-directory", folder, "--parallel", "4", "--dry-run", "."],
      ],
      nodeArguments: ["--title=plinth-program"],
      config: '{"shop:key":"value"}',
      secretKeys: '["shop:key"]',
      typescript: "true",
    });
  });

  it("reports the exit code of a program", async () => {
    const response = await run(3);

    assert.deepEqual([response.getBail(), response.getError()], [false, "Program exited with non-zero exit code: 3"]);
  });

  it("passes on that a program has logged its error to the engine", async () => {
    const response = await run(32);

    assert.deepEqual([response.getBail(), response.getError()], [true, ""]);
  });

  it("streams what a policy pack prints, and its exit code", async () => {
    const request = new RunPluginRequest().setKind("analyzer").setInfo(program(4)).setArgsList(["127.0.0.1:1"]);
    request.setEnvList(["PRINTED=a pack"]);
    const printed = { stdout: "", stderr: "", code: -1 };

    await new Promise<void>((done, failed) => {
      const stream = client.runPlugin(request);
      stream.on("data", (response: RunPluginResponse) => {
        printed.stdout += Buffer.from(response.getStdout_asU8()).toString();
        printed.stderr += Buffer.from(response.getStderr_asU8()).toString();
        if (response.hasExitcode()) printed.code = response.getExitcode();
      });
      stream.on("error", failed);
      stream.on("end", done);
    });

    assert.deepEqual(printed, { stdout: "a pack\n", stderr: "a fault\n", code: 4 });
  });

  it("refuses what it leaves to Pulumi's own host", async () => {
    await assert.rejects(call(client.about as Method<AboutRequest, unknown>, new AboutRequest()), {
      code: status.UNIMPLEMENTED,
      details: "about",
    });
  });
});
