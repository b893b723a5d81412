import { isProviderType, nameOfUrn, urnOfProviderReference } from "@plinth/standards/pulumi/urn";
import { isSecret, type MarkedValue, UNKNOWN_SENTINELS } from "@plinth/standards/pulumi/wire";
import { type ResourceRecord, UNKNOWN } from "./rule";

/** A resource as Pulumi's state holds it, secrets wrapped or unwrapped. The engine's previewed resources are of this shape. */
export interface StateResource {
  /** Pulumi URN. */
  readonly urn: string;
  /** Pulumi type token. */
  readonly type: string;
  /** Logical name. Default: the last part of the URN. */
  readonly name?: string;
  /** Provider-assigned id. Default: none, as in a preview of a resource that is not created yet. */
  readonly id?: string;
  /** Whether a provider manages it; a component is not custom. Default: false. */
  readonly custom?: boolean;
  /** Whether it is only read, by `Resource.get()`. Default: false. */
  readonly external?: boolean;
  /** URN of the parent component. Default: none. */
  readonly parent?: string;
  /** URN of the provider, with or without `::<id>` behind it. Default: none. */
  readonly provider?: string;
  /** Checked inputs. Default: none. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Outputs, which win over inputs of the same name. Default: none. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** URNs that each top-level property depends on. Default: none. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** URNs of what it waits for. Default: not known. */
  readonly dependencies?: readonly string[];
}

/**
 * Records of a run's resources as CrossGuard would hand them to a pack: outputs where there are any, without the
 * engine's own `__` properties, reads (`external`) left out.
 */
export function recordsOf(resources: readonly StateResource[]): ResourceRecord[] {
  const providers = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { type, urn, inputs, outputs } of resources) {
    if (isProviderType(type)) providers.set(urn, plainProperties({ ...inputs, ...outputs }));
  }
  return resources.filter((resource) => !resource.external).map((resource) => recordOf(resource, providers));
}

function recordOf(
  resource: StateResource,
  providers: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): ResourceRecord {
  const { urn, type, id, parent, provider } = resource;
  return {
    urn,
    type,
    name: resource.name ?? nameOfUrn(urn),
    id: id === undefined || UNKNOWN_SENTINELS.has(id) ? UNKNOWN : id || undefined,
    props: plainProperties({ ...resource.inputs, ...resource.outputs }),
    parent,
    provider:
      provider === undefined ? undefined : (providers.get(provider) ?? providers.get(urnOfProviderReference(provider))),
    edges: resource.propertyDependencies,
    dependencies: resource.dependencies,
  };
}

/** Top-level properties as rules see them. */
export function plainProperties(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(properties)) {
    if (!key.startsWith("__") && value !== undefined) plain[key] = plainValue(value);
  }
  return plain;
}

/** A copy in which UNKNOWN stands for every sentinel, and for every secret that the state keeps encrypted. */
function plainValue(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWN_SENTINELS.has(value) ? UNKNOWN : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plainValue);
  return isSecret(value) ? secretOf(value) : plainProperties(value as Record<string, unknown>);
}

/** `plaintext` is JSON, in a state that was exported with its secrets shown. */
function secretOf({ plaintext }: MarkedValue): unknown {
  return typeof plaintext === "string" ? plainValue(JSON.parse(plaintext)) : UNKNOWN;
}
