import type { ResourceRecord } from "@plinth/policies";
import { ofType } from "./mutation";

const PROFILE = "aws:bedrock/inferenceProfile:InferenceProfile";
const KEY = "aws:kms/key:Key";

/** Where a stack's workload is, as its own resources tell it, by what templates call it: `{account}`. */
export type Place = Readonly<Record<string, string>>;

/** The place of a resource: account, region and tags of whoever manages it. */
export function placeOf({ provider = {} }: ResourceRecord): Place {
  const [account = ""] = JSON.parse(String(provider.allowedAccountIds));
  const { tags } = JSON.parse(String(provider.defaultTags));
  return { ...tags, account, region: String(provider.region) };
}

/** A workload that asks models: the first of its ways to one, as a neighbour of what a team adds, and its place. */
export interface Workload {
  readonly neighbour: ResourceRecord;
  readonly place: Place;
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
        place: {
          ...placeOf(neighbour),
          profile: areaAndModel,
          model: areaAndModel.slice(areaAndModel.indexOf(".") + 1),
          key: String(key?.props.arn),
        },
      };
    });
}

/** A template of plain data, with what it says of a place in braces put in. */
export function placed<T>(template: T, place: Place): T {
  const text = JSON.stringify(template).replaceAll(/\{([a-z-]+)\}/g, (whole, name) => place[name] ?? whole);
  return JSON.parse(text);
}

export function isProduction(record: ResourceRecord): boolean {
  return placeOf(record).environment === "prod";
}
