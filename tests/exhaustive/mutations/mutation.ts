import { type ResourceRecord, rules } from "@plinth/policies";
import type { Standard } from "@plinth/standards";
import { createUrn } from "@plinth/standards/pulumi/urn";

/** One way to break a stack, and what has to be said of it. */
export interface Mutation {
  readonly title: string;
  readonly records: readonly ResourceRecord[];
  /** Rules of which at least one has to block, or to find a violation if it is advisory. */
  readonly caughtBy: readonly string[];
  /** Logical names of the resource that was changed and of those that it belongs to: a blocking verdict names one. */
  readonly names: readonly string[];
  /** Further rules that the same change breaks rightly. Default: none. */
  readonly companions?: readonly string[];
}

/** Every way of one kind that a stack's resources offer to break what the standard asks of it. */
export type Generator = (records: readonly ResourceRecord[], standard: Standard) => readonly Mutation[];

export type Props = Readonly<Record<string, unknown>>;

export function ofType(records: readonly ResourceRecord[], ...types: readonly string[]): readonly ResourceRecord[] {
  return records.filter(({ type }) => types.includes(type));
}

/** Names of the resources that a rule is asked about: it is about one of them that it has to speak. */
export function judgedNames(rule: string, records: readonly ResourceRecord[]): readonly string[] {
  return ofType(records, ...(rules.find(({ id }) => id === rule)?.types ?? [])).map(({ name }) => name);
}

/** Functions that ask models: `ModelAccess.environment` tells them which. What helps around a workload asks none. */
export function modelFunctions(records: readonly ResourceRecord[]): readonly ResourceRecord[] {
  const isModelFunction = ({ props }: ResourceRecord) => "MODELS" in Object(Object(props.environment).variables);
  return ofType(records, "aws:lambda/function:Function").filter(isModelFunction);
}

/** The records with one of them under other properties; `undefined` takes a property away. */
export function changed(records: readonly ResourceRecord[], target: ResourceRecord, props: Props): ResourceRecord[] {
  return records.map((record) => (record === target ? { ...record, props: { ...record.props, ...props } } : record));
}

/** The records with the value at a path of one of them replaced; `undefined` takes it away. */
export function changedAt(
  records: readonly ResourceRecord[],
  target: ResourceRecord,
  path: string,
  value: unknown,
): ResourceRecord[] {
  const [top = "", ...rest] = path.split(".");
  return changed(records, target, { [top]: replacedAt(target.props[top], rest, value) });
}

export function without(records: readonly ResourceRecord[], target: ResourceRecord): ResourceRecord[] {
  return records.filter((record) => record !== target);
}

/** The records with one more, under the provider of a neighbour. */
export function withOneMore(
  records: readonly ResourceRecord[],
  neighbour: ResourceRecord | undefined,
  { type, name, id = name, props }: Pick<ResourceRecord, "type" | "name" | "props"> & { readonly id?: string },
): ResourceRecord[] {
  const urn = createUrn({ stack: "mutation", project: "plinth" }, "", type, name);
  return [...records, { type, name, id, urn, props, provider: neighbour?.provider }];
}

/** The one that a property refers to by id, name or ARN. */
export function named(records: readonly ResourceRecord[], type: string, value: unknown): ResourceRecord | undefined {
  return ofType(records, type).find(({ id, props }) => [id, props.arn, props.name, props.bucket].includes(value));
}

function replacedAt(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((member, i) => (String(i) === key ? replacedAt(member, rest, by) : member));
  const object: Props = typeof value === "object" && value !== null ? { ...value } : {};
  return { ...object, [key]: replacedAt(object[key], rest, by) };
}
