import { isDeepStrictEqual } from "node:util";
import type * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { buildsComponents, construct } from "../construct";
import type { CheckRequest, ResourceIdentity, SimulatedProvider, Values } from "../simulation";
import type { Cloud } from "./cloud";
import { answer, failure } from "./handlers";
import type { Journal } from "./journal";
import { checkResponse, diffResponse, identityOf, knownValues, structOf, valuesOf } from "./messages";

export interface ProviderDescription {
  readonly packageName: string;
  /** Version that the provider says it has: that of the installed SDK. */
  readonly version: string;
  readonly journal: Journal;
  readonly cloud: Cloud;
  /** Where the engine takes logs. Default: nowhere. */
  readonly engineAddress?: string;
}

/** Calls that the simulation answers; the engine learns from the others' absence that they are not there. */
type Method =
  | "getPluginInfo"
  | "getSchema"
  | "checkConfig"
  | "diffConfig"
  | "configure"
  | "check"
  | "diff"
  | "create"
  | "read"
  | "update"
  | "delete"
  | "invoke"
  | "construct"
  | "cancel"
  | "attach";

type Methods = Pick<IResourceProviderServer, Method>;

/**
 * Pulumi's `ResourceProvider` over a simulation, in the ways of the bridged providers: it takes no secrets (the engine
 * unwraps them, and marks them again in what comes back), plans in preview, and keeps its configuration from Configure;
 * each instance in a run has a process of its own.
 */
export function createProviderService(
  provider: SimulatedProvider,
  description: ProviderDescription,
): Methods & grpc.UntypedServiceImplementation {
  const instance = new ProviderInstance(provider, description);
  return {
    ...pluginMethods(description),
    ...configurationMethods(instance),
    ...planningMethods(instance),
    ...resourceMethods(instance),
    ...functionMethods(instance),
  };
}

/** One configured provider: the simulation, its configuration, and what the engine has asked so far. */
class ProviderInstance {
  config: Values = {};
  /** Inputs of resources that exist, by URN, as far as the engine has sent them. */
  readonly #existing = new Map<string, Values>();

  constructor(
    readonly simulation: SimulatedProvider,
    readonly description: ProviderDescription,
  ) {}

  identity(request: { getUrn(): string }): ResourceIdentity {
    return { ...identityOf(request.getUrn()), config: this.config };
  }

