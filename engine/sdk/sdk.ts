import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type * as engineMessages from "@pulumi/pulumi/proto/engine_pb";
import type * as providerMessages from "@pulumi/pulumi/proto/provider_pb";
import type * as resourceMessages from "@pulumi/pulumi/proto/resource_pb";
import type { CallbackServer } from "@pulumi/pulumi/runtime/callbacks";
import type * as emptyMessages from "google-protobuf/google/protobuf/empty_pb";
import type * as structMessages from "google-protobuf/google/protobuf/struct_pb";
import { startSdksFromImage } from "../loader/start-image";
import { loadLazily } from "./lazy-module";
import type { TransferProperties } from "./lazy-outputs";

/** What a run keeps in the SDK's per-run store. */
export interface SdkStore {
  readonly settings: {
    monitor: unknown;
    engine: unknown;
    readonly options: { rootDirectory?: string; legacyApply?: boolean; dryRun?: boolean };
  };
  callbacks?: CallbackServer;
  leakCandidates: Set<Promise<unknown>>;
}

/** The parts of one copy of `@pulumi/pulumi` that the engine stands on; several of them have no typings. */
export interface PulumiSdk {
  readonly version: string;
  readonly index: typeof pulumi;
  readonly state: { getStore(): SdkStore };
  /** Runs `run`, and all that it starts, with a store of its own. */
  withStore<T>(run: () => T): T;
  readonly settings: {
    resetOptions(
      project: string,
      stack: string,
      parallel: number,
      engineAddress: string,
      monitorAddress: string,
      preview: boolean,
      organization: string,
    ): void;
    awaitFeatureSupport(): Promise<void>;
    waitForRPCs(): Promise<void>;
  };
  readonly config: { setAllConfig(config: Readonly<Record<string, string>>, secretKeys: readonly string[]): void };
  readonly stack: { runInPulumiStack(init: () => unknown): Promise<unknown> };
  readonly debuggable: { debuggablePromise(promise: Promise<unknown>, context: unknown): Promise<unknown> };
  readonly rpc: {
    transferProperties: TransferProperties;
    /** Arguments of a function without their marks, and whether any was secret. */
    unwrapSecretValues(value: unknown): readonly [unknown, boolean];
  };
  /** Undefined in SDKs from before transforms. */
  readonly callbacks?: { readonly CallbackServer: { readonly prototype: object } };
  readonly messages: typeof resourceMessages;
  readonly providerMessages: typeof providerMessages;
  readonly engineMessages: typeof engineMessages;
  readonly empty: typeof emptyMessages;
  readonly struct: typeof structMessages;
}

/** `withLocalStorage` came late; it does what is done with the other two. */
interface StateModule {
  getStore(): SdkStore;
  readonly withLocalStorage?: <T>(run: () => T) => T;
  readonly asyncLocalStorage: { run<T>(store: object, run: () => T): T };
  readonly LocalStore: new () => object;
}

/** Two thirds of the SDK's start: what serialises functions, drives the CLI, and speaks gRPC, which no run here does. */
const SELDOM_USED = [
  "./typescript-shim.js",
  "@npmcli/arborist",
  "normalize-package-data",
  "./automation/index.js",
  "@grpc/grpc-js",
  "./proto/callback_grpc_pb.js",
  "./proto/engine_grpc_pb.js",
  "./proto/provider_grpc_pb.js",
  "./proto/resource_grpc_pb.js",
  "@opentelemetry/api",
];

const loaded = new Map<string, PulumiSdk>();

/**
 * The copy of the SDK that a program in `directory` gets, so that the program and the engine share its state; ours if
 * the program has none (it then fails on its own import, with Node.js's message).
 */
export function sdkFor(directory: string): PulumiSdk {
  const root = resolveSdk(directory) ?? resolveSdk(__dirname);
  if (root === undefined) throw new Error("@pulumi/pulumi is not installed");
  const known = loaded.get(root);
  if (known) return known;
  const sdk = load(root);
  loaded.set(root, sdk);
  return sdk;
}

function resolveSdk(from: string): string | undefined {
  try {
    return dirname(createRequire(join(from, "program.js")).resolve("@pulumi/pulumi/package.json"));
  } catch {
    return undefined;
  }
}

function load(directory: string): PulumiSdk {
  startSdksFromImage(directory);
  const require = createRequire(join(directory, "index.js"));
  const { version } = require("./package.json") as { version: string };
  try {
    for (const library of SELDOM_USED) loadLazily(require, library);
    // The index first: the runtime's modules import each other in circles, and only this order resolves them.
    const index = require("./index.js");
    const state = require("./runtime/state.js") as StateModule;
    return {
      version,
      index,
      state,
      withStore: state.withLocalStorage ?? ((run) => state.asyncLocalStorage.run(new state.LocalStore(), run)),
      settings: require("./runtime/settings.js"),
      config: require("./runtime/config.js"),
      stack: require("./runtime/stack.js"),
      debuggable: require("./runtime/debuggable.js"),
      rpc: require("./runtime/rpc.js"),
      callbacks: optional(require, "./runtime/callbacks.js"),
      messages: require("./proto/resource_pb.js"),
      providerMessages: require("./proto/provider_pb.js"),
      engineMessages: require("./proto/engine_pb.js"),
      empty: require("google-protobuf/google/protobuf/empty_pb.js"),
      struct: require("google-protobuf/google/protobuf/struct_pb.js"),
    };
  } catch (cause) {
    throw new Error(`@pulumi/pulumi ${version} in ${directory} cannot be previewed offline: 3.200 or later is needed`, {
      cause,
    });
  }
}

function optional(require: NodeJS.Require, file: string): PulumiSdk["callbacks"] {
  try {
    return require(file);
  } catch {
    return undefined;
  }
}
