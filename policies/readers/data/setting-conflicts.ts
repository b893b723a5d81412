import { memoizeByEstate } from "../../core/memoize";
import { isEmpty, topLevelProperty } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { hasUnknown, parsedJson, textOf, valueAt, valuesAt } from "../../core/values";
import { accountKey } from "../resource/account";
import { regionOf } from "../resource/region";
import { tagsOf } from "../resource/tags";
import { EXCLUSIVE, INLINE_SETTINGS, SETTING_WRITERS, type SettingWriter, TAG_WRITERS } from "./setting-writers";

/** Who else writes the setting that a resource writes. */
interface OtherWriter {
  readonly writer: ResourceRecord;
  /** The property of the target by which the target itself writes it. Default: another resource writes it. */
  readonly property?: string;
}

const ROLE = "aws:iam/role:Role";

/** A setting in one target, as text; equal texts are one setting. */
type SettingKey = string;

/**
 * Another writer of the setting that a resource writes; undefined if there is none, UNKNOWN if there may be one, because
 * the resource does not tell yet what it writes to.
 */
export function otherWriterOf(resource: ResourceRecord, estate: Estate): OtherWriter | Unknown | undefined {
  const own = inlineWriterOf(resource, estate);
  if (own) return own;
  const index = writersByKey(estate).get(resource.type);
  const key = index?.keys.get(resource);
  if (!index || key === undefined) return undefined;
  if (key === UNKNOWN) return index.keys.size > 1 ? UNKNOWN : undefined;
  const other = index.byKey.get(key)?.find((one) => one !== resource);
  return other && { writer: other };
}

interface WritersOfType {
  readonly keys: ReadonlyMap<ResourceRecord, SettingKey | Unknown | undefined>;
  readonly byKey: ReadonlyMap<SettingKey, readonly ResourceRecord[]>;
}

const writersByKey = memoizeByEstate((estate): ReadonlyMap<string, WritersOfType> => {
  const byType = new Map<string, WritersOfType>();
  for (const [type, writer] of Object.entries(SETTING_WRITERS)) {
    const resources = estate.ofType(type);
    if (resources.length === 0) continue;
    const keys = new Map<ResourceRecord, SettingKey | Unknown | undefined>();
    for (const resource of resources) keys.set(resource, keyOf(resource, writer, estate));
    const byKey = new Map<SettingKey, ResourceRecord[]>();
    for (const [resource, key] of keys) {
      if (typeof key === "string") byKey.set(key, [...(byKey.get(key) ?? []), resource]);
    }
    byType.set(type, { keys, byKey });
  }
  return byType;
});

/** What a resource sets, and of what. Undefined if what tells its settings apart is AWS's to choose, such as a name. */
function keyOf(resource: ResourceRecord, writer: SettingWriter, estate: Estate): SettingKey | Unknown | undefined {
  const place = [accountKey(resource), regionOf(resource)].map((part) => (part === UNKNOWN ? "" : part)).join(" ");
  if (writer.target === undefined) return place;
  const names = (writer.keys ?? []).map((path) => valueAt(resource.props, path));
  if (names.includes(UNKNOWN)) return undefined;
  const target = targetOf(resource, writer, estate);
  if (target === UNKNOWN) return UNKNOWN;
  const known = typeof target === "string" ? `${place} ${target}` : target.urn;
  return [known, ...names.map(textOf)].join("\n");
}

/** The resource that a writer writes to, or else the text that names it. */
function targetOf(
  resource: ResourceRecord,
  { target = "", types }: SettingWriter,
  estate: Estate,
): ResourceRecord | string | Unknown {
  const value = valueAt(resource.props, target);
  const found = types ? estate.references(resource, target, types).found : byAddress(resource, target, estate);
  const near =
    found.length < 2
      ? found
      : found.filter(
          (one) => regionOf(one) === regionOf(resource) && accountKey(one) === accountKey(resource) && one !== resource,
        );
  const [only] = near;
  if (only && near.length === 1) return only;
  return near.length > 1 || value === UNKNOWN ? UNKNOWN : textOf(value);
}

