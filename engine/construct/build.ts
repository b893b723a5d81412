import type * as pulumi from "@pulumi/pulumi";
import { type ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { DependencyProviderResource, DependencyResource } from "@pulumi/pulumi/resource";
import { serializeResourceProperties } from "@pulumi/pulumi/runtime/rpc";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { RestAPI, type RestAPIArgs } from "./aws-apigateway/rest-api";
import { Image } from "./awsx/image";
import { Repository } from "./awsx/repository";
import { Vpc } from "./awsx/vpc";
import { Addon, type AddonArgs } from "./eks/addon";
import { VpcCniAddon } from "./eks/addons";
import { Cluster } from "./eks/cluster";
import type { ClusterArgs } from "./eks/cluster-arguments";
import { ClusterCreationRoleProvider, type CreationRoleArgs } from "./eks/creation-role";
import { ManagedNodeGroup, type ManagedNodeGroupArgs } from "./eks/managed-node-group";
import { NodeGroup } from "./eks/node-group";
import { NodeGroupSecurityGroup, type NodeGroupSecurityGroupArgs } from "./eks/node-group-security-group";
import { NodeGroupV2 } from "./eks/node-group-v2";
import type { SimulatedComponent } from "./simulated-components";

interface Component extends pulumi.ComponentResource {
  /** What the program reads of it. */
  readonly outputs: Promise<pulumi.Inputs>;
}

/** Arguments come over the wire: the SDK of the program has checked them against these types. */
type Build = (name: string, args: unknown, options: pulumi.ComponentResourceOptions) => Component;

const COMPONENTS: Readonly<Record<SimulatedComponent, Build>> = {
  "aws-apigateway:index:RestAPI": (name, args, options) => new RestAPI(name, args as RestAPIArgs, options),
  "awsx:ec2:Vpc": (name, args, options) => new Vpc(name, args as ConstructorParameters<typeof Vpc>[1], options),
  "awsx:ecr:Image": (name, args, options) => new Image(name, args as ConstructorParameters<typeof Image>[1], options),
  "awsx:ecr:Repository": (name, args, options) =>
    new Repository(name, args as ConstructorParameters<typeof Repository>[1], options),
  "eks:index:Addon": (name, args, options) => new Addon(name, args as AddonArgs, options),
  "eks:index:Cluster": (name, args, options) => new Cluster(name, args as ClusterArgs, options),
  "eks:index:ClusterCreationRoleProvider": (name, args, options) =>
    new ClusterCreationRoleProvider(name, args as CreationRoleArgs, options),
  "eks:index:ManagedNodeGroup": (name, args, options) =>
    new ManagedNodeGroup(name, args as ManagedNodeGroupArgs, options),
  "eks:index:NodeGroup": (name, args, options) =>
    new NodeGroup(name, args as ConstructorParameters<typeof NodeGroup>[1], options),
  "eks:index:NodeGroupSecurityGroup": (name, args, options) =>
    new NodeGroupSecurityGroup(name, args as NodeGroupSecurityGroupArgs, options),
  "eks:index:NodeGroupV2": (name, args, options) =>
    new NodeGroupV2(name, args as ConstructorParameters<typeof NodeGroupV2>[1], options),
  "eks:index:VpcCniAddon": (name, args, options) =>
    new VpcCniAddon(name, args as ConstructorParameters<typeof VpcCniAddon>[1], options),
};

/** The SDK's own reader of a construction's inputs, which has no typings. */
const { deserializeInputs } = require("@pulumi/pulumi/provider/server") as {
  deserializeInputs(inputs: Struct | undefined, dependencies: unknown): Promise<pulumi.Inputs>;
};

/** To be called in the SDK's store of the construction. */
export async function build(type: SimulatedComponent, request: ConstructRequest): Promise<ConstructResponse> {
  const inputs = await deserializeInputs(request.getInputs(), request.getInputdependenciesMap());
  const component = COMPONENTS[type](request.getName(), inputs, optionsOf(request));
  const outputs = await component.outputs;
  const response = new ConstructResponse();
  response.setUrn(await promised(component.urn));
  const [state, dependencies] = await serializeResourceProperties(`construct(${type})`, outputs);
  response.setState(Struct.fromJavaScript(state as Record<string, JavaScriptValue>));
  for (const [property, resources] of dependencies) {
    const urns = await Promise.all([...resources].map(({ urn }) => promised(urn)));
    const dependency = new ConstructResponse.PropertyDependencies();
    dependency.setUrnsList(urns);
    response.getStatedependenciesMap().set(property, dependency);
  }
  return response;
}

function optionsOf(request: ConstructRequest): pulumi.ComponentResourceOptions {
  const providers = [...request.getProvidersMap().entries()].map(
    ([packageName, reference]) => [packageName, new DependencyProviderResource(reference)] as const,
  );
  const parent = request.getParent();
  return {
    aliases: request.getAliasesList().flatMap((alias) => (alias.hasUrn() ? [alias.getUrn()] : [])),
    dependsOn: request.getDependenciesList().map((urn) => new DependencyResource(urn)),
    // False would keep the component from what its parent says.
    protect: request.getProtect() || undefined,
    retainOnDelete: request.getRetainondelete() || undefined,
    providers: Object.fromEntries(providers),
    ...(parent ? { parent: new DependencyResource(parent) } : {}),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
  };
}

/** URNs are strings that are always known. */
function promised(urn: pulumi.Output<string>): Promise<string> {
  return new Promise((resolve) => {
    urn.apply(resolve);
  });
}
