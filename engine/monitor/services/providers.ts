import { createHash } from "node:crypto";
import { createUrn, packageOfToken, providerType, urnOfProviderReference } from "@plinth/standards/pulumi/urn";
import { secret, UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import type { RegisterPackageRequest } from "@pulumi/pulumi/proto/resource_pb";
import { containsUnknown, plainValues } from "../../property-values";
import type { SimulatedProvider, Values } from "../../simulation";
import { type Deployment, NO_OPTIONS, Refusal, type ResourceState } from "../deployment";

/** Which plugin a request wants, when it names no provider instance. */
export interface PluginRequest {
  readonly packageName: string;
  readonly version: string;
  readonly pluginDownloadUrl: string;
}

/** A provider instance as the simulation sees it. */
export interface ProviderInstance {
  readonly reference: string;
  readonly simulation: SimulatedProvider;
  readonly config: Values;
  /** False in preview, while its configuration depends on what does not exist yet; it then does nothing. */
  readonly configured: boolean;
}

/** The provider instances of one run: those that the program makes, and the default ones. */
export class Providers {
  private readonly packages = new Map<string, PluginRequest>();
  private readonly instances = new Map<string, ProviderInstance>();

  constructor(
    private readonly deployment: Deployment,
    private readonly simulationOf: (packageName: string) => SimulatedProvider,
  ) {}

  /** What `token` (a resource type or a function) asks for, by package reference if it has one. */
  request(token: string, version: string, pluginDownloadUrl: string, packageRef: string): PluginRequest {
    if (packageRef === "") return { packageName: packageOfToken(token), version, pluginDownloadUrl };
    const registered = this.packages.get(packageRef);
    if (!registered) throw new Refusal(`unknown provider package '${packageRef}'`);
    return registered;
  }

  /** Registers a parameterised package and returns the reference by which requests name it. */
  registerPackage(request: RegisterPackageRequest): string {
    const parameter = request.getParameterization();
    const plugin = {
      packageName: parameter?.getName() ?? request.getName(),
      version: parameter?.getVersion() ?? request.getVersion(),
      pluginDownloadUrl: request.getDownloadUrl(),
    };
    const reference = `${plugin.packageName}@${plugin.version}`;
    this.packages.set(reference, plugin);
    return reference;
  }

  /** The instance that serves a request: the one it names, or the package's default one, registered when first used. */
  instance(reference: string, request: PluginRequest): ProviderInstance {
    const actual = reference === "" ? this.defaultReference(request) : reference;
    const known = this.instances.get(actual);
    if (known) return known;
    const state = this.deployment.resources.get(urnOfProviderReference(actual));
    if (!state) throw new Refusal(`unknown provider '${actual}'`);
    const config = plainValues(state.outputs);
    const instance = {
      reference: actual,
      simulation: this.simulationOf(request.packageName),
      config,
      configured: !containsUnknown(config),
    };
    this.instances.set(actual, instance);
    return instance;
  }

  /** The default provider of the engine's own package, which serves StackReferences and look-ups of resources. */
  registerBuiltin(): string {
    return this.defaultReference({ packageName: "pulumi", version: "", pluginDownloadUrl: "" });
  }

  private defaultReference(request: PluginRequest): string {
    const type = providerType(request.packageName);
    const urn = createUrn(this.deployment.program, "", type, defaultName(request));
    const known = this.deployment.resources.get(urn);
    if (!known) this.refuseIfDisabled(request.packageName);
    const state = known ?? this.registerDefault(urn, type, request);
    return `${urn}::${state.id || UNKNOWN_VALUE}`;
  }

  private registerDefault(urn: string, type: string, request: PluginRequest): ResourceState {
    const { packageName, version, pluginDownloadUrl } = request;
    const config = this.stackConfig(packageName);
    if (version !== "") config.version = version;
    if (pluginDownloadUrl !== "") config.pluginDownloadURL = pluginDownloadUrl;
    const state = this.deployment.add({
      urn,
      type,
      name: defaultName(request),
      id: this.deployment.unknowns ? "" : providerId(urn),
      custom: true,
      external: false,
      parent: "",
      provider: "",
      inputs: packageName === "pulumi" ? {} : { __internal: {}, ...config },
      outputs: config,
      dependencies: [],
      propertyDependencies: {},
      options: NO_OPTIONS,
    });
    this.deployment.completed(state);
    return state;
  }

  /** The stack's configuration of a package: `aws:region` is the AWS provider's `region`. */
  private stackConfig(packageName: string): Values {
    const { config, secretKeys = [] } = this.deployment.program;
    const values: Values = {};
    for (const [key, value] of Object.entries(config)) {
      if (packageName === "pulumi" || !key.startsWith(`${packageName}:`)) continue;
      values[key.slice(packageName.length + 1)] = secretKeys.includes(key) ? secret(value) : value;
    }
    return values;
  }

  private refuseIfDisabled(packageName: string): void {
    const disabled = this.deployment.program.config["pulumi:disable-default-providers"];
    if (!disabled || packageName === "pulumi") return;
    const names = JSON.parse(disabled) as string[];
    if (!names.some((name) => name.trim() === "*" || name.trim() === packageName)) return;
    throw new Refusal(
      `Default provider for '${packageName}' disabled by pulumi:disable-default-providers; pass an explicit provider`,
    );
  }
}

/** Ids of provider instances are random in reality; here they follow from the URN, so that two runs are the same. */
export function providerId(urn: string): string {
  const digest = createHash("sha256").update(urn).digest("hex");
  return [8, 4, 4, 4, 12].map((length, i) => digest.slice(i * 12, i * 12 + length)).join("-");
}

/** `default`, `default_7_48_0`, and with the plugin's address, if it is not Pulumi's. */
function defaultName({ version, pluginDownloadUrl }: PluginRequest): string {
  const url = pluginDownloadUrl
    .split("/")
    .filter(Boolean)
    .map((segment) => segment.replace(/^[^A-Za-z0-9_.]/, "_").replace(/[^A-Za-z0-9_.-]/g, "_"))
    .join("/");
  return ["default", version.replace(/[.+-]/g, "_"), url].filter(Boolean).join("_");
}
