import { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { construct } from "../../construct";
import type { SdkStore } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import type { Deployment } from "../deployment";
import type { Registration } from "./registration";
import type { Registered } from "./resources";

/** As many requests at a time as the engine lets a provider make. */
const PARALLEL = 16;

/**
 * What the engine does for a remote component: it asks the provider to construct it, which registers the component and
 * its children; its outputs go to the program.
 * @param attach Puts this run's services into the store that the construction gets.
 */
export async function constructRemote(
  deployment: Deployment,
  asked: Registration,
  attach: (store: SdkStore) => unknown,
): Promise<Registered> {
  const response = await construct(requestOf(deployment, asked), "", attach);
  return {
    urn: response.getUrn(),
    id: "",
    outputs: (response.getState()?.toJavaScript() ?? {}) as Values,
    outputDependencies: Object.fromEntries(
      [...response.getStatedependenciesMap().entries()].map(([key, urns]) => [key, urns.getUrnsList()]),
    ),
  };
}

function requestOf({ program, organization, unknowns }: Deployment, asked: Registration): ConstructRequest {
  const request = new ConstructRequest()
    .setProject(program.project)
    .setStack(program.stack)
    .setOrganization(organization)
    .setParallel(PARALLEL)
    .setDryrun(unknowns)
    .setConfigsecretkeysList([...(program.secretKeys ?? [])])
    .setType(asked.type)
    .setName(asked.name)
    .setParent(asked.parent)
    .setInputs(Struct.fromJavaScript(asked.inputs as Record<string, JavaScriptValue>))
    .setDependenciesList(asked.dependencies)
    .setAliasesList(asked.aliases)
    .setProtect(asked.protect ?? false)
    .setRetainondelete(asked.retainOnDelete ?? false)
    .setIgnorechangesList(asked.ignoreChanges)
    .setReplaceonchangesList(asked.replaceOnChanges);
  for (const [key, value] of Object.entries(program.config)) request.getConfigMap().set(key, value);
  for (const [name, reference] of Object.entries(asked.providers)) request.getProvidersMap().set(name, reference);
  for (const [property, urns] of Object.entries(asked.propertyDependencies)) {
    const dependencies = new ConstructRequest.PropertyDependencies();
    dependencies.setUrnsList(urns);
    request.getInputdependenciesMap().set(property, dependencies);
  }
  return request;
}
