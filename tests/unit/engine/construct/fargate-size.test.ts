import assert from "node:assert/strict";
import { type Demand, fargateSize } from "../../../../engine/construct/awsx/fargate-size";

// Sources: awsx/ecs/fargateMemoryAndCpu.ts of pulumi/pulumi-awsx, and ECS's table of task sizes.
describe("The size of a Fargate task of awsx", () => {
  const SIZES: readonly [title: string, containers: Demand[], cpu: string, memory: string][] = [
    ["is the smallest for containers that say nothing", [{}], "256", "512"],
    [
      "holds all containers",
      [
        { cpu: 256, memory: 512 },
        { cpu: 128, memory: 1024 },
      ],
      "512",
      "2048",
    ],
    ["reserves what a container reserves, not its limit", [{ memory: 8192, memoryReservation: 2048 }], "256", "2048"],
    ["has more processors where the memory asks for them", [{ cpu: 256, memory: 3000 }], "512", "3072"],
    ["goes up in steps that Fargate has", [{ cpu: 9000, memory: 33000 }], "16384", "40960"],
  ];
  for (const [title, containers, cpu, memory] of SIZES) {
    it(title, () => assert.deepEqual(fargateSize(containers), { cpu, memory }));
  }

  it("refuses containers that no size holds", () => {
    assert.throws(() => fargateSize([{ cpu: 65536 }]), /no size of a Fargate task holds 65536 CPU units and 0 MiB/);
  });
});
