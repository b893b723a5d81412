import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { CallbackServer } from "@pulumi/pulumi/runtime/callbacks";
import { outputDependencies, secretsAsOutputValues, withDependencies } from "../../property-values";
import type { PulumiSdk } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import { type Deployment, Refusal } from "../deployment";
import type { Registration } from "./registration";

type ResourceCallback = (request: Uint8Array) => Promise<{ serializeBinary(): Uint8Array }>;

/** A function call before it reaches a provider; transforms rewrite it. */
export interface InvokeCall {
  readonly token: string;
  args: Values;
  provider: string;
  version: string;
  pluginDownloadUrl: string;
}

/** Runs the program's transforms: a resource's own, those of its ancestors, then the stack's. */
export class Transforms {
  private readonly stack: string[] = [];
  private readonly invokes: string[] = [];
  private readonly callbacks = new Map<string, ResourceCallback>();

  constructor(
    private readonly deployment: Deployment,
    private readonly sdk: PulumiSdk,
  ) {}

  /**
   * Stands in for the SDK's callback server, without its socket: the table that the SDK fills is the one read here.
   * Undefined for SDKs from before transforms.
   */
  callbackServer(monitor: unknown, target: string): CallbackServer | undefined {
    if (!this.sdk.callbacks) return undefined;
    const server = Object.create(this.sdk.callbacks.CallbackServer.prototype) as CallbackServer;
    return Object.assign(server, {
      _callbacks: this.callbacks,
      _pendingRegistrations: 0,
      _awaitQueue: [],
      _monitor: monitor,
      _target: Promise.resolve(target),
      _server: { forceShutdown: () => undefined },
    });
  }

  registerStackTransform(callback: Callback): void {
    this.stack.push(callback.getToken());
  }

  registerInvokeTransform(callback: Callback): void {
    this.invokes.push(callback.getToken());
  }

  /** Rewrites `registration`; nothing to wait for if there are no transforms. */
  apply(registration: Registration): Promise<void> | undefined {
    const tokens = [...registration.transforms, ...this.inherited(registration.parent), ...this.stack];
    return tokens.length === 0 ? undefined : this.run(registration, tokens);
  }

  async applyToInvoke(call: InvokeCall): Promise<InvokeCall> {
    const { messages } = this.sdk;
    for (const token of this.invokes) {
      const options = new messages.TransformInvokeOptions();
      options.setProvider(call.provider);
      options.setVersion(call.version);
      options.setPluginDownloadUrl(call.pluginDownloadUrl);
      const request = new messages.TransformInvokeRequest();
      request.setToken(call.token);
      request.setArgs(this.structOf(call.args));
      request.setOptions(options);
      const response = messages.TransformInvokeResponse.deserializeBinary(await this.call(token, request));
      const changed = response.getOptions() ?? options;
      call.args = (response.getArgs()?.toJavaScript() ?? call.args) as Values;
      call.provider = changed.getProvider();
      call.version = changed.getVersion();
      call.pluginDownloadUrl = changed.getPluginDownloadUrl();
    }
    return call;
  }

  private inherited(parent: string): string[] {
    const tokens: string[] = [];
    for (
      let state = this.deployment.resources.get(parent);
      state;
      state = this.deployment.resources.get(state.parent)
    ) {
      tokens.push(...state.options.transforms);
    }
    return tokens;
  }

