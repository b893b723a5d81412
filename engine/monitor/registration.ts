import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { PreviewedResource } from "../preview";
import type { Values } from "../simulation";
import { type UrnScope, urnOf } from "./urn";

/** What a program asks for when it registers a resource, read from the request; transforms rewrite it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly remote: boolean;
  readonly packageRef: string;
  /** Tokens of the resource's own transforms. */
  readonly transforms: readonly string[];
  inputs: Values;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  provider: string;
  providers: Record<string, string>;
  version: string;
  pluginDownloadUrl: string;
  aliases: Alias[];
  protect: boolean | undefined;
  retainOnDelete: boolean | undefined;
  deletedWith: string;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  additionalSecretOutputs: string[];
  deleteBeforeReplace: boolean | undefined;
  importId: string;
  customTimeouts: RegisterResourceRequest.CustomTimeouts | undefined;
}

/** SDKs of the last years lack the newest of these getters, hence the guards. */
export function readRegistration(request: RegisterResourceRequest): Registration {
  const older: Partial<RegisterResourceRequest> = request;
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    packageRef: older.getPackageref?.() ?? "",
    transforms: (older.getTransformsList?.() ?? []).map((callback) => callback.getToken()),
    inputs: (request.getObject()?.toJavaScript() ?? {}) as Values,
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(
      [...request.getPropertydependenciesMap().entries()].map(([key, value]) => [key, value.getUrnsList()]),
    ),
    provider: request.getProvider(),
    providers: Object.fromEntries(older.getProvidersMap?.().entries() ?? []),
    version: request.getVersion(),
    pluginDownloadUrl: older.getPlugindownloadurl?.() ?? "",
    aliases: older.getAliasesList?.() ?? [],
    // Before the field was optional, false meant "not said".
    protect: older.hasProtect
      ? older.hasProtect()
        ? request.getProtect()
        : undefined
      : request.getProtect() || undefined,
    retainOnDelete: older.hasRetainondelete
      ? older.hasRetainondelete()
        ? request.getRetainondelete()
        : undefined
      : older.getRetainondelete?.() || undefined,
    deletedWith: older.getDeletedwith?.() ?? "",
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: older.getReplaceonchangesList?.() ?? [],
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    importId: request.getImportid(),
    customTimeouts: request.getCustomtimeouts(),
  };
}

/** URNs under which the real engine would look for the resource's earlier state. */
export function aliasUrns(registration: Registration, scope: UrnScope): string[] {
  const urns = registration.aliases.map((alias) => {
    if (alias.hasUrn()) return alias.getUrn();
    const spec = alias.getSpec();
    const parent = spec?.getNoparent() ? "" : spec?.getParenturn() || registration.parent;
    return urnOf(
      { stack: spec?.getStack() || scope.stack, project: spec?.getProject() || scope.project },
      parent,
      spec?.getType() || registration.type,
      spec?.getName() || registration.name,
    );
  });
  return [...new Set(urns)];
}

/** Timeouts in seconds; undefined if none is set. */
export function timeoutSeconds(registration: Registration): PreviewedResource["customTimeouts"] {
  const timeouts = registration.customTimeouts;
  if (timeouts === undefined) return undefined;
  const [create, update, remove] = [timeouts.getCreate(), timeouts.getUpdate(), timeouts.getDelete()].map(secondsOf);
  if (!create && !update && !remove) return undefined;
  return { createSeconds: create ?? 0, updateSeconds: update ?? 0, deleteSeconds: remove ?? 0 };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** Go's notation of a duration: `1h30m`, `1.5h`, `300ms`. */
function secondsOf(duration: string): number {
  let seconds = 0;
  for (const [, amount, unit] of duration.matchAll(/([\d.]+)(h|ms|m|s|us|µs|ns)/g)) {
    seconds += Number(amount) * (UNIT_SECONDS[unit ?? "s"] ?? 0);
  }
  return seconds;
}
