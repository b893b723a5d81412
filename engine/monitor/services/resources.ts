import { createUrn, isProviderType, packageOfToken, STACK_REFERENCE_TYPE } from "@plinth/standards/pulumi/urn";
import { isSecret, secret } from "@plinth/standards/pulumi/wire";
import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { isSimulatedComponent } from "../../construct";
import { annotateSecrets, asSent, dropOutputValues, plainValues } from "../../property-values";
import { declarationOf } from "../../sdk/declarations";
import type { ResourceIdentity, Values } from "../../simulation";
import { type Deployment, NO_OPTIONS, Refusal, type ResourceState } from "../deployment";
import { refuseOtherKinds } from "../outside-reads";
import { checkedAssets } from "./assets";
import { type ProviderInstance, type Providers, providerId } from "./providers";
import { aliasUrns, type Registration, readRegistration, timeoutSeconds } from "./registration";
import { stackReferenceOutputs } from "./stack-references";
import type { Transforms } from "./transforms";

/** What the program learns of a resource that it has registered. */
export interface Registered {
  readonly urn: string;
  readonly id: string;
  /** A component's own are known to the program already, unless it is remote. */
  readonly outputs: Values;
  /** Only of remote components: URNs that an output depends on. */
  readonly outputDependencies?: Readonly<Record<string, readonly string[]>>;
  /** Whether nothing but the URN is known: outputs are unknown to the program. Default: false. */
  readonly isOpaque?: boolean;
}

/** Whether a resource exists; SDKs have the request since 3.256. */
export type ExistenceRequest = Pick<
  ReadResourceRequest,
  "getId" | "getType" | "getProvider" | "getVersion" | "getPlugindownloadurl" | "getProperties"
> & { getPackageref(): string };

/** Registers and reads resources as the engine does, over simulated providers. */
export class Resources {
  constructor(
    private readonly deployment: Deployment,
    private readonly providers: Providers,
    private readonly transforms: Transforms,
    private readonly construct: (registration: Registration) => Promise<Registered>,
  ) {}

  async register(request: RegisterResourceRequest): Promise<Registered> {
    const registration = readRegistration(request);
    registration.inputs = checkedAssets(registration.inputs, this.deployment.directory, registration.name);
    this.inherit(registration);
    const transformed = this.transforms.apply(registration);
    if (transformed) await transformed;
    if (registration.remote) return await this.createRemote(registration);
    const state = this.declare(registration);
    if (isProviderType(registration.type)) this.createProvider(state, registration);
    else if (registration.custom) this.create(state, registration);
    this.deployment.completed(state);
    return { urn: state.urn, id: state.id, outputs: state.custom ? state.outputs : {} };
  }

  read(request: ReadResourceRequest): ResourceState {
    const type = request.getType();
    const isStack = type === STACK_REFERENCE_TYPE;
    const version = isStack ? "" : request.getVersion();
    const plugin = this.providers.request(
      type,
      version,
      request.getPlugindownloadurl(),
      request.getPackageref?.() ?? "",
    );
    const instance = isStack ? undefined : this.providers.instance(request.getProvider(), plugin);
    const inputs = (request.getProperties()?.toJavaScript() ?? {}) as Values;
    const state = this.deployment.add({
      urn: createUrn(this.deployment.program, request.getParent(), type, request.getName()),
      type,
      name: request.getName(),
      id: request.getId(),
      custom: true,
      external: true,
      parent: request.getParent(),
      provider: instance?.reference ?? this.providers.registerBuiltin(),
      inputs: isStack ? { name: request.getId() } : inputs,
      outputs: {},
      dependencies: request.getDependenciesList(),
      propertyDependencies: {},
      options: { ...NO_OPTIONS, additionalSecretOutputs: request.getAdditionalsecretoutputsList() },
    });
    state.outputs = instance ? this.readOutputs(state, instance) : stackReferenceOutputs(this.deployment, state.id);
    this.deployment.completed(state);
    return state;
  }

  exists(request: ExistenceRequest): boolean {
    const [type, id] = [request.getType(), request.getId()];
    const plugin = this.providers.request(
      type,
      request.getVersion(),
      request.getPlugindownloadurl(),
      request.getPackageref(),
    );
    const { simulation, config } = this.providers.instance(request.getProvider(), plugin);
    const inputs = (request.getProperties()?.toJavaScript() ?? {}) as Values;
    return simulation.read({ urn: "", type, name: id, id, config, inputs }) !== undefined;
  }

  /** Protection, retention and the provider are handed down by the parent to a child that says nothing of its own. */
  private inherit(registration: Registration): void {
    const parent = this.deployment.resources.get(registration.parent);
    if (registration.parent !== "" && !parent)
      throw new Refusal(`could not find parent resource ${registration.parent}`);
    if (!parent) return;
    registration.deletedWith ||= parent.options.deletedWith;
    registration.protect ??= parent.options.protect;
    registration.retainOnDelete ??= parent.options.retainOnDelete;
    if (!registration.custom) registration.providers = { ...parent.options.providers, ...registration.providers };
    if ((registration.custom || registration.remote) && registration.provider === "") {
      const packageName = packageOfToken(registration.type);
      const ofParent = packageOfToken(parent.type) === packageName ? parent.provider : "";
      registration.provider =
        ofParent || registration.providers[packageName] || (parent.options.providers[packageName] ?? "");
    }
  }

