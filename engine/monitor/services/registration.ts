import { createUrn, nameOfUrn, type UrnScope } from "@plinth/standards/pulumi/urn";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { PreviewedResource } from "../../preview";
import type { Values } from "../../simulation";

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

/**
 * URNs under which the real engine would look for the resource's earlier state: its own aliases, and what each of them,
 * and the resource itself, was called while the parent had another name or type.
 * @param parentAliases Those of the parent.
 */
export function aliasUrns(registration: Registration, scope: UrnScope, parentAliases: readonly string[]): string[] {
  const { type, name, parent } = registration;
  const inherited = (aliasType: string, aliasName: string) =>
    parentAliases.map((urn) =>
      createUrn(scope, urn, aliasType, childName(aliasName, nameOfUrn(parent), nameOfUrn(urn))),
    );
  const own = registration.aliases.flatMap((alias) => {
    if (alias.hasUrn()) return [alias.getUrn()];
    const spec = alias.getSpec();
    const [aliasType, aliasName] = [spec?.getType() || type, spec?.getName() || name];
    const aliasScope = { stack: spec?.getStack() || scope.stack, project: spec?.getProject() || scope.project };
    const aliasParent = spec?.getNoparent() ? "" : spec?.getParenturn() || parent;
    const urn = createUrn(aliasScope, aliasParent, aliasType, aliasName);
    return aliasParent === parent ? [urn, ...inherited(aliasType, aliasName)] : [urn];
  });
  return [...new Set([...own, ...inherited(type, name)])];
}

/** A child is usually named after its parent, so that a parent's other name is the prefix of the child's. */
function childName(name: string, parentName: string, parentAlias: string): string {
  return name.startsWith(parentName) ? parentAlias + name.slice(parentName.length) : name;
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
