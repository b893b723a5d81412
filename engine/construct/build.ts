import type * as pulumi from "@pulumi/pulumi";
import { type ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { DependencyProviderResource, DependencyResource } from "@pulumi/pulumi/resource";
import { serializeResourceProperties } from "@pulumi/pulumi/runtime/rpc";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { RestAPI } from "./aws-apigateway/rest-api";
import { DefaultVpc } from "./awsx/default-vpc";
import { Image } from "./awsx/image";
import { LoadBalancer } from "./awsx/load-balancers";
import { Repository } from "./awsx/repository";
import { Service } from "./awsx/service";
import { TargetGroupAttachment } from "./awsx/target-group-attachment";
import { TaskDefinition } from "./awsx/task-definition";
import { Trail } from "./awsx/trail";
import { Vpc } from "./awsx/vpc";
import { Addon } from "./eks/addon";
import { VpcCniAddon } from "./eks/addons";
import { Cluster } from "./eks/cluster";
import { ClusterCreationRoleProvider } from "./eks/creation-role";
import { ManagedNodeGroup } from "./eks/managed-node-group";
import { NodeGroup } from "./eks/node-group";
import { NodeGroupSecurityGroup } from "./eks/node-group-security-group";
import { NodeGroupV2 } from "./eks/node-group-v2";
import type { SimulatedComponent } from "./simulated-components";

interface Component extends pulumi.ComponentResource {
  /** What the program reads of it. */
  readonly outputs: Promise<pulumi.Inputs>;
}

type Build = (name: string, args: unknown, options: pulumi.ComponentResourceOptions) => Component;

const COMPONENTS: Readonly<Record<SimulatedComponent, Build>> = {
  "aws-apigateway:index:RestAPI": builder(RestAPI),
  "awsx:cloudtrail:Trail": builder(Trail),
  "awsx:ec2:DefaultVpc": builder(DefaultVpc),
  "awsx:ec2:Vpc": builder(Vpc),
  "awsx:ecr:Image": builder(Image),
  "awsx:ecr:Repository": builder(Repository),
  "awsx:ecs:EC2Service": builder(Service, "EC2"),
  "awsx:ecs:EC2TaskDefinition": builder(TaskDefinition, "EC2"),
  "awsx:ecs:FargateService": builder(Service, "Fargate"),
  "awsx:ecs:FargateTaskDefinition": builder(TaskDefinition, "Fargate"),
  "awsx:lb:ApplicationLoadBalancer": builder(LoadBalancer, "Application"),
  "awsx:lb:NetworkLoadBalancer": builder(LoadBalancer, "Network"),
  "awsx:lb:TargetGroupAttachment": builder(TargetGroupAttachment),
  "eks:index:Addon": builder(Addon),
  "eks:index:Cluster": builder(Cluster),
  "eks:index:ClusterCreationRoleProvider": builder(ClusterCreationRoleProvider),
  "eks:index:ManagedNodeGroup": builder(ManagedNodeGroup),
  "eks:index:NodeGroup": builder(NodeGroup),
  "eks:index:NodeGroupSecurityGroup": builder(NodeGroupSecurityGroup),
  "eks:index:NodeGroupV2": builder(NodeGroupV2),
  "eks:index:VpcCniAddon": builder(VpcCniAddon),
};

/** Arguments come over the wire: the SDK of the program has checked them against these types. */
function builder<A, V extends readonly unknown[]>(
  Type: new (name: string, args: A, options: pulumi.ComponentResourceOptions, ...variant: V) => Component,
  ...variant: V
): Build {
  return (name, args, options) => new Type(name, args as A, options, ...variant);
}

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
