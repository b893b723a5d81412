import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { PreviewedResource, StackPreview } from "../preview";
import type { Values } from "../simulation";

/** Gives a message its properties: as protobuf for a process, as they are for a pack in this one. */
export type PropertiesOf = (message: { setProperties(value?: Struct): unknown }, values: Values) => void;

/** Properties as a protobuf Struct, for a pack in a process of its own. */
export const asProtobuf: PropertiesOf = (message, values) => {
  message.setProperties(Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]));
};

/** Saves building a Struct, of which a pack only ever asks for the plain values. */
export const asPlainValues: PropertiesOf = (message, values) => {
  Object.assign(message, { getProperties: () => ({ toJavaScript: () => values }) });
};

/** The requests of one analysis. */
export interface AnalysisRequests {
  /** One request a resource, in order of registration. */
  readonly resources: readonly { readonly urn: string; readonly request: messages.AnalyzeRequest }[];
  /** The request on the whole stack. */
  readonly stack: messages.AnalyzeStackRequest;
}

/** What the engine asks a pack about a stack. Resources that are only read are not asked about. */
export function requestsFor({ resources }: StackPreview, setProperties: PropertiesOf): AnalysisRequests {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const managed = resources.filter(({ external }) => !external);
  const stack = new messages.AnalyzeStackRequest();
  stack.setResourcesList(managed.map((resource) => stackResource(resource, byUrn, setProperties)));
  return {
    resources: managed.map((resource) => ({
      urn: resource.urn,
      request: describe(new messages.AnalyzeRequest(), resource, resource.inputs, byUrn, setProperties),
    })),
    stack,
  };
}

function stackResource(
  resource: PreviewedResource,
  byUrn: ReadonlyMap<string, PreviewedResource>,
  setProperties: PropertiesOf,
): messages.AnalyzerResource {
  const message = describe(new messages.AnalyzerResource(), resource, resource.outputs, byUrn, setProperties);
  message.setParent(resource.parent ?? "");
  message.setDependenciesList([...resource.dependencies]);
  const edges = message.getPropertydependenciesMap();
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    if (urns.length > 0) edges.set(property, new messages.AnalyzerPropertyDependencies().setUrnsList([...urns]));
  }
  return message;
}

function describe<Message extends messages.AnalyzeRequest | messages.AnalyzerResource>(
  message: Message,
  resource: PreviewedResource,
  values: Values,
  byUrn: ReadonlyMap<string, PreviewedResource>,
  setProperties: PropertiesOf,
): Message {
  message.setType(resource.type);
  message.setUrn(resource.urn);
  message.setName(resource.name);
  message.setOptions(optionsOf(resource));
  setProperties(message, withoutInternals(values) as Values);
  const provider = resource.provider === undefined ? undefined : byUrn.get(resource.provider);
  if (provider) {
    const about = new messages.AnalyzerProviderResource();
    about.setType(provider.type);
    about.setUrn(provider.urn);
    about.setName(provider.name);
    setProperties(about, withoutInternals(provider.inputs) as Values);
    message.setProvider(about);
  }
  return message;
}

function optionsOf(resource: PreviewedResource): messages.AnalyzerResourceOptions {
  const options = new messages.AnalyzerResourceOptions();
  options.setProtect(resource.protect);
  options.setIgnorechangesList([...resource.ignoreChanges]);
  options.setAdditionalsecretoutputsList([...(resource.additionalSecretOutputs ?? [])]);
  options.setParent(resource.parent ?? "");
  if (resource.deleteBeforeReplace !== undefined) {
    options.setDeletebeforereplacedefined(true);
    options.setDeletebeforereplace(resource.deleteBeforeReplace);
  }
  const timeouts = new messages.AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(resource.customTimeouts?.createSeconds ?? 0);
  timeouts.setUpdate(resource.customTimeouts?.updateSeconds ?? 0);
  timeouts.setDelete(resource.customTimeouts?.deleteSeconds ?? 0);
  options.setCustomtimeouts(timeouts);
  return options;
}

/** The engine keeps `__defaults` and the like to itself, at every depth. */
function withoutInternals(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(withoutInternals);
  const copy: Values = {};
  for (const [key, member] of Object.entries(value)) if (!key.startsWith("__")) copy[key] = withoutInternals(member);
  return copy;
}
