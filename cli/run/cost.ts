import type { PreviewedResource } from "@plinth/engine";
import type { Standard } from "@plinth/standards";

/** A monthly cost of a stack without any use, or the cost that its own configuration expects. */
export interface CostDriver {
  /** What costs: `KMS keys`. */
  readonly name: string;
  /** How the figure comes about: `9 of them in 18 zones in all × 730 h × 0.011 USD`. */
  readonly basis: string;
  /** US dollars a month, to the cent. */
  readonly monthlyUsd: number;
}

/** Hours of a month in AWS's pricing calculator. */
const HOURS_A_MONTH = 730;

/**
 * Half a unit twice over for indexing and for search, however little is stored: AWS Big Data Blog, "Amazon OpenSearch
 * Serverless cost-effective search capabilities, at any scale" (read 2026-11).
 */
const MIN_COMPUTE_UNITS = 2;

/** Monthly cost drivers, highest first. `expectedInferenceUsd` comes from the stack's configuration. */
export function costDrivers(
  resources: readonly PreviewedResource[],
  expectedInferenceUsd: number | undefined,
  { prices }: Standard,
): CostDriver[] {
  const ofType = (type: string) => resources.filter((r) => r.type === type && !r.external);
  const zones = ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter((r) => r.outputs.vpcEndpointType === "Interface")
    .map((r) => (Array.isArray(r.outputs.subnetIds) ? r.outputs.subnetIds.length : 1));
  const endpointZones = zones.reduce((sum, n) => sum + n, 0);
  const keys = ofType("aws:kms/key:Key").length;
  const alarms = ofType("aws:cloudwatch/metricAlarm:MetricAlarm").length;
  const computeUnits = ofType("aws:opensearch/serverlessCollection:ServerlessCollection").some(isVectorStore)
    ? MIN_COMPUTE_UNITS
    : 0;
  const drivers: CostDriver[] = [
    {
      name: "interface endpoints",
      basis: `${zones.length} of them in ${endpointZones} zones in all × ${HOURS_A_MONTH} h × ${prices.interfaceEndpointPerZoneHourUsd} USD`,
      monthlyUsd: endpointZones * HOURS_A_MONTH * prices.interfaceEndpointPerZoneHourUsd,
    },
    {
      name: "KMS keys",
      basis: `${keys} × ${prices.kmsKeyMonthUsd} USD`,
      monthlyUsd: keys * prices.kmsKeyMonthUsd,
    },
    {
      name: "vector store",
      basis: `at least ${computeUnits} compute units, shared by all collections × ${HOURS_A_MONTH} h × ${prices.searchComputeUnitHourUsd} USD`,
      monthlyUsd: computeUnits * HOURS_A_MONTH * prices.searchComputeUnitHourUsd,
    },
    {
      name: "alarms",
      basis: `${alarms} × ${prices.alarmMonthUsd} USD`,
      monthlyUsd: alarms * prices.alarmMonthUsd,
    },
    { name: "inference", basis: "expected, from the stack's configuration", monthlyUsd: expectedInferenceUsd ?? 0 },
  ];
  return drivers
    .filter((d) => d.monthlyUsd > 0)
    .map((d) => ({ ...d, monthlyUsd: Math.round(d.monthlyUsd * 100) / 100 }))
    .sort((a, b) => b.monthlyUsd - a.monthlyUsd);
}

/** A collection of a group scales down to nothing by itself; others hold their compute units. */
function isVectorStore({ outputs }: PreviewedResource): boolean {
  return outputs.type === "VECTORSEARCH" && !outputs.collectionGroupName;
}
