import type { Standard } from "@plinth/standards";
import { arnNames } from "./arn";
import { openedRecords } from "./containers";
import { dependenciesOf } from "./dependencies";
import { topLevelProperty } from "./properties";
import { type Estate, type References, type ResourceRecord, UNKNOWN, type Unknown } from "./rule";
import { valuesAt } from "./values";

/** Properties by which other resources name a resource. An id is one too; it is kept beside the properties. */
const IDENTITIES = ["arn", "name", "id", "bucket", "qualifiedArn", "invokeArn", "url", "keyId", "aliasArn"] as const;

/**
 * What else names resources of a type: routes lead to the endpoints that a firewall has made, not to the firewall, and
 * consumers read a table's stream.
 */
const OWN_IDENTITIES: Readonly<Record<string, string>> = {
  "aws:dynamodb/table:Table": "streamArn",
  "aws:networkfirewall/firewall:Firewall": "firewallStatuses[].syncStates[].attachments[].endpointId",
  "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation":
    "vpcEndpointAssociationStatuses[].associationSyncStates[].attachments[].endpointId",
};

/**
 * Indexes the resources of one run, each as the one type that stands for all that say the same, with those that stand in
 * templates and the like. Each index is built when it is first asked for, in one pass over one type.
 */
export function createEstate(records: readonly ResourceRecord[], standard: Standard): Estate {
  // Records of another estate hold what stands in containers already.
  const isOpened = records.some(({ within }) => within !== undefined);
  return new IndexedEstate(isOpened ? records : records.flatMap((record) => openedRecords(record)), standard);
}

type ReferrersByTarget = Map<ResourceRecord, ResourceRecord[]>;

class IndexedEstate implements Estate {
  private readonly types = new Map<string, ResourceRecord[]>();
  private readonly identities = new Map<string, Map<string, ResourceRecord[]>>();
  /** By path, by the type that refers, by the type that is referred to. */
  private readonly reverse = new Map<string, Map<string, Map<string, ReferrersByTarget>>>();

  constructor(
    readonly resources: readonly ResourceRecord[],
    readonly standard: Standard,
  ) {
    for (const record of resources) append(this.types, record.type, record);
  }

  ofType(...types: readonly string[]): readonly ResourceRecord[] {
    const [only] = types;
    if (types.length === 1 && only !== undefined) return this.types.get(only) ?? [];
    return types.flatMap((type) => this.types.get(type) ?? []);
  }

  references(resource: ResourceRecord, path: string, types: readonly string[]): References {
    const property = topLevelProperty(path);
    const found = new Set<ResourceRecord>();
    let unknowns = 0;
    let complete = true;
    for (const value of valuesAt(resource.props, path)) {
      if (value === UNKNOWN) unknowns++;
      else if (typeof value === "string" && value !== "") {
        const named = this.narrowByEdge(this.named(value, types), resource, property);
        for (const target of named) found.add(target);
        if (named.length === 0) complete = false;
      }
    }
    if (unknowns > 0 || !complete) {
      const linkedByEdge = dependenciesOf(resource, property, types, this).filter(
        (target) => unknowns > 0 || hasUnknownArn(target),
      );
      for (const target of linkedByEdge) found.add(target);
      if (unknowns > 0 && linkedByEdge.length < unknowns) complete = false;
    }
    return { found: [...found], complete };
  }

  referrers(target: ResourceRecord, path: string, types: readonly string[]): readonly ResourceRecord[] {
    // Rules ask for every variant of a type, and most programs use one.
    const present = types.filter((type) => this.types.has(type));
    const [only] = present;
    if (only === undefined) return [];
    if (present.length === 1) return this.reverseIndex(path, only, target.type).get(target) ?? [];
    return present.flatMap((type) => this.reverseIndex(path, type, target.type).get(target) ?? []);
  }

  private reverseIndex(path: string, from: string, to: string): ReferrersByTarget {
    const byPath = entryOf(this.reverse, path, () => new Map<string, Map<string, ReferrersByTarget>>());
    const byType = entryOf(byPath, from, () => new Map<string, ReferrersByTarget>());
    return entryOf(byType, to, () => {
      const index: ReferrersByTarget = new Map();
      for (const referrer of this.ofType(from)) {
        for (const target of this.references(referrer, path, [to]).found) append(index, target, referrer);
      }
      return index;
    });
  }

  private named(value: string, types: readonly string[]): readonly ResourceRecord[] {
    const indexes = types.map((type) => this.identityIndex(type));
    const exact = indexes.flatMap((index) => index.get(value) ?? []);
    if (exact.length > 0 || !value.startsWith("arn:")) return exact;
    // An ARN computed from a name refers to a resource whose own ARN is not known yet.
    return arnNames(value).flatMap((name) => indexes.flatMap((index) => index.get(name)?.filter(hasUnknownArn) ?? []));
  }

  /** Of several with one name, in several accounts, those that the property depends on; all, if it tells nothing. */
  private narrowByEdge(named: readonly ResourceRecord[], { edges }: ResourceRecord, property: string) {
    if (named.length < 2) return named;
    const linkedByEdge = named.filter(({ urn }) => edges?.[property]?.includes(urn));
    return linkedByEdge.length > 0 ? linkedByEdge : named;
  }

  private identityIndex(type: string): Map<string, ResourceRecord[]> {
    return entryOf(this.identities, type, () => {
      const index = new Map<string, ResourceRecord[]>();
      for (const record of this.ofType(type)) {
        for (const key of identitiesOf(record)) append(index, key, record);
      }
      return index;
    });
  }
}

function identitiesOf(record: ResourceRecord): Set<string> {
  const own = OWN_IDENTITIES[record.type];
  const candidates: (string | Unknown | unknown)[] = [
    record.id,
    ...IDENTITIES.map((key) => record.props[key]),
    ...(own ? valuesAt(record.props, own) : []),
  ];
  return new Set(candidates.filter((key): key is string => typeof key === "string" && key !== ""));
}

/** Whether AWS has not told the resource's own ARN yet, so that it can only be met by name or by edge. */
function hasUnknownArn(record: ResourceRecord): boolean {
  return typeof record.props.arn !== "string";
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = make();
    map.set(key, entry);
  }
  return entry;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  entryOf(map, key, () => []).push(value);
}
