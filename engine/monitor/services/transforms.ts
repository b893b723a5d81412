import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { CallbackServer } from "@pulumi/pulumi/runtime/callbacks";
import type { PulumiSdk } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import { type Deployment, Refusal } from "../deployment";
import { outputDependencies, secretsAsOutputValues, withDependencies } from "../wire";
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

  /** Rewrites `asked`; nothing to wait for if there are no transforms. */
  apply(asked: Registration): Promise<void> | undefined {
    const tokens = [...asked.transforms, ...this.inherited(asked.parent), ...this.stack];
    return tokens.length === 0 ? undefined : this.run(asked, tokens);
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
  private async run(asked: Registration, tokens: readonly string[]): Promise<void> {
    const own = asked.transforms.length > 0;
    asked.inputs = secretsAsOutputValues(asked.inputs) as Values;
    if (own) {
      for (const [key, urns] of Object.entries(asked.propertyDependencies)) {
        if (key in asked.inputs) asked.inputs[key] = withDependencies(asked.inputs[key], urns);
      }
    }
    const dependencies = asked.dependencies;
    for (const token of tokens) await this.runOne(asked, token);
    if (!own) asked.dependencies = dependencies;
    const found = Object.entries(asked.inputs).map(([key, value]) => [key, [...outputDependencies(value)]] as const);
    if (own) {
      asked.propertyDependencies = Object.fromEntries(found) as Record<string, string[]>;
      asked.dependencies = [...new Set([...asked.dependencies, ...found.flatMap(([, urns]) => urns)])];
    } else {
      for (const [key, urns] of found) {
        asked.propertyDependencies[key] = [...new Set([...(asked.propertyDependencies[key] ?? []), ...urns])];
      }
    }
  }

  private async runOne(asked: Registration, token: string): Promise<void> {
    const { messages } = this.sdk;
    const request = new messages.TransformRequest();
    request.setType(asked.type);
    request.setName(asked.name);
    request.setCustom(asked.custom);
    request.setParent(asked.parent);
    request.setProperties(this.structOf(asked.inputs));
    request.setOptions(this.optionsOf(asked));
    const response = messages.TransformResponse.deserializeBinary(await this.call(token, request));
    asked.inputs = (response.getProperties()?.toJavaScript() ?? asked.inputs) as Values;
    const options = response.getOptions();
    if (options) takeOptions(asked, options);
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

  private optionsOf(asked: Registration): TransformResourceOptions {
    const options = new this.sdk.messages.TransformResourceOptions();
    options.setDependsOnList(asked.dependencies);
    if (asked.protect !== undefined) options.setProtect(asked.protect);
    if (asked.retainOnDelete !== undefined) options.setRetainOnDelete(asked.retainOnDelete);
    if (asked.deleteBeforeReplace !== undefined) options.setDeleteBeforeReplace(asked.deleteBeforeReplace);
    options.setIgnoreChangesList(asked.ignoreChanges);
    options.setReplaceOnChangesList(asked.replaceOnChanges);
    options.setAdditionalSecretOutputsList(asked.additionalSecretOutputs);
    options.setAliasesList(asked.aliases);
    options.setProvider(asked.provider);
    options.setVersion(asked.version);
    options.setPluginDownloadUrl(asked.pluginDownloadUrl);
    options.setDeletedWith(asked.deletedWith);
    options.setCustomTimeouts(asked.customTimeouts);
    options.setImport(asked.importId);
    for (const [packageName, reference] of Object.entries(asked.providers)) {
      options.getProvidersMap().set(packageName, reference);
    }
    return options;
  }
}

function takeOptions(asked: Registration, options: TransformResourceOptions): void {
  asked.dependencies = options.getDependsOnList();
  asked.protect = options.hasProtect() ? options.getProtect() : undefined;
  asked.retainOnDelete = options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined;
  asked.deleteBeforeReplace = options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined;
  asked.ignoreChanges = options.getIgnoreChangesList();
  asked.replaceOnChanges = options.getReplaceOnChangesList();
  asked.additionalSecretOutputs = options.getAdditionalSecretOutputsList();
  asked.aliases = options.getAliasesList();
  asked.provider = options.getProvider();
  asked.version = options.getVersion();
  asked.pluginDownloadUrl = options.getPluginDownloadUrl();
  asked.deletedWith = options.getDeletedWith();
  asked.customTimeouts = options.getCustomTimeouts();
  asked.importId = options.getImport();
  asked.providers = Object.fromEntries(options.getProvidersMap().entries());
}
