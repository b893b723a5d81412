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
}

/** How a state marks secrets: `{ [SIGNATURE]: SECRET, … }`. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Sentinels that stand for values not known yet, one for each kind of value, on Pulumi's wire. */
const SENTINELS: ReadonlySet<string> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * Records of a run's resources as CrossGuard would hand them to a pack: outputs where there are any, without the
 * engine's own `__` properties, reads (`external`) left out.
 */
export function recordsOf(resources: readonly StateResource[]): ResourceRecord[] {
  const providers = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { type, urn, inputs, outputs } of resources) {
    if (type.startsWith("pulumi:providers:")) providers.set(urn, plainProperties({ ...inputs, ...outputs }));
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
    id: id === undefined || SENTINELS.has(id) ? UNKNOWN : id || undefined,
    props: plainProperties({ ...resource.inputs, ...resource.outputs }),
    parent,
    provider: provider === undefined ? undefined : (providers.get(provider) ?? providers.get(withoutId(provider))),
    edges: resource.propertyDependencies,
  };
}

/** Logical name: what stands behind the last `::` of a URN. */
export function nameOfUrn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function withoutId(provider: string): string {
  return provider.slice(0, provider.lastIndexOf("::"));
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
export function plainValue(value: unknown): unknown {
  if (typeof value === "string") return SENTINELS.has(value) ? UNKNOWN : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plainValue);
  return isSecret(value) ? secretOf(value) : plainProperties(value as Record<string, unknown>);
}

interface Secret {
  /** JSON, in a state that was exported with its secrets shown. */
  readonly plaintext?: unknown;
}

function isSecret(value: object): value is Secret {
  return Reflect.get(value, SIGNATURE) === SECRET;
}

function secretOf({ plaintext }: Secret): unknown {
  return typeof plaintext === "string" ? plainValue(JSON.parse(plaintext)) : UNKNOWN;
}
