import { isDeepStrictEqual } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { buildsComponents, construct } from "../construct";
import type { CheckRequest, SimulatedProvider, Values } from "../simulation";
import type { Cloud } from "./cloud";
import type { Journal } from "./journal";
import { checkResponse, diffResponse, identityOf, known, structOf, valuesOf } from "./messages";

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

/**
 * Pulumi's `ResourceProvider` over a simulation, in the ways of the bridged providers: it takes no secrets (the engine
 * unwraps them, and marks them again in what comes back), plans in preview, and keeps its configuration from Configure;
 * each instance in a run has a process of its own.
 */
export function createProviderService(
  provider: SimulatedProvider,
  { packageName, version, journal, cloud, engineAddress }: ProviderDescription,
): Pick<IResourceProviderServer, Method> & grpc.UntypedServiceImplementation {
  let config: Values = {};
  const handsOn = buildsComponents(packageName);
  /** Inputs of what is there already, by URN, as far as the engine has asked about it. */
  const existing = new Map<string, Values>();
  /** To replace a resource, the engine asks once more as if there were none. */
  const earlier = (urn: string, olds: Values): Pick<CheckRequest, "olds" | "replaces"> => {
    if (Object.keys(olds).length === 0) return { replaces: existing.get(urn) };
    existing.set(urn, olds);
    return { olds };
  };
  const identity = (request: { getUrn(): string }) => ({ ...identityOf(request.getUrn()), config });
  return {
    getPluginInfo: answer(() => new PluginInfo().setVersion(version)),
    getSchema: answer(() => new messages.GetSchemaResponse().setSchema(JSON.stringify({ name: packageName, version }))),
    checkConfig: answer((request) => checkResponse({ inputs: valuesOf(request.getNews()), failures: [] })),
    diffConfig: answer((request) =>
      diffResponse(diffConfig(valuesOf(request.getOldInputs()), valuesOf(request.getNews()))),
    ),
    configure: answer((request) => {
      config = valuesOf(request.getArgs());
      journal({ method: "configure", subject: request.getUrn() ?? "" });
      return (
        new messages.ConfigureResponse()
          // A component hands on to its children what it gets; others would only lose it.
          .setAcceptsecrets(handsOn)
          .setAcceptresources(handsOn)
          .setAcceptoutputs(handsOn)
          .setSupportspreview(true)
      );
    }),
    check: answer((request) => {
      journal({ method: "check", subject: request.getUrn() });
      const [olds, news] = [valuesOf(request.getOlds()), valuesOf(request.getNews())];
      return checkResponse(provider.check({ ...identity(request), news, ...earlier(request.getUrn(), olds) }));
    }),
    diff: answer((request) => {
      journal({ method: "diff", subject: request.getUrn() });
      const olds = valuesOf(request.getOlds());
      const news = valuesOf(request.getNews());
      return diffResponse(provider.diff({ ...identity(request), id: request.getId(), olds, news }));
    }),
    create: answer((request) => {
      const preview = request.getPreview();
      journal({ method: "create", subject: request.getUrn(), preview });
      const inputs = valuesOf(request.getProperties());
      const { id, outputs } = provider.create({ ...identity(request), inputs, preview });
      if (!preview) cloud.keep(identity(request).type, id, known(outputs));
      return new messages.CreateResponse().setId(id).setProperties(structOf(preview ? outputs : known(outputs)));
    }),
    read: answer((request) => {
      journal({ method: "read", subject: request.getUrn() });
      return read(provider, cloud, request, identity(request));
    }),
    update: answer((request) => {
      const preview = request.getPreview();
      journal({ method: "update", subject: request.getUrn(), preview });
      const id = request.getId();
      const [olds, inputs] = [valuesOf(request.getOlds()), valuesOf(request.getNews())];
      const outputs = provider.update({ ...identity(request), id, olds, inputs, preview });
      if (!preview) cloud.keep(identity(request).type, id, known(outputs));
      return new messages.UpdateResponse().setProperties(structOf(preview ? outputs : known(outputs)));
    }),
    delete: answer((request) => {
      journal({ method: "delete", subject: request.getUrn() });
      cloud.forget(identity(request).type, request.getId());
      return new Empty();
    }),
    invoke: answer((request) => {
      journal({ method: "invoke", subject: request.getTok() });
      const result = provider.invoke({ token: request.getTok(), args: valuesOf(request.getArgs()), config });
      return new messages.InvokeResponse().setReturn(structOf(known(result)));
    }),
    construct: ({ request }, callback) => {
      journal({ method: "construct", subject: `${request.getType()}::${request.getName()}` });
      constructed(request, engineAddress).then(
        (response) => callback(null, response),
        (error) => callback(failure(error)),
      );
    },
    cancel: answer(() => new Empty()),
    attach: answer(() => new Empty()),
  };
}

/** Of what it manages, the engine sends inputs too: nothing has changed it. Else it is a look-up by id. */
function read(
  provider: SimulatedProvider,
  cloud: Cloud,
  request: messages.ReadRequest,
  identity: ReturnType<typeof identityOf> & { readonly config: Values },
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
    .setProperties(structOf(known(found.outputs)))
    .setInputs(structOf(inputs));
}

/** Another configuration replaces nothing by itself: resources see it in their own Check and Diff. */
function diffConfig(olds: Values, news: Values) {
  const diffs = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => !isDeepStrictEqual(olds[key], news[key]),
  );
  return { changes: diffs.length > 0, diffs, replaces: [] };
}

/** A child that the engine refuses is told as a rejection that nobody handles, as it is to a program. */
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

/** A handler whose error reaches the user as the simulation worded it. */
function answer<Request, Response>(handle: (request: Request) => Response): grpc.handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    let response: Response;
    try {
      response = handle(request);
    } catch (error) {
      callback(failure(error));
      return;
    }
    callback(null, response);
  };
}

function failure(error: unknown): Partial<grpc.StatusObject> {
  return { code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}
