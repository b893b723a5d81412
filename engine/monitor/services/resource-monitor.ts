import type { Callback as TransformCallback } from "@pulumi/pulumi/proto/callback_pb";
import type {
  ReadResourceRequest,
  RegisterPackageRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceCallRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { dropOutputValues } from "../../property-values";
import type { SdkStore } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import { type Deployment, Refusal } from "../deployment";
import type { Invokes } from "./invokes";
import type { Providers } from "./providers";
import type { Resources } from "./resources";
import { responseStruct } from "./response-struct";
import type { Transforms } from "./transforms";
import { acknowledge, type Callback, type Unary, unaryMethodsOf } from "./unary";

/** What serves the requests of one SDK store in a run. */
export interface MonitorParts {
  readonly deployment: Deployment;
  /** The store of the SDK that sends the requests. */
  readonly store: SdkStore;
  readonly providers: Providers;
  readonly resources: Resources;
  readonly invokes: Invokes;
  readonly transforms: Transforms;
}

type Methods = Readonly<Record<string, unknown>>;

/** Pulumi's `ResourceMonitor` service, which the SDK calls in place of a gRPC client. */
export function resourceMonitor(parts: MonitorParts): Methods {
  const unary = unaryMethodsOf(parts.deployment);
  return {
    supportsFeature: (_: unknown, callback: Callback<{ getHassupport(): boolean }>) =>
      callback(null, { getHassupport: () => true }),
    ...resourceMethods(parts, unary),
    ...functionMethods(parts, unary),
    ...transformMethods(parts),
    // Hooks act on what was really created or deleted, so a preview takes note of them and runs none.
    registerResourceHook: acknowledge,
    registerErrorHook: acknowledge,
    signalAndWaitForShutdown: acknowledge,
    close: () => undefined,
  };
}

function resourceMethods({ deployment, store, resources }: MonitorParts, unary: Unary): Methods {
  return {
    registerResource: unary(async (request: RegisterResourceRequest) => {
      const { urn, id, outputs, outputDependencies } = await resources.register(request);
      const dependencies = Object.entries(outputDependencies ?? {});
      return {
        getUrn: () => urn,
        getId: () => id,
        getObject: () => responseStruct(outputs, store),
        getPropertydependenciesMap: () =>
          new Map(dependencies.map(([key, urns]) => [key, { getUrnsList: () => urns }])),
        getResult: () => 0,
      };
    }),
    readResource: unary((request: ReadResourceRequest) => {
      const { urn, outputs } = resources.read(request);
      return { getUrn: () => urn, getProperties: () => responseStruct(outputs, store) };
    }),
    registerResourceOutputs: unary((request: RegisterResourceOutputsRequest) => {
      const state = deployment.resources.get(request.getUrn());
      if (!state) throw new Refusal(`unknown resource ${request.getUrn()}`);
      state.outputs = dropOutputValues(request.getOutputs()?.toJavaScript() ?? {}) as Values;
      deployment.completed(state);
      return {};
    }),
  };
}

function functionMethods({ store, providers, invokes }: MonitorParts, unary: Unary): Methods {
  return {
    invoke: unary(async (request: ResourceInvokeRequest) => {
      const result = await invokes.invoke(request);
      return { getReturn: () => responseStruct(result, store), getFailuresList: () => [] };
    }),
    call: unary((request: ResourceCallRequest) => {
      throw new Refusal(
        `${request.getTok()} is a method of a remote component, none of which is simulated; preview this stack with the Pulumi CLI`,
      );
    }),
    registerPackage: unary((request: RegisterPackageRequest) => {
      const reference = providers.registerPackage(request);
      return { getRef: () => reference };
    }),
  };
}

/** The SDK waits for these before it sends the next request, so they answer at once. */
function transformMethods({ transforms }: MonitorParts): Methods {
  return {
    registerStackTransform: (callback: TransformCallback, answer: Callback<object>) => {
      transforms.registerStackTransform(callback);
      answer(null, {});
    },
    registerStackInvokeTransform: (callback: TransformCallback, answer: Callback<object>) => {
      transforms.registerInvokeTransform(callback);
      answer(null, {});
    },
  };
}
