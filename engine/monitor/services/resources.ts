import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { simulatedComponent } from "../../construct";
import type { ResourceIdentity, Values } from "../../simulation";
import { type Deployment, NO_OPTIONS, Refusal, type ResourceState } from "../deployment";
import { isProviderType, packageOf, urnOf } from "../urn";
import { annotateSecrets, asSent, dropOutputValues, isSecret, plainValues, secret } from "../wire";
import { checkedAssets } from "./assets";
import { type ProviderInstance, type Providers, providerId } from "./providers";
import { aliasUrns, type Registration, readRegistration, timeoutSeconds } from "./registration";
import { STACK_REFERENCE, stackReferenceOutputs } from "./stack-references";
import type { Transforms } from "./transforms";

/** What the program learns of a resource that it has registered. */
export interface Registered {
  readonly urn: string;
  readonly id: string;
  /** A component's own are known to the program already, unless it is remote. */
  readonly outputs: Values;
  /** Only of remote components: URNs that an output depends on. */
  readonly outputDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** Registers and reads resources as the engine does, over simulated providers. */
export class Resources {
  constructor(
    private readonly deployment: Deployment,
    private readonly providers: Providers,
    private readonly transforms: Transforms,
    private readonly construct: (asked: Registration) => Promise<Registered>,
  ) {}

  async register(request: RegisterResourceRequest): Promise<Registered> {
    const asked = readRegistration(request);
    asked.inputs = checkedAssets(asked.inputs, this.deployment.directory, asked.name);
    this.inherit(asked);
    const transformed = this.transforms.apply(asked);
    if (transformed) await transformed;
    if (asked.remote) return await this.createRemote(asked);
    const state = this.declare(asked);
    if (isProviderType(asked.type)) this.createProvider(state, asked);
    else if (asked.custom) this.create(state, asked);
    this.deployment.completed(state);
    return { urn: state.urn, id: state.id, outputs: state.custom ? state.outputs : {} };
  }

  read(request: ReadResourceRequest): ResourceState {
    const type = request.getType();
    const isStack = type === STACK_REFERENCE;
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
      urn: urnOf(this.deployment.program, request.getParent(), type, request.getName()),
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

  /** Protection, retention and the provider are handed down by the parent to a child that says nothing of its own. */
  private inherit(asked: Registration): void {
    const parent = this.deployment.resources.get(asked.parent);
    if (asked.parent !== "" && !parent) throw new Refusal(`could not find parent resource ${asked.parent}`);
    if (!parent) return;
    asked.deletedWith ||= parent.options.deletedWith;
    asked.protect ??= parent.options.protect;
    asked.retainOnDelete ??= parent.options.retainOnDelete;
    if (!asked.custom) asked.providers = { ...parent.options.providers, ...asked.providers };
    if ((asked.custom || asked.remote) && asked.provider === "") {
      const packageName = packageOf(asked.type);
      const ofParent = packageOf(parent.type) === packageName ? parent.provider : "";
      asked.provider = ofParent || asked.providers[packageName] || (parent.options.providers[packageName] ?? "");
    }
  }

  private async createRemote(asked: Registration): Promise<Registered> {
    try {
      simulatedComponent(asked.type);
    } catch (error) {
      throw new Refusal(`${asked.name}: ${(error as Error).message}`);
    }
    this.instanceOf(asked);
    return await this.construct(asked);
  }

  private declare(asked: Registration): ResourceState {
    const { type, name, parent, custom } = asked;
    return this.deployment.add({
      urn: urnOf(this.deployment.program, parent, type, name),
      type,
      name,
      id: "",
      custom,
      external: false,
      parent,
      provider: custom && !isProviderType(type) ? this.instanceOf(asked).reference : "",
      inputs: dropOutputValues(asked.inputs) as Values,
      outputs: {},
      dependencies: asked.dependencies,
      propertyDependencies: asked.propertyDependencies,
      options: {
        aliases: aliasUrns(
          asked,
          this.deployment.program,
          this.deployment.resources.get(parent)?.options.aliases ?? [],
        ),
        protect: asked.protect,
        retainOnDelete: asked.retainOnDelete,
        deletedWith: asked.deletedWith,
        ignoreChanges: asked.ignoreChanges,
        additionalSecretOutputs: asked.additionalSecretOutputs,
        deleteBeforeReplace: asked.deleteBeforeReplace,
        customTimeouts: timeoutSeconds(asked),
        providers: asked.providers,
        transforms: asked.transforms,
      },
    });
  }

  private createProvider(state: ResourceState, asked: Registration): void {
    const outputs: Values = { ...state.inputs };
    if (asked.version !== "") outputs.version = asked.version;
    if (asked.pluginDownloadUrl !== "") outputs.pluginDownloadURL = asked.pluginDownloadUrl;
    state.inputs = { __internal: {}, ...outputs };
    state.outputs = outputs;
    state.id = this.deployment.unknowns ? "" : providerId(state.urn);
  }

  /** Check, then create, then the marks of secrets, which the provider does not keep. */
  private create(state: ResourceState, asked: Registration): void {
    const { configured, simulation, config } = this.instanceOf(asked);
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
    const adopted = asked.importId === "" ? undefined : this.adopt(asked.importId, identity, simulation, sent);
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
    const found = simulation.read({ urn, type, name, id, config, inputs: plainValues(state.inputs) });
    if (!found) throw new Refusal(`resource '${id}' does not exist`);
    state.id = found.id || id;
    return this.marked(found.outputs, state);
  }

  private marked(outputs: Values, state: ResourceState): Values {
    const marked = asSent(outputs);
    annotateSecrets(marked, state.inputs);
    for (const key of state.options.additionalSecretOutputs) {
      if (marked[key] !== undefined && !isSecret(marked[key])) marked[key] = secret(marked[key]);
    }
    return marked;
  }

  private instanceOf(asked: Registration): ProviderInstance {
    const { type, version, pluginDownloadUrl, packageRef } = asked;
    return this.providers.instance(
      asked.provider,
      this.providers.request(type, version, pluginDownloadUrl, packageRef),
    );
  }
}
