/** What a container asks for. */
export interface Demand {
  /** Units, 1,024 of a vCPU. */
  readonly cpu?: number;
  /** MiB. */
  readonly memory?: number;
  /** MiB; goes before `memory`. */
  readonly memoryReservation?: number;
}

interface Size {
  readonly cpu: number;
  readonly memory: number;
}

const GIB = 1024;

/**
 * CPU units of a task, and the memory in GiB that it may have with them.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html (2026-11)
 */
const MEMORY: readonly [cpu: number, gibs: readonly number[]][] = [
  [256, [0.5, 1, 2]],
  [512, range(1, 4, 1)],
  [1024, range(2, 8, 1)],
  [2048, range(4, 16, 1)],
  [4096, range(8, 30, 1)],
  [8192, range(16, 60, 4)],
  [16384, range(32, 120, 8)],
  [32768, [60, 120, 244]],
];

const CHEAPEST_FIRST: readonly Size[] = MEMORY.flatMap(([cpu, gibs]) =>
  gibs.map((gib) => ({ cpu, memory: gib * GIB })),
).sort((a, b) => costOf(a) - costOf(b));

/**
 * CPU and memory of a Fargate task whose definition does not say them: the cheapest size that holds its containers.
 * Source: pulumi/pulumi-awsx, awsx/ecs/fargateMemoryAndCpu.ts of version 3.
 * @throws Error if the containers need more than Fargate has.
 */
export function fargateSize(containers: readonly Demand[]): { cpu: string; memory: string } {
  const cpu = sum(containers.map((container) => container.cpu));
  const memory = sum(containers.map((container) => container.memoryReservation ?? container.memory));
  const size = CHEAPEST_FIRST.find((candidate) => candidate.cpu >= cpu && candidate.memory >= memory);
  if (!size) throw new Error(`no size of a Fargate task holds ${cpu} CPU units and ${memory} MiB of memory`);
  return { cpu: String(size.cpu), memory: String(size.memory) };
}

/** Dollars an hour. */
function costOf({ cpu, memory }: Size): number {
  return (cpu / 1024) * 0.04048 + (memory / GIB) * 0.004445;
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number = 0) => total + number, 0);
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