  /** To replace a resource, the engine checks it once more without its old inputs. */
  earlier(urn: string, olds: Values): Pick<CheckRequest, "olds" | "replaces"> {
    if (Object.keys(olds).length === 0) return { replaces: this.#existing.get(urn) };
    this.#existing.set(urn, olds);
    return { olds };
  }

  /** State as it goes to the engine; after an update it is known, and the simulated cloud keeps it. */
  stateOf({ type }: ResourceIdentity, id: string, outputs: Values, preview: boolean): Struct {
    if (preview) return structOf(outputs);
    const state = knownValues(outputs);
    this.description.cloud.keep(type, id, state);
    return structOf(state);
  }
}

function pluginMethods({ packageName, version }: ProviderDescription) {
  return {
    getPluginInfo: answer(() => new PluginInfo().setVersion(version)),
    getSchema: answer(() => new messages.GetSchemaResponse().setSchema(JSON.stringify({ name: packageName, version }))),
    cancel: answer(() => new Empty()),
    attach: answer(() => new Empty()),
  } satisfies Partial<Methods>;
}

function configurationMethods(instance: ProviderInstance) {
  const { packageName, journal } = instance.description;
  const hasComponents = buildsComponents(packageName);
  return {
    checkConfig: answer((request) => checkResponse({ inputs: valuesOf(request.getNews()), failures: [] })),
    diffConfig: answer((request) =>
      diffResponse(diffConfig(valuesOf(request.getOldInputs()), valuesOf(request.getNews()))),
    ),
    configure: answer((request) => {
      instance.config = valuesOf(request.getArgs());
      journal({ method: "configure", subject: request.getUrn() ?? "" });
      return (
        new messages.ConfigureResponse()
          // A component passes these values on to its children; a provider of resources would only lose them.
          .setAcceptsecrets(hasComponents)
          .setAcceptresources(hasComponents)
          .setAcceptoutputs(hasComponents)
          .setSupportspreview(true)
      );
    }),
  } satisfies Partial<Methods>;
}

function planningMethods(instance: ProviderInstance) {
  const { simulation, description } = instance;
  const { journal } = description;
  return {
    check: answer((request) => {
      journal({ method: "check", subject: request.getUrn() });
      const [olds, news] = [valuesOf(request.getOlds()), valuesOf(request.getNews())];
      const earlier = instance.earlier(request.getUrn(), olds);
      return checkResponse(simulation.check({ ...instance.identity(request), news, ...earlier }));
    }),
    diff: answer((request) => {
      journal({ method: "diff", subject: request.getUrn() });
      const [olds, news] = [valuesOf(request.getOlds()), valuesOf(request.getNews())];
      return diffResponse(simulation.diff({ ...instance.identity(request), id: request.getId(), olds, news }));
    }),
  } satisfies Partial<Methods>;
}

function resourceMethods(instance: ProviderInstance) {
  const { simulation, description } = instance;
  const { journal, cloud } = description;
  return {
    create: answer((request) => {
      const preview = request.getPreview();
      journal({ method: "create", subject: request.getUrn(), preview });
      const identity = instance.identity(request);
      const { id, outputs } = simulation.create({ ...identity, inputs: valuesOf(request.getProperties()), preview });
      return new messages.CreateResponse().setId(id).setProperties(instance.stateOf(identity, id, outputs, preview));
    }),
    read: answer((request) => {
      journal({ method: "read", subject: request.getUrn() });
      return read(simulation, cloud, request, instance.identity(request));
    }),
    update: answer((request) => {
      const preview = request.getPreview();
      journal({ method: "update", subject: request.getUrn(), preview });
      const identity = instance.identity(request);
      const id = request.getId();
      const [olds, inputs] = [valuesOf(request.getOlds()), valuesOf(request.getNews())];
      const outputs = simulation.update({ ...identity, id, olds, inputs, preview });
      return new messages.UpdateResponse().setProperties(instance.stateOf(identity, id, outputs, preview));
    }),
    delete: answer((request) => {
      journal({ method: "delete", subject: request.getUrn() });
      cloud.forget(instance.identity(request).type, request.getId());
      return new Empty();
    }),
  } satisfies Partial<Methods>;
}

function functionMethods(instance: ProviderInstance) {
  const { journal, engineAddress } = instance.description;
  return {
    invoke: answer((request) => {
      journal({ method: "invoke", subject: request.getTok() });
      const { config, simulation } = instance;
      const result = simulation.invoke({ token: request.getTok(), args: valuesOf(request.getArgs()), config });
      return new messages.InvokeResponse().setReturn(structOf(knownValues(result)));
    }),
    construct: ({ request }, callback) => {
      journal({ method: "construct", subject: `${request.getType()}::${request.getName()}` });
      constructed(request, engineAddress).then(
        (response) => callback(null, response),
        (error) => callback(failure(error)),
      );
    },
  } satisfies Partial<Methods>;
}

/** For a resource that it manages, the engine sends inputs too, and nothing has changed it; otherwise it looks one up by id. */
function read(
  provider: SimulatedProvider,
  cloud: Cloud,
  request: messages.ReadRequest,
  identity: ResourceIdentity,
): messages.ReadResponse {
  const properties = valuesOf(request.getProperties());
  const inputs = valuesOf(request.getInputs());
  const managed = Object.keys(inputs).length > 0;
  const id = request.getId();
  const left = managed ? properties : cloud.find(identity.type, id);
  const found =
    left === undefined ? provider.read({ ...identity, id, inputs: properties }) : left && { id, outputs: left };
  const response = new messages.ReadResponse();
  if (!found) return response;
  return response
    .setId(found.id)
    .setProperties(structOf(knownValues(found.outputs)))
    .setInputs(structOf(inputs));
}

/** Another configuration replaces nothing by itself: resources see it in their own Check and Diff. */
function diffConfig(olds: Values, news: Values) {
  const diffs = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => !isDeepStrictEqual(olds[key], news[key]),
  );
  return { changes: diffs.length > 0, diffs, replaces: [] };
}

/** The SDK reports a child that the engine refuses as an unhandled rejection, as in a program. */
async function constructed(request: messages.ConstructRequest, engineAddress?: string) {
  let fail: (error: unknown) => void = () => undefined;
  const refused = new Promise<never>((_, reject) => {
    fail = reject;
  });
  process.on("unhandledRejection", fail);
  try {
    return await Promise.race([construct(request, engineAddress), refused]);
  } finally {
    process.off("unhandledRejection", fail);
  }
}
