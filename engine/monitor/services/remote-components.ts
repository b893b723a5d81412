import { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { construct } from "../../construct";
import type { PulumiSdk, SdkStore } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import type { Deployment } from "../deployment";
import type { Registration } from "./registration";
import type { Registered } from "./resources";

/** As many requests at a time as the engine lets a provider make. */
const PARALLEL = 16;

/**
 * What the engine does for a remote component: it asks the provider to construct it, which registers the component and
 * its children; its outputs go to the program.
 * @param attach Puts this run's services into the store of the SDK that constructs.
 */
export async function constructRemote(
  deployment: Deployment,
  registration: Registration,
  attach: (store: SdkStore, sdk: PulumiSdk) => unknown,
): Promise<Registered> {
  const response = await construct(requestOf(deployment, registration), "", attach);
  return {
    urn: response.getUrn(),
    id: "",
    outputs: (response.getState()?.toJavaScript() ?? {}) as Values,
    outputDependencies: Object.fromEntries(
      [...response.getStatedependenciesMap().entries()].map(([key, urns]) => [key, urns.getUrnsList()]),
    ),
  };
}

function requestOf({ program, organization, unknowns }: Deployment, registration: Registration): ConstructRequest {
  const request = new ConstructRequest()
    .setProject(program.project)
    .setStack(program.stack)
    .setOrganization(organization)
    .setParallel(PARALLEL)
    .setDryrun(unknowns)
    .setConfigsecretkeysList([...(program.secretKeys ?? [])])
    .setType(registration.type)
    .setName(registration.name)
    .setParent(registration.parent)
    .setInputs(Struct.fromJavaScript(registration.inputs as Record<string, JavaScriptValue>))
    .setDependenciesList(registration.dependencies)
    .setAliasesList(registration.aliases)
    .setProtect(registration.protect ?? false)
    .setRetainondelete(registration.retainOnDelete ?? false)
    .setIgnorechangesList(registration.ignoreChanges)
    .setReplaceonchangesList(registration.replaceOnChanges);
  for (const [key, value] of Object.entries(program.config)) request.getConfigMap().set(key, value);
  for (const [name, reference] of Object.entries(registration.providers))
    request.getProvidersMap().set(name, reference);
  for (const [property, urns] of Object.entries(registration.propertyDependencies)) {
    const dependencies = new ConstructRequest.PropertyDependencies();
    dependencies.setUrnsList(urns);
    request.getInputdependenciesMap().set(property, dependencies);
  }
  return request;
}
