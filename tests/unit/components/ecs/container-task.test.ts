import assert from "node:assert/strict";
import { containerImage } from "../../../../components/ecs/container-image";
import { type ContainerTaskArgs, taskFaults, volumesOf, withDefaults } from "../../../../components/ecs/container-task";

const image = containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws");

const paths = (change: Partial<ContainerTaskArgs>) =>
  taskFaults("ContainerService", "service", { image, ...change }).map(({ path }) => path);

describe("the task of a container service", () => {
  it("has twice as many MiB of memory as units of CPU, and runs as nonroot", () => {
    assert.deepEqual(withDefaults({ image, cpu: 1024 }), {
      port: 8080,
      cpu: 1024,
      memoryMb: 2048,
      drainSeconds: 120,
      user: "65532:65532",
    });
  });

  it("mounts persistent folders with TLS and IAM, after the empty ones", () => {
    const persistentFolders = [{ folder: "/data", fileSystemId: "fs-1", accessPointId: "fsap-1" }];

    assert.deepEqual(volumesOf({ image, writableFolders: ["/tmp"], persistentFolders }), [
      { name: "writable-0" },
      {
        name: "writable-1",
        efsVolumeConfiguration: {
          fileSystemId: "fs-1",
          transitEncryption: "ENABLED",
          authorizationConfig: { accessPointId: "fsap-1", iam: "ENABLED" },
        },
      },
    ]);
  });

  for (const cpu of [512, 1024, 2048, 4096, 8192, 16_384]) {
    it(`accepts ${cpu} units of CPU with the default memory`, () => assert.deepEqual(paths({ cpu }), []));
  }

  for (const [fault, path, change] of [
    ["a privileged port", "port", { port: 80 }],
    ["a CPU that Fargate does not have", "cpu", { cpu: 600 }],
    ["memory between two sizes", "memoryMb", { cpu: 8192, memoryMb: 17_408 }],
    ["memory above the largest size", "memoryMb", { cpu: 512, memoryMb: 5_120 }],
    ["a stop timeout above Fargate's", "drainSeconds", { drainSeconds: 121 }],
    ["root", "user", { user: "0:0" }],
    ["a secret that is a variable too", "secrets", { environment: { A: "1" }, secrets: { A: "arn" } }],
    ["a relative path", "writableFolders", { writableFolders: ["tmp"] }],
    ["a path that leaves its folder", "writableFolders", { writableFolders: ["/tmp/../etc"] }],
  ] as const) {
    it(`refuses ${fault}`, () => assert.deepEqual(paths(change), [`service.${path}`]));
  }
});