  private async createRemote(registration: Registration): Promise<Registered> {
    this.instanceOf(registration);
    if (isSimulatedComponent(registration.type)) return await this.construct(registration);
    const { urn, name, type } = this.declare(registration);
    const message = `${name} (${type}) is built by its provider: what it creates is not seen here, and not judged`;
    this.deployment.logs.push({ severity: "warning", message, urn });
    return { urn, id: "", outputs: {}, isOpaque: true };
  }

  private declare(registration: Registration): ResourceState {
    const { type, name, parent, custom } = registration;
    return this.deployment.add({
      urn: createUrn(this.deployment.program, parent, type, name),
      type,
      name,
      id: "",
      custom,
      external: false,
      parent,
      provider: custom && !isProviderType(type) ? this.instanceOf(registration).reference : "",
      inputs: dropOutputValues(registration.inputs) as Values,
      outputs: {},
      dependencies: registration.dependencies,
      propertyDependencies: registration.propertyDependencies,
      options: {
        aliases: aliasUrns(
          registration,
          this.deployment.program,
          this.deployment.resources.get(parent)?.options.aliases ?? [],
        ),
        protect: registration.protect,
        retainOnDelete: registration.retainOnDelete,
        deletedWith: registration.deletedWith,
        ignoreChanges: registration.ignoreChanges,
        additionalSecretOutputs: registration.additionalSecretOutputs,
        deleteBeforeReplace: registration.deleteBeforeReplace,
        customTimeouts: timeoutSeconds(registration),
        providers: registration.providers,
        transforms: registration.transforms,
      },
    });
  }

  private createProvider(state: ResourceState, registration: Registration): void {
    const outputs: Values = { ...state.inputs };
    if (registration.version !== "") outputs.version = registration.version;
    if (registration.pluginDownloadUrl !== "") outputs.pluginDownloadURL = registration.pluginDownloadUrl;
    state.inputs = { __internal: {}, ...outputs };
    state.outputs = outputs;
    state.id = this.deployment.unknowns ? "" : providerId(state.urn);
  }

  /** Check, then create, then the marks of secrets, which the provider does not keep. */
  private create(state: ResourceState, registration: Registration): void {
    const { configured, simulation, config } = this.instanceOf(registration);
    if (!configured) return;
    const identity: ResourceIdentity = { urn: state.urn, type: state.type, name: state.name, config };
    const given = state.inputs;
    const { inputs, failures } = simulation.check({ ...identity, news: plainValues(given) });
    if (failures.length > 0) {
      throw new Refusal(
        `${state.name} (${state.type}) is not valid: ${failures.map((f) => `${f.property}: ${f.reason}`).join("; ")}`,
      );
    }
    state.inputs = asSent(inputs);
    annotateSecrets(state.inputs, given);
    const sent = plainValues(state.inputs);
    const adopted =
      registration.importId === "" ? undefined : this.adopt(registration.importId, identity, simulation, sent);
    const created = adopted ?? simulation.create({ ...identity, inputs: sent, preview: this.deployment.unknowns });
    state.id = created.id;
    state.outputs = this.marked(created.outputs, state);
  }

  /** `import`: the resource exists, so its id and state are the ones that a read gives. */
  private adopt(id: string, identity: ResourceIdentity, simulation: ProviderInstance["simulation"], inputs: Values) {
    const found = simulation.read({ ...identity, id, inputs });
    if (!found) throw new Refusal(`resource '${id}' does not exist, so ${identity.name} cannot import it`);
    return found;
  }

  private readOutputs(state: ResourceState, { simulation, config, configured }: ProviderInstance): Values {
    if (!configured) return {};
    const { urn, type, name, id } = state;
    const inputs = plainValues(state.inputs);
    const found = simulation.read({ urn, type, name, id, config, inputs, isOutside: true });
    if (!found) throw new Refusal(`resource '${id}' does not exist`);
    state.id = found.id || id;
    const { outside } = this.deployment;
    const given = outside.given.resourceOutputs(type, id, name);
    refuseOtherKinds(given, declarationOf(type).outputs);
    const outputs = { ...found.outputs, ...given };
    const members = Object.keys(outputs).filter((member) => member !== "id" && !Object.hasOwn(inputs, member));
    outside.add({ kind: "resource", name: type, args: { id, name } }, members, given);
    return this.marked(outputs, state);
  }

  private marked(outputs: Values, state: ResourceState): Values {
    const marked = asSent(outputs);
    annotateSecrets(marked, state.inputs);
    for (const key of state.options.additionalSecretOutputs) {
      if (marked[key] !== undefined && !isSecret(marked[key])) marked[key] = secret(marked[key]);
    }
    return marked;
  }

  private instanceOf(registration: Registration): ProviderInstance {
    const { type, version, pluginDownloadUrl, packageRef } = registration;
    return this.providers.instance(
      registration.provider,
      this.providers.request(type, version, pluginDownloadUrl, packageRef),
    );
  }
}
