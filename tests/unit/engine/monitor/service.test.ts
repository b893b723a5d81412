import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { service } from "@plinth/engine/monitor/services/service";

type Method = (request: object, ...more: unknown[]) => void;

describe("a service in place of a gRPC client", () => {
  const monitor = service("ResourceMonitor", "3.299.0", {
    supportsFeature: (_: object, callback: (error: null, answer: string) => void) => callback(null, "yes"),
  }) as Readonly<Record<string, Method>>;
  const answerOf = (method: string, ...more: unknown[]) =>
    new Promise<unknown[]>((resolve) => monitor[method]?.({}, ...more, (...answer: unknown[]) => resolve(answer)));

  it("answers what it has", async () => {
    assert.deepEqual(await answerOf("supportsFeature"), [null, "yes"]);
  });

  it("answers a call of a later SDK as a gRPC server does that does not have it, and names the call", async () => {
    const [error] = (await answerOf("moveResource", { deadline: 1 })) as [{ code: number; message: string }];

    assert.equal(error.code, status.UNIMPLEMENTED);
    assert.equal(
      error.message,
      "12 UNIMPLEMENTED: @pulumi/pulumi 3.299.0 calls ResourceMonitor.moveResource, which an offline preview does not answer",
    );
  });

  it("is no promise", async () => {
    assert.equal(await monitor, monitor);
  });
});
