import {
  createGenericProvider,
  createSimulatedAws,
  type PreviewedResource,
  type SimulatedProvider,
  type StackPreview,
} from "@plinth/engine";
import { DATA_STORES } from "../../policies/readers/data/data-stores";

/** What an update does to a stack: resources by what happens to them. */
export interface Plan {
  readonly creates: readonly PreviewedResource[];
  readonly updates: readonly PreviewedResource[];
  /** Changed in nothing but their tags. */
  readonly retags: readonly PreviewedResource[];
  readonly replaces: readonly PreviewedResource[];
  readonly deletes: readonly PreviewedResource[];
}

/** Besides what holds data itself: without its key nothing can be read, and a trail that is replaced has a gap. */
const STORES = new Set([...DATA_STORES, "aws:kms/key:Key", "aws:cloudtrail/trail:Trail"]);

const TAGS = new Set(["tags", "tagsAll"]);

const aws = createSimulatedAws();

/** What leads from one preview of a stack to another one, by the providers' own comparison. */
export function planOf(before: StackPreview, after: StackPreview): Plan {
  const [earlier, later] = [managed(before), managed(after)];
  const both = [...earlier.values()].flatMap((old) => {
    const fresh = later.get(old.urn);
    return fresh ? [{ old, difference: differenceOf(old, fresh, after) }] : [];
  });
  const changed = both.filter(({ difference }) => difference.changes);
  const inPlace = changed.filter(({ difference }) => difference.replaces.length === 0);
  const isRetag = ({ difference }: (typeof both)[number]) => difference.diffs.every((property) => TAGS.has(property));
  return {
    creates: [...later.values()].filter(({ urn }) => !earlier.has(urn)),
    updates: inPlace.filter((one) => !isRetag(one)).map(({ old }) => old),
    retags: inPlace.filter(isRetag).map(({ old }) => old),
    replaces: changed.filter(({ difference }) => difference.replaces.length > 0).map(({ old }) => old),
    deletes: [...earlier.values()].filter(({ urn }) => !later.has(urn)),
  };
}

/** Stores of data that are replaced or deleted. */
export function storesLost({ replaces, deletes }: Plan): PreviewedResource[] {
  return [...replaces, ...deletes].filter(({ type, protect }) => protect || STORES.has(type));
}

/** `TopicSubscription`, each once, in order. */
export function classesOf(resources: readonly PreviewedResource[]): string[] {
  return [...new Set(resources.map(({ type }) => type.slice(type.lastIndexOf(":") + 1)))].sort();
}

/** Resources that a provider keeps, by URN. */
function managed({ resources }: StackPreview): ReadonlyMap<string, PreviewedResource> {
  const kept = resources.filter(({ custom, external, type }) => custom && !external && !type.startsWith("pulumi:"));
  return new Map(kept.map((resource) => [resource.urn, resource]));
}

function differenceOf(old: PreviewedResource, fresh: PreviewedResource, { resources }: StackPreview) {
  const { urn, type, name, id, outputs: olds } = old;
  const ignored = fresh.ignoreChanges.filter((property) => property in old.inputs);
  const news = { ...fresh.inputs, ...Object.fromEntries(ignored.map((property) => [property, old.inputs[property]])) };
  const config = resources.find((resource) => resource.urn === fresh.provider)?.inputs ?? {};
  return providerOf(type).diff({ urn, type, name, config, id, olds, news });
}

function providerOf(type: string): SimulatedProvider {
  const [packageName = ""] = type.split(":");
  return packageName === "aws" ? aws : createGenericProvider(packageName);
}
