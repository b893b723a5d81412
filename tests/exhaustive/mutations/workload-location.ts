import type { ResourceRecord } from "@plinth/policies";
import { ofType } from "./mutation";

const PROFILE = "aws:bedrock/inferenceProfile:InferenceProfile";
const KEY = "aws:kms/key:Key";

/** Where a stack's workload is, as its own resources tell it, by what templates call it: `{account}`. */
export type Location = Readonly<Record<string, string>>;

/** The location of a resource: account, region and tags of whoever manages it. */
export function locationOf({ provider = {} }: ResourceRecord): Location {
  const [account = ""] = JSON.parse(String(provider.allowedAccountIds));
  const { tags } = JSON.parse(String(provider.defaultTags));
  return { ...tags, account, region: String(provider.region) };
}

/** A workload that asks models: the first of its ways to one, as a neighbour of what a team adds, and its location. */
export interface Workload {
  readonly neighbour: ResourceRecord;
  readonly location: Location;
}

/** The workload of a stack, or none where nothing in it asks models. */
export function workloadsIn(records: readonly ResourceRecord[]): readonly Workload[] {
  return ofType(records, PROFILE)
    .slice(0, 1)
    .map((neighbour) => {
      const [, areaAndModel = ""] = String(Object(neighbour.props.modelSource).copyFrom).split("/");
      const [key] = ofType(records, KEY);
      return {
        neighbour,
        location: {
          ...locationOf(neighbour),
          profile: areaAndModel,
          model: areaAndModel.slice(areaAndModel.indexOf(".") + 1),
          key: String(key?.props.arn),
        },
      };
    });
}

/** A template of plain data, with its placeholders in braces replaced by values of a location. */
export function fillTemplate<T>(template: T, location: Location): T {
  const text = JSON.stringify(template).replaceAll(/\{([a-z-]+)\}/g, (whole, name) => location[name] ?? whole);
  return JSON.parse(text);
}

export function isProduction(record: ResourceRecord): boolean {
  return locationOf(record).environment === "prod";
}
