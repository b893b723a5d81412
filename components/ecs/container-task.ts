import type { Fault } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import { faultsOf } from "../plinth-component";
import { type ContainerImage, imageFaults } from "./container-image";

/** What one task of a service is: a container, and how much of Fargate it takes. */
export interface ContainerTaskArgs {
  readonly image: ContainerImage;
  /** Port that the container listens on. Bounds: 1,024 to 65,535, because it does not run as root. Default: 8080. */
  readonly port?: number;
  /** Environment variables. Never a secret: see {@link secrets}. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARNs of secrets in Secrets Manager by the environment variable that they are handed over in. Default: none. */
  readonly secrets?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Providers of models besides Bedrock that the container has keys or addresses of: `["openai"]`. Default: none. */
  readonly providers?: readonly string[];
  /** Units of 1/1,024 vCPU. Bounds: one of Fargate's sizes. Default: 512. */
  readonly cpu?: number;
  /** Bounds: one of Fargate's sizes for the CPU. Default: 2 MiB a unit of CPU. */
  readonly memoryMb?: number;
  /**
   * Seconds in which a task that is to stop finishes what it has begun: after them it is killed.
   * Bounds: 2 to 120, which is Fargate's most. Default: 120.
   */
  readonly drainSeconds?: number;
  /** User and group ids that the container runs as; never root's. Default: `65532:65532`, "nonroot" of distroless images. */
  readonly user?: string;
  /** Folders that the container may write to; each begins empty in every task. Default: none, its file system is read-only. */
  readonly writableFolders?: readonly string[];
  /** Folders whose content outlives tasks, on encrypted file systems. The role must be let mount them. Default: none. */
  readonly keptFolders?: readonly KeptFolder[];
}

/** A folder of an Amazon EFS file system, as one of its access points shows it. */
export interface KeptFolder {
  readonly folder: string;
  readonly fileSystemId: pulumi.Input<string>;
  readonly accessPointId: pulumi.Input<string>;
}

/** @internal The name of the container, and of its port. */
export const CONTAINER = "main";

/** @internal The sizes and bounds of a task, those that were left out filled in. */
export function withDefaults({
  port = 8080,
  cpu = 512,
  memoryMb = 2 * cpu,
  drainSeconds = 120,
  user = "65532:65532",
}: ContainerTaskArgs) {
  return { port, cpu, memoryMb, drainSeconds, user };
}

/**
 * Units of CPU, and least, most and step of memory in MiB for them:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html (read 2026-11).
 */
const SIZES: Readonly<Record<number, readonly [least: number, most: number, step: number]>> = {
  512: [1_024, 4_096, 1_024],
  1024: [2_048, 8_192, 1_024],
  2048: [4_096, 16_384, 1_024],
  4096: [8_192, 30_720, 1_024],
  8192: [16_384, 61_440, 4_096],
  16384: [32_768, 122_880, 8_192],
};

/** @internal One container that is not root, owns no capability and keeps nothing, as ECS's JSON. */
export function containerDefinitions(
  args: ContainerTaskArgs,
  log: { readonly groupName: pulumi.Input<string>; readonly region: string },
): pulumi.Output<string> {
  const { image, environment = {}, secrets = {} } = args;
  const { port, user, drainSeconds } = withDefaults(args);
  return pulumi.jsonStringify([
    {
      name: CONTAINER,
      image: image.uri,
      essential: true,
      user,
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
      portMappings: [{ name: CONTAINER, containerPort: port, protocol: "tcp", appProtocol: "http" }],
      mountPoints: foldersOf(args).map((containerPath, index) => ({
        sourceVolume: volumeName(index),
        containerPath,
        readOnly: false,
      })),
      environment: Object.entries({ PORT: `${port}`, ...environment }).map(([name, value]) => ({ name, value })),
      secrets: Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
      stopTimeout: drainSeconds,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": log.groupName,
          "awslogs-region": log.region,
          "awslogs-stream-prefix": CONTAINER,
          // A log that is slow to arrive must not stop an answer that is on its way.
          mode: "non-blocking",
        },
      },
    },
  ]);
}

/** Those that begin empty come first. */
function foldersOf({ writableFolders = [], keptFolders = [] }: ContainerTaskArgs): string[] {
  return [...writableFolders, ...keptFolders.map(({ folder }) => folder)];
}

function volumeName(index: number): string {
  return `writable-${index}`;
}

/** @internal What its folders are mounted from: mounted over TLS, by IAM. */
export function volumesOf({ writableFolders = [], keptFolders = [] }: ContainerTaskArgs) {
  const sources = [
    ...writableFolders.map(() => ({})),
    ...keptFolders.map(({ fileSystemId, accessPointId }) => ({
      efsVolumeConfiguration: {
        fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId, iam: "ENABLED" },
      },
    })),
  ];
  return sources.map((source, index) => ({ name: volumeName(index), ...source }));
}

/** @internal What is wrong with a task, told of the component that `type` names. */
export function taskFaults(type: string, name: string, args: ContainerTaskArgs): Fault[] {
  const { environment = {}, secrets = {}, image } = args;
  const { port, cpu, memoryMb, drainSeconds, user } = withDefaults(args);
  const [least = 0, most = 0, step = 1] = SIZES[cpu] ?? [];
  const twice = Object.keys(secrets).filter((variable) => variable in environment);
  const misplaced = foldersOf(args).filter((folder) => !/^\/[\w./-]*[\w-]$/.test(folder) || folder.includes(".."));
  const id = `orchestration/${type}` as const;
  return [
    ...faultsOf(
      id,
      name,
      [isWhole(port, 1_024, 65_535), "port", "a port from 1024 to 65535", `${port}`],
      [cpu in SIZES, "cpu", `one of ${Object.keys(SIZES).join(", ")}`, `${cpu}`],
      [
        !(cpu in SIZES) || (isWhole(memoryMb, least, most) && memoryMb % step === 0),
        "memoryMb",
        `${least} to ${most} in steps of ${step} for ${cpu} units of CPU`,
        `${memoryMb}`,
      ],
      [isWhole(drainSeconds, 2, 120), "drainSeconds", "2 to 120 seconds", `${drainSeconds}`],
      [/^[1-9]\d*(:[1-9]\d*)?$/.test(user), "user", "numbers of a user, and group, that are not root's", user],
      [twice.length === 0, "secrets", "variables that environment does not set too", twice.join(", ")],
      [misplaced.length === 0, "writableFolders", "absolute paths", misplaced.join(", ")],
    ),
    ...imageFaults(id, name, image),
  ];
}

/** @internal Whether a number is a whole one in a range, both ends included. */
export function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
