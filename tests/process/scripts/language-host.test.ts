import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { version } from "@pulumi/pulumi/package.json";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { languageRuntime } from "../../../scripts/pulumi-engine/language-host/service";

/** What one method of the language host answers. */
function answerOf<T>(method: string): Promise<T> {
  const handler = languageRuntime("127.0.0.1:0")[method] as unknown as (call: object, done: Done<T>) => void;
  return new Promise((resolve, reject) => {
    handler({}, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

type Done<T> = (error: Error | null, answer: T) => void;

describe("The Node.js language host of a CLI that is built from Go modules", () => {
  it("has the version of the SDK", async () => {
    assert.equal((await answerOf<PluginInfo>("getPluginInfo")).getVersion(), version);
  });

  it("refuses what it does not do", async () => {
    await assert.rejects(answerOf("generateProject"), { code: status.UNIMPLEMENTED, details: "generateProject" });
  });
});
