import type { Fault } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import { faultsOf } from "../plinth-component";
import { type ContainerImage, imageFaults } from "./container-image";

/** The container of a service's tasks, and the size of a task on Fargate. */
export interface ContainerTaskArgs {
  /** Image of the container, for arm64. */
  readonly image: ContainerImage;
  /** Port that the container listens on. Bounds: 1,024 to 65,535, because the container does not run as root. Default: 8080. */
  readonly port?: number;
  /** Environment variables. Not for secrets: see {@link secrets}. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARNs of secrets in Secrets Manager, by the environment variable that receives the value. Default: none. */
  readonly secrets?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Model providers other than Bedrock that the container is configured to call: `["openai"]`. Default: none. */
  readonly providers?: readonly string[];
  /** CPU units of a task, of 1/1,024 vCPU each. Bounds: a task size of Fargate from 512 on. Default: 512. */
  readonly cpu?: number;
  /** Memory of a task, in MiB. Bounds: a task size of Fargate for the CPU. Default: 2 MiB for each CPU unit. */
  readonly memoryMb?: number;
  /**
   * Seconds that a stopping task has to complete its requests before ECS kills it. Bounds: 2 to 120, Fargate's maximum.
   * Default: 120.
   */
  readonly drainSeconds?: number;
  /** User id, and optionally group id, of the container. Bounds: not root. Default: `65532:65532`, `nonroot` of distroless images. */
  readonly user?: string;
  /** Absolute paths of folders that the container may write to. They are empty when a task starts. Default: none, the file system is read-only. */
  readonly writableFolders?: readonly string[];
  /** Folders on Amazon EFS, whose content persists across tasks. The task role needs permission to mount them. Default: none. */
  readonly persistentFolders?: readonly PersistentFolder[];
}

/** A folder of a container that is mounted from an access point of an Amazon EFS file system. */
export interface PersistentFolder {
  /** Absolute path in the container: `/var/lib/weaviate`. */
  readonly folder: string;
  /** Id of the file system. */
  readonly fileSystemId: pulumi.Input<string>;
  /** Id of the access point. */
  readonly accessPointId: pulumi.Input<string>;
}

/** @internal Name of the container, and of its port mapping. */
export const CONTAINER = "main";

/** @internal Port, size, stop timeout and user of a task, with defaults for those that are not given. */
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
 * CPU units, and the minimum, maximum and increment of memory in MiB for each:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html (read 2026-11).
 */
const SIZES: Readonly<Record<number, readonly [min: number, max: number, step: number]>> = {
  512: [1_024, 4_096, 1_024],
  1024: [2_048, 8_192, 1_024],
  2048: [4_096, 16_384, 1_024],
  4096: [8_192, 30_720, 1_024],
  8192: [16_384, 61_440, 4_096],
  16384: [32_768, 122_880, 8_192],
};

/** @internal JSON of the container definition: non-root user, no Linux capabilities, read-only root file system. */
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
          // A slow log delivery must not block a response.
          mode: "non-blocking",
        },
      },
    },
  ]);
}

/** All writable paths, in the order of {@link volumesOf}. */
function foldersOf({ writableFolders = [], persistentFolders = [] }: ContainerTaskArgs): string[] {
  return [...writableFolders, ...persistentFolders.map(({ folder }) => folder)];
}

function volumeName(index: number): string {
  return `writable-${index}`;
}

/** @internal Volumes of the writable and the persistent folders. EFS is mounted with TLS and IAM authorization. */
export function volumesOf({ writableFolders = [], persistentFolders = [] }: ContainerTaskArgs) {
  const sources = [
    ...writableFolders.map(() => ({})),
    ...persistentFolders.map(({ fileSystemId, accessPointId }) => ({
      efsVolumeConfiguration: {
        fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId, iam: "ENABLED" },
      },
    })),
  ];
  return sources.map((source, index) => ({ name: volumeName(index), ...source }));
}

/**
 * @internal Faults of a task's arguments.
 * @param type Class of the component, for the faults' ids.
 */
export function taskFaults(type: string, name: string, args: ContainerTaskArgs): Fault[] {
  const { environment = {}, secrets = {}, image } = args;
  const { port, cpu, memoryMb, drainSeconds, user } = withDefaults(args);
  const [min = 0, max = 0, step = 1] = SIZES[cpu] ?? [];
  const duplicates = Object.keys(secrets).filter((variable) => variable in environment);
  const relativePaths = foldersOf(args).filter((folder) => !/^\/[\w./-]*[\w-]$/.test(folder) || folder.includes(".."));
  const id = `orchestration/${type}` as const;
  return [
    ...faultsOf(
      id,
      name,
      [isIntegerBetween(port, 1_024, 65_535), "port", "a port from 1024 to 65535", `${port}`],
      [cpu in SIZES, "cpu", `one of ${Object.keys(SIZES).join(", ")}`, `${cpu}`],
      [
        !(cpu in SIZES) || (isIntegerBetween(memoryMb, min, max) && memoryMb % step === 0),
        "memoryMb",
        `${min} to ${max} in steps of ${step} for ${cpu} units of CPU`,
        `${memoryMb}`,
      ],
      [isIntegerBetween(drainSeconds, 2, 120), "drainSeconds", "2 to 120 seconds", `${drainSeconds}`],
      [/^[1-9]\d*(:[1-9]\d*)?$/.test(user), "user", "numbers of a user, and group, that are not root's", user],
      [duplicates.length === 0, "secrets", "variables that environment does not set too", duplicates.join(", ")],
      [relativePaths.length === 0, "writableFolders", "absolute paths", relativePaths.join(", ")],
    ),
    ...imageFaults(id, name, image),
  ];
}
