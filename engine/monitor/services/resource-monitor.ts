import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type {
  ReadResourceRequest,
  RegisterPackageRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceCallRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { SdkStore } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import { type Deployment, Refusal } from "../deployment";
import { dropOutputValues } from "../wire";
import { answerStruct } from "./answers";
import type { Invokes } from "./invokes";
import type { Providers } from "./providers";
import type { Resources } from "./resources";
import type { Transforms } from "./transforms";

/** gRPC's convention for a client's callback; `null` says that there is no error. */
type Answer<T> = (error: Error | null, response?: T) => void;
interface Message {
  serializeBinary(): Uint8Array;
}
type Call<Q, R> = (request: Q, answer: Answer<R>) => void;

/** The services that a run's SDK talks to in place of gRPC clients. */
export interface Services {
  readonly monitor: Readonly<Record<string, unknown>>;
  readonly engine: Readonly<Record<string, unknown>>;
}

const SEVERITIES = ["debug", "info", "warning", "error"] as const;

export function servicesOf(
  deployment: Deployment,
  store: () => SdkStore,
  providers: Providers,
  resources: Resources,
  invokes: Invokes,
  transforms: Transforms,
): Services {
  /** Answers in a later turn, as a server would, from a copy of the request that went through protobuf. */
  function answering<Q extends Message, R>(answer: (request: Q) => R | Promise<R>): Call<Q, R> {
    return (request, callback) => {
      // A program that failed may go on for a while. An error would come up in a later run, so there is no answer.
      if (deployment.isOver) return;
      deployment.activity++;
      deployment.pending++;
      Promise.resolve()
        .then(() => answer(received(request)))
        .then(
          (response) => {
            deployment.pending--;
            callback(null, response);
          },
          (error) => {
            deployment.pending--;
            callback(refusal(deployment, error));
          },
        );
    };
  }
  const ok: Call<unknown, object> = (_, callback) => callback(null, {});

  const monitor = {
    supportsFeature: (_: unknown, callback: Answer<{ getHassupport(): boolean }>) =>
      callback(null, { getHassupport: () => true }),
    registerResource: answering(async (request: RegisterResourceRequest) => {
      const { urn, id, outputs, outputDependencies } = await resources.register(request);
      const dependencies = Object.entries(outputDependencies ?? {});
      return {
        getUrn: () => urn,
        getId: () => id,
        getObject: () => answerStruct(outputs, store),
        getPropertydependenciesMap: () =>
          new Map(dependencies.map(([key, urns]) => [key, { getUrnsList: () => urns }])),
        getResult: () => 0,
      };
    }),
    readResource: answering((request: ReadResourceRequest) => {
      const state = resources.read(request);
      return {
        getUrn: () => state.urn,
        getProperties: () => answerStruct(state.outputs, store),
      };
    }),
    registerResourceOutputs: answering((request: RegisterResourceOutputsRequest) => {
      const state = deployment.resources.get(request.getUrn());
      if (!state) throw new Refusal(`unknown resource ${request.getUrn()}`);
      state.outputs = dropOutputValues(request.getOutputs()?.toJavaScript() ?? {}) as Values;
      deployment.completed(state);
      return {};
    }),
    invoke: answering(async (request: ResourceInvokeRequest) => {
      const result = await invokes.invoke(request);
      return { getReturn: () => answerStruct(result, store), getFailuresList: () => [] };
    }),
    call: answering((request: ResourceCallRequest) => {
      throw new Refusal(
        `${request.getTok()} is a method of a remote component, none of which is simulated; preview this stack with the Pulumi CLI`,
      );
    }),
    registerPackage: answering((request: RegisterPackageRequest) => {
      const reference = providers.registerPackage(request);
      return { getRef: () => reference };
    }),
    registerStackTransform: (callback: Callback, answer: Answer<object>) => {
      transforms.registerStackTransform(callback);
      answer(null, {});
    },
    registerStackInvokeTransform: (callback: Callback, answer: Answer<object>) => {
      transforms.registerInvokeTransform(callback);
      answer(null, {});
    },
    // Hooks act on what was really created or deleted, so a preview takes note of them and runs none.
    registerResourceHook: ok,
    registerErrorHook: ok,
    signalAndWaitForShutdown: ok,
    close: () => undefined,
  };

  const engine = {
    log: (request: LogRequest, callback: Answer<object>) => {
      const severity = SEVERITIES[request.getSeverity()] ?? "info";
      // The SDK logs several lines of debugging for each resource; nobody asked for them.
      if (severity !== "debug") {
        deployment.logs.push({ severity, message: request.getMessage(), urn: request.getUrn() || undefined });
      }
      callback(null, {});
    },
    setRootResource: ok,
    getRootResource: ok,
    requirePulumiVersion: ok,
    close: () => undefined,
  };
  return { monitor, engine };
}

function received<Q extends Message>(request: Q): Q {
  const { deserializeBinary } = request.constructor as unknown as { deserializeBinary(bytes: Uint8Array): Q };
  return deserializeBinary(request.serializeBinary());
}

function refusal(deployment: Deployment, error: Error): Error {
  if (error instanceof Refusal) {
    deployment.refusals.push(error);
    return error;
  }
  return Object.assign(error, { code: 2, details: error.message });
}