/** What an ARN, an id or a URL names; while it is not known, the one resource of AWS that the property depends on. */
function byAddress(resource: ResourceRecord, path: string, estate: Estate): readonly ResourceRecord[] {
  const value = valueAt(resource.props, path);
  const { addresses, urns } = addressed(estate);
  if (value !== UNKNOWN) return addresses.get(textOf(value)) ?? [];
  const edges = resource.edges?.[topLevelProperty(path)] ?? [];
  const [target] = edges.map((urn) => urns.get(urn));
  return edges.length === 1 && target?.type.startsWith("aws:") ? [target] : [];
}

const addressed = memoizeByEstate(({ resources }) => {
  const addresses = new Map<string, ResourceRecord[]>();
  for (const resource of resources) {
    if (SETTING_WRITERS[resource.type]) continue;
    for (const address of new Set([resource.id, resource.props.arn, resource.props.url])) {
      if (typeof address === "string" && address !== "") {
        addresses.set(address, [...(addresses.get(address) ?? []), resource]);
      }
    }
  }
  return { addresses, urns: new Map(resources.map((resource) => [resource.urn, resource])) };
});

/** The target itself, or what is exclusive for it, where it writes something else than the resource does. */
function inlineWriterOf(resource: ResourceRecord, estate: Estate): OtherWriter | Unknown | undefined {
  const tag = TAG_WRITERS[resource.type];
  if (tag) return taggedTarget(resource, tag, estate);
  for (const setting of INLINE_SETTINGS[resource.type] ?? []) {
    if (setting.when && resource.props[setting.when[0]] !== setting.when[1]) continue;
    const target = targetOf(resource, setting, estate);
    if (target === UNKNOWN || typeof target === "string") continue;
    const property = topLevelProperty(setting.inline);
    // What a program leaves to AWS shows what the other resource wrote, once state has been refreshed.
    if (!isDeclared(target, property)) continue;
    const inline = valuesAt(target.props, setting.inline).filter((value) => !isEmpty(value));
    const same = inline.length === 0 || isSame(inline, valuesAt(resource.props, property));
    if (same !== true) return same === UNKNOWN ? UNKNOWN : { writer: target, property };
  }
  return exclusiveWriterOf(resource, estate);
}

function exclusiveWriterOf(resource: ResourceRecord, estate: Estate): OtherWriter | undefined {
  const exclusive = EXCLUSIVE[resource.type];
  const own = exclusive && valueAt(resource.props, exclusive.own);
  if (!exclusive || typeof own !== "string") return undefined;
  const [role] = estate.references(resource, "role", [ROLE]).found;
  const [writer] = role ? estate.referrers(role, "roleName", [exclusive.by]) : [];
  const listed = writer ? valuesAt(writer.props, exclusive.list) : [];
  return writer && !listed.includes(UNKNOWN) && !listed.includes(own) ? { writer } : undefined;
}

function isDeclared({ edges }: ResourceRecord, property: string): boolean {
  return edges !== undefined && Object.hasOwn(edges, property);
}

function taggedTarget(resource: ResourceRecord, writer: SettingWriter, estate: Estate): OtherWriter | undefined {
  const target = targetOf(resource, writer, estate);
  if (target === UNKNOWN || typeof target === "string") return undefined;
  const tags = tagsOf(target);
  const value = tags === UNKNOWN ? undefined : tags.get(textOf(resource.props.key));
  const isOverwritten = typeof value === "string" && value !== resource.props.value;
  return isOverwritten ? { writer: target, property: "tags" } : undefined;
}

/** Whether both write the same document, where they write one. */
function isSame(inline: readonly unknown[], separate: readonly unknown[]): boolean | Unknown {
  if (separate.length === 0) return false;
  if (hasUnknown(inline) || hasUnknown(separate)) return UNKNOWN;
  return JSON.stringify(inline.map(parsed)) === JSON.stringify(separate.map(parsed));
}

function parsed(value: unknown): unknown {
  return parsedJson(value) ?? value;
}
