import type { Callback as TransformCallback } from "@pulumi/pulumi/proto/callback_pb";
import type {
  ReadResourceRequest,
  RegisterPackageRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceCallRequest,
  ResourceInvokeRequest,
  SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { dropOutputValues } from "../../property-values";
import type { PulumiSdk, SdkStore } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import { type Deployment, Refusal } from "../deployment";
import { call } from "./calls";
import type { Invokes } from "./invokes";
import type { Providers } from "./providers";
import type { ExistenceRequest, Resources } from "./resources";
import { Responses } from "./responses";
import { type Methods, service } from "./service";
import type { Transforms } from "./transforms";
import { type Callback, type Unary, unaryMethodsOf } from "./unary";

/** What serves the requests of one SDK store in a run. */
export interface MonitorParts {
  readonly deployment: Deployment;
  /** The SDK that sends the requests, and its store. */
  readonly sdk: PulumiSdk;
  readonly store: SdkStore;
  readonly providers: Providers;
  readonly resources: Resources;
  readonly invokes: Invokes;
  readonly transforms: Transforms;
}

/** Pulumi's `ResourceMonitor` service, which the SDK calls in place of a gRPC client. */
export function resourceMonitor(parts: MonitorParts): Methods {
  const unary = unaryMethodsOf(parts.deployment);
  const responses = new Responses(parts.sdk, parts.store);
  const acknowledge = (_: unknown, callback: Callback<object>) => callback(null, responses.empty());
  return service("ResourceMonitor", parts.sdk.version, {
    getDeploymentInfo: (_: unknown, callback: Callback<object>) => callback(null, responses.deployment()),
    supportsFeature: (request: SupportsFeatureRequest, callback: Callback<object>) =>
      callback(null, responses.feature(request.getId())),
    ...resourceMethods(parts, responses, unary),
    ...functionMethods(parts, responses, unary),
    ...transformMethods(parts, responses),
    // Hooks act on what was really created or deleted, so a preview takes note of them and runs none.
    registerResourceHook: acknowledge,
    registerErrorHook: acknowledge,
    signalAndWaitForShutdown: acknowledge,
    close: () => undefined,
  });
}

function resourceMethods({ deployment, resources }: MonitorParts, responses: Responses, unary: Unary): Methods {
  return {
    registerResource: unary(async (request: RegisterResourceRequest) =>
      responses.registered(await resources.register(request)),
    ),
    readResource: unary((request: ReadResourceRequest) => {
      const { urn, id, outputs } = resources.read(request);
      return responses.read(urn, id, outputs);
    }),
    existsResource: unary((request: ExistenceRequest) => responses.exists(resources.exists(request))),
    registerResourceOutputs: unary((request: RegisterResourceOutputsRequest) => {
      const state = deployment.resources.get(request.getUrn());
      if (!state) throw new Refusal(`unknown resource ${request.getUrn()}`);
      state.outputs = dropOutputValues(request.getOutputs()?.toJavaScript() ?? {}) as Values;
      deployment.completed(state);
      return responses.empty();
    }),
  };
}

function functionMethods(
  { deployment, providers, invokes }: MonitorParts,
  responses: Responses,
  unary: Unary,
): Methods {
  return {
    invoke: unary(async (request: ResourceInvokeRequest) => responses.invoked(await invokes.invoke(request))),
    call: unary((request: ResourceCallRequest) => responses.called(call(deployment, request))),
    registerPackage: unary((request: RegisterPackageRequest) => responses.package(providers.registerPackage(request))),
  };
}

/** The SDK waits for these before it sends the next request, so they answer at once. */
function transformMethods({ transforms }: MonitorParts, responses: Responses): Methods {
  return {
    registerStackTransform: (callback: TransformCallback, answer: Callback<object>) => {
      transforms.registerStackTransform(callback);
      answer(null, responses.empty());
    },
    registerStackInvokeTransform: (callback: TransformCallback, answer: Callback<object>) => {
      transforms.registerInvokeTransform(callback);
      answer(null, responses.empty());
    },
  };
}
