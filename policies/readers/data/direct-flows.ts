import { dependenciesOf } from "../../core/dependencies";
import { memoizeByEstate } from "../../core/memoize";
import { topLevelProperty } from "../../core/properties";
import type { Estate, ResourceRecord } from "../../core/rule";
import { parsedJson, textOf, valueAt, valuesAt } from "../../core/values";
import { declarationsOf, logGroupsOf } from "../observability/service-log-groups";
import type { End, Named } from "./direct-flow";
import { DIRECT_FLOWS, STAND_INS } from "./direct-flow-types";
import { DATABASES } from "./flow-ends";
import { bucketsByName, type DataFlow } from "./flows";
import { LEFTOVER_FLOWS } from "./leftover-flows";

/** Types that say that AWS copies from one store to another. */
export const DIRECT_CARRIERS: readonly string[] = [
  ...new Set([...Object.keys(DIRECT_FLOWS), ...Object.keys(LEFTOVER_FLOWS)]),
];

/** The flows that AWS itself makes for a resource, each with its sources and its targets. */
export function directFlowsOf(carrier: ResourceRecord, estate: Estate): readonly DataFlow[] {
  const has = ([path, value]: readonly [string, unknown]) => textOf(valueAt(carrier.props, path)) === textOf(value);
  const flows = [DIRECT_FLOWS, LEFTOVER_FLOWS]
    .flatMap(({ [carrier.type]: ofType = [] }) => ofType)
    .filter(({ when, unless }) => (when === undefined || has(when)) && (unless === undefined || !has(unless)));
  return flows.map(({ from, to }) => ({
    sources: endsAt(carrier, from, estate),
    targets: carrier.type === SELECTION ? vaultsOf(carrier, estate) : endsAt(carrier, to, estate),
    complete: true,
  }));
}

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const SELECTION = "aws:backup/selection:Selection";

function vaultsOf(selection: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const plans = estate.references(selection, "planId", ["aws:backup/plan:Plan"]).found;
  return plans.flatMap((plan) => estate.references(plan, "rules[].targetVaultName", ["aws:backup/vault:Vault"]).found);
}

function endsAt(carrier: ResourceRecord, end: End, estate: Estate): readonly ResourceRecord[] {
  if (end === "itself") return [carrier];
  if (end === "its logs") return logGroupsOf(carrier, estate).flatMap((group) => declarationsOf(group, estate));
  return namedAt(carrier, end, estate)
    .flatMap((one) => STAND_INS[one.type]?.flatMap((store) => storesBehind(one, store, estate)) ?? [one])
    .filter(({ urn }) => urn !== carrier.urn);
}

/** An endpoint names its store by a host name, which the store alone knows: what the property depends on is the store. */
function storesBehind(standIn: ResourceRecord, store: Named, estate: Estate): readonly ResourceRecord[] {
  const named = namedAt(standIn, store, estate);
  return named.length > 0 ? named : dependenciesOf(standIn, topLevelProperty(store.path), store.types, estate);
}

function namedAt(carrier: ResourceRecord, { path, types }: Named, estate: Estate): readonly ResourceRecord[] {
  const property = topLevelProperty(path);
  // Policies of redriving are text of JSON.
  const parsed = parsedJson(carrier.props[property]);
  const opened = typeof parsed === "object" && parsed !== null ? openedAt(carrier, property, parsed) : carrier;
  const { found } = estate.references(opened, path, types);
  if (found.length > 0) return found;
  return valuesAt(opened.props, path).flatMap((value) =>
    typeof value === "string" ? namedBy(value, estate).filter(({ type }) => types.includes(type)) : [],
  );
}

/** By the identifier of a database, the `s3://` address of a bucket, or the ARN of the streams of a log group. */
function namedBy(value: string, estate: Estate): readonly ResourceRecord[] {
  const [, bucket] = /^s3:\/\/([^/]+)/.exec(value) ?? [];
  if (bucket !== undefined) return bucketsByName(estate).get(bucket) ?? [];
  const [, group] = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+):\*$/.exec(value) ?? [];
  if (group !== undefined) return logGroupsByName(estate).get(group) ?? [];
  return byIdentifier(estate).get(value) ?? [];
}

const logGroupsByName = memoizeByEstate(
  (estate) => new Map(estate.ofType(LOG_GROUP).map((group) => [group.props.name, [group]])),
);

function openedAt(carrier: ResourceRecord, property: string, value: unknown): ResourceRecord {
  return value === carrier.props[property] ? carrier : { ...carrier, props: { ...carrier.props, [property]: value } };
}

const IDENTIFIERS = [
  "identifier",
  "clusterIdentifier",
  "dbSnapshotIdentifier",
  "targetDbSnapshotIdentifier",
  "dbClusterSnapshotIdentifier",
  "targetDbClusterSnapshotIdentifier",
];

/** Databases and snapshots are named by an identifier, which is not their id. */
const byIdentifier = memoizeByEstate((estate) => {
  const found = new Map<string, ResourceRecord[]>();
  for (const resource of estate.ofType(...DATABASES)) {
    for (const property of IDENTIFIERS) {
      const value = valueAt(resource.props, property);
      if (typeof value === "string" && value !== "") found.set(value, [...(found.get(value) ?? []), resource]);
    }
  }
  return found;
});
