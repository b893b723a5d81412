import { CLASSIFICATIONS, type Classification, LOG_RETENTION_DAYS, type StoreKind } from "./levels";
import type { CatalogueModel, CatalogueProfile, RetentionRange, Standard } from "./schema";

/** Whether `level` is as sensitive as `other`, or more. */
export function isAtLeast(level: Classification, other: Classification): boolean {
  return CLASSIFICATIONS.indexOf(level) >= CLASSIFICATIONS.indexOf(other);
}

/** The catalogue's model with this id, or undefined: it may not be used. */
export function findModel(standard: Standard, id: string): CatalogueModel | undefined {
  return standard.models.find((m) => m.id === id);
}

/** The model's geographic profile in `area`, if the standard lets data be processed there. */
export function findProfile(standard: Standard, model: CatalogueModel, area: string): CatalogueProfile | undefined {
  return standard.residency.includes(area) && Object.hasOwn(model.profiles, area) ? model.profiles[area] : undefined;
}

/** How long a store of this kind may keep data of this level. */
export function retentionRange(standard: Standard, classification: Classification, kind: StoreKind): RetentionRange {
  return standard.classifications[classification].retention[kind];
}

/** Retention of a log group: the shortest period that CloudWatch offers within the level's range for logs. */
export function logRetentionDays(standard: Standard, classification: Classification): number {
  const { minimumDays, maximumDays } = retentionRange(standard, classification, "log");
  const days = LOG_RETENTION_DAYS.find((d) => d >= minimumDays && d <= maximumDays);
  if (days === undefined)
    throw new RangeError(`no CloudWatch retention period in ${minimumDays} to ${maximumDays} days`);
  return days;
}

/** Whether `environment` is one of the standard's production environments. */
export function isProduction(standard: Standard, environment: string): boolean {
  return standard.environments.production.includes(environment);
}

/** Name of an endpoint's service in a region: `com.amazonaws.eu-west-1.bedrock-runtime`. */
export function endpointServiceName(serviceName: string, region: string): string {
  return serviceName.replace("{region}", region);
}
