import type { PreviewedResource } from "@plinth/engine";
import { isProviderType } from "@plinth/standards/pulumi/urn";
import { isAsset } from "@plinth/standards/pulumi/wire";
import { holdsSecret, type StateResource, withoutSecrets } from "./state";

/**
 * A resource in the one form in which both engines' can be compared: lists in order, nothing empty, secrets unwrapped.
 * Aliases are not part of it, because the engine forgets them once it has acted upon them.
 */
export interface ComparableResource {
  readonly type: string;
  readonly custom: boolean;
  readonly external: boolean;
  readonly id: string;
  readonly parent: string | undefined;
  readonly provider: string | undefined;
  readonly inputs: unknown;
  readonly outputs: unknown;
  readonly secretProperties: readonly string[];
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** In seconds; 0 where none is set. */
  readonly customTimeouts: Readonly<Record<string, number>>;
}

/** A stack's resources by URN. */
export type ComparableStack = Readonly<Record<string, ComparableResource>>;

export function comparableState(resources: readonly StateResource[]): ComparableStack {
  return byUrn(
    resources.map((resource) => ({
      ...common(resource),
      // A provider's id is a random number of the engine's, and part of every reference to it.
      id: isProvider(resource) ? "" : (resource.id ?? ""),
      provider: resource.provider?.replace(/::[^:]*$/, ""),
      inputs: withoutHashes(withoutSecrets(resource.inputs ?? {})),
      outputs: withoutHashes(withoutSecrets(resource.outputs ?? {})),
      secretProperties: secretProperties(resource),
      customTimeouts: { create: 0, update: 0, delete: 0, ...resource.customTimeouts },
    })),
  );
}

export function comparablePreview(resources: readonly PreviewedResource[]): ComparableStack {
  return byUrn(
    resources.map((resource) => ({
      ...common(resource),
      id: isProvider(resource) ? "" : resource.id,
      provider: resource.provider,
      inputs: withoutHashes(resource.inputs),
      outputs: withoutHashes(resource.outputs),
      secretProperties: [...resource.secretProperties].sort(),
      customTimeouts: {
        create: resource.customTimeouts?.createSeconds ?? 0,
        update: resource.customTimeouts?.updateSeconds ?? 0,
        delete: resource.customTimeouts?.deleteSeconds ?? 0,
      },
    })),
  );
}

function common(resource: StateResource | PreviewedResource) {
  const edges = Object.entries(resource.propertyDependencies ?? {}).flatMap(([property, urns]) =>
    urns && urns.length > 0 ? [[property, [...urns].sort()] as const] : [],
  );
  return {
    urn: resource.urn,
    type: resource.type,
    custom: resource.custom,
    external: resource.external ?? false,
    parent: resource.parent || undefined,
    dependencies: [...(resource.dependencies ?? [])].sort(),
    propertyDependencies: Object.fromEntries(edges),
    protect: resource.protect ?? false,
    retainOnDelete: resource.retainOnDelete ?? false,
    ignoreChanges: resource.ignoreChanges ?? [],
    additionalSecretOutputs: [...(resource.additionalSecretOutputs ?? [])].sort(),
  };
}

function byUrn(resources: readonly (ComparableResource & { readonly urn: string })[]): ComparableStack {
  const sorted = [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  return Object.fromEntries(sorted.map(({ urn, ...rest }) => [urn, rest]));
}

function secretProperties({ inputs = {}, outputs = {} }: StateResource): string[] {
  const members = [...Object.entries(inputs), ...Object.entries(outputs)];
  return [...new Set(members.filter(([, value]) => holdsSecret(value)).map(([name]) => name))].sort();
}

/** A value without the hash of an asset's contents, which the real engine reads and the offline one need not. */
function withoutHashes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutHashes);
  if (typeof value !== "object" || value === null) return value;
  const asset = isAsset(value);
  const kept = Object.entries(value).filter(([key]) => !(asset && key === "hash"));
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutHashes(member)]));
}

function isProvider({ type }: { readonly type: string }): boolean {
  return isProviderType(type);
}