  /**
   * The engine lets a resource's own transforms see dependencies, and takes back those that the result still carries: a
   * property that a transform replaced has none. Transforms of ancestors and of the stack change no dependencies.
   */
  private async run(registration: Registration, tokens: readonly string[]): Promise<void> {
    const own = registration.transforms.length > 0;
    registration.inputs = secretsAsOutputValues(registration.inputs) as Values;
    if (own) {
      for (const [key, urns] of Object.entries(registration.propertyDependencies)) {
        if (key in registration.inputs) registration.inputs[key] = withDependencies(registration.inputs[key], urns);
      }
    }
    const dependencies = registration.dependencies;
    for (const token of tokens) await this.runOne(registration, token);
    if (!own) registration.dependencies = dependencies;
    const found = Object.entries(registration.inputs).map(
      ([key, value]) => [key, [...outputDependencies(value)]] as const,
    );
    if (own) {
      registration.propertyDependencies = Object.fromEntries(found) as Record<string, string[]>;
      registration.dependencies = [...new Set([...registration.dependencies, ...found.flatMap(([, urns]) => urns)])];
    } else {
      for (const [key, urns] of found) {
        registration.propertyDependencies[key] = [
          ...new Set([...(registration.propertyDependencies[key] ?? []), ...urns]),
        ];
      }
    }
  }

  private async runOne(registration: Registration, token: string): Promise<void> {
    const { messages } = this.sdk;
    const request = new messages.TransformRequest();
    request.setType(registration.type);
    request.setName(registration.name);
    request.setCustom(registration.custom);
    request.setParent(registration.parent);
    request.setProperties(this.structOf(registration.inputs));
    request.setOptions(this.optionsOf(registration));
    const response = messages.TransformResponse.deserializeBinary(await this.call(token, request));
    registration.inputs = (response.getProperties()?.toJavaScript() ?? registration.inputs) as Values;
    const options = response.getOptions();
    if (options) takeOptions(registration, options);
  }

  private async call(token: string, request: { serializeBinary(): Uint8Array }): Promise<Uint8Array> {
    const callback = this.callbacks.get(token);
    if (!callback) throw new Refusal(`callback not found: ${token}`);
    return (await callback(request.serializeBinary())).serializeBinary();
  }

  private structOf(values: Values) {
    const { Struct } = this.sdk.struct;
    return Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]);
  }

  private optionsOf(registration: Registration): TransformResourceOptions {
    const options = new this.sdk.messages.TransformResourceOptions();
    options.setDependsOnList(registration.dependencies);
    if (registration.protect !== undefined) options.setProtect(registration.protect);
    if (registration.retainOnDelete !== undefined) options.setRetainOnDelete(registration.retainOnDelete);
    if (registration.deleteBeforeReplace !== undefined)
      options.setDeleteBeforeReplace(registration.deleteBeforeReplace);
    options.setIgnoreChangesList(registration.ignoreChanges);
    options.setReplaceOnChangesList(registration.replaceOnChanges);
    options.setAdditionalSecretOutputsList(registration.additionalSecretOutputs);
    options.setAliasesList(registration.aliases);
    options.setProvider(registration.provider);
    options.setVersion(registration.version);
    options.setPluginDownloadUrl(registration.pluginDownloadUrl);
    options.setDeletedWith(registration.deletedWith);
    options.setCustomTimeouts(registration.customTimeouts);
    options.setImport(registration.importId);
    for (const [packageName, reference] of Object.entries(registration.providers)) {
      options.getProvidersMap().set(packageName, reference);
    }
    return options;
  }
}

function takeOptions(registration: Registration, options: TransformResourceOptions): void {
  registration.dependencies = options.getDependsOnList();
  registration.protect = options.hasProtect() ? options.getProtect() : undefined;
  registration.retainOnDelete = options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined;
  registration.deleteBeforeReplace = options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined;
  registration.ignoreChanges = options.getIgnoreChangesList();
  registration.replaceOnChanges = options.getReplaceOnChangesList();
  registration.additionalSecretOutputs = options.getAdditionalSecretOutputsList();
  registration.aliases = options.getAliasesList();
  registration.provider = options.getProvider();
  registration.version = options.getVersion();
  registration.pluginDownloadUrl = options.getPluginDownloadUrl();
  registration.deletedWith = options.getDeletedWith();
  registration.customTimeouts = options.getCustomTimeouts();
  registration.importId = options.getImport();
  registration.providers = Object.fromEntries(options.getProvidersMap().entries());
}
