import { isDeepStrictEqual } from "node:util";
import { declarationOf } from "@plinth/engine/sdk/declarations";
import type { ResourceRecord } from "@plinth/policies";
import { isProviderType, STACK_TYPE } from "@plinth/standards/pulumi/urn";
import { ASSET_SIGNATURE, isAsset, SIGNATURE } from "@plinth/standards/pulumi/wire";
import {
  type Assigned,
  assignedIn,
  identitiesOf,
  isIn,
  type ReplayedStack,
} from "../../exhaustive/registrations/replayed-mutations";

/** One resource that the program in `tests/fixtures/engine/registrations` registers. */
export interface Registration {
  readonly kind: "component" | "custom" | "provider";
  readonly type: string;
  readonly name: string;
  /** Place of the parent in the list. Default: the stack. */
  readonly parent?: number;
  /** Place of the provider. Default: the default provider. */
  readonly provider?: number;
  /**
   * Plain data; `{ $text: (string | { of, output })[] }` is a text with outputs of earlier resources in it, and
   * `{ $asset }` and `{ $archive }` are an empty asset and an empty archive.
   */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Outputs of it that others refer to. */
  readonly outputs: readonly string[];
}

/**
 * Records as the registrations of a program: only inputs, with outputs of the resources registered before in the place of
 * what AWS assigns, so that a real preview does not know them.
 * @param records Linked and in order.
 * @param stack The records before they were changed.
 */
export function registrationsFor(records: readonly ResourceRecord[], stack: ReplayedStack): readonly Registration[] {
  const own = records.filter(({ type, name }) => type !== STACK_TYPE && !isDefaultProvider(type, name));
  const places = new Map(own.map(({ urn }, place) => [urn, place]));
  const original = new Map(stack.records.map((record) => [record.urn, record]));
  const assigned = assignedIn(stack);
  const earlier: Assigned[] = [];
  const outputs = own.map(() => new Set<string>());
  const refer: Refer = ({ urn, output }) => {
    const of = places.get(urn) ?? -1;
    if (output !== "id") outputs[of]?.add(output);
    return { of, output };
  };
  const registrations = own.map((record) => {
    const before = original.get(record.urn);
    const inputs = inputsOf(record, before, stack).map(([key, value]) => {
      const linked = earlier.filter(({ urn }) => record.edges?.[key]?.includes(urn));
      return [key, inputOf(value, linked, refer)] as const;
    });
    earlier.push(...(before ? assigned.filter(({ urn }) => urn === record.urn) : identitiesOf(record)));
    return {
      kind: kindOf(record),
      type: record.type,
      name: record.name,
      parent: places.get(record.parent ?? ""),
      provider: placeOfProvider(record, own),
      inputs: Object.fromEntries(inputs),
    };
  });
  return registrations.map((registration, place) => ({ ...registration, outputs: [...(outputs[place] ?? [])] }));
}

/** Writes down a reference to an output. */
type Refer = (assigned: Assigned) => { readonly of: number; readonly output: string };

function isDefaultProvider(type: string, name: string): boolean {
  return isProviderType(type) && /^default(_|$)/.test(name);
}

function kindOf({ type, id }: ResourceRecord): Registration["kind"] {
  if (isProviderType(type)) return "provider";
  return id === undefined ? "component" : "custom";
}

function inputsOf(
  record: ResourceRecord,
  before: ResourceRecord | undefined,
  { inputs }: ReplayedStack,
): readonly (readonly [string, unknown])[] {
  const { urn, type, props } = record;
  const declared = declarationOf(type).inputs;
  const own = Object.entries(props).filter(
    ([key, value]) =>
      (declared.size === 0 || declared.has(key)) && (before?.props[key] !== value || inputs.get(urn)?.has(key)),
  );
  return before ? own : Object.entries({ ...requiredInputs(record), ...Object.fromEntries(own) });
}

/** Stand for arguments that the provider requires: a mutation adds only what rules read. */
function requiredInputs({ type, provider }: ResourceRecord): Readonly<Record<string, unknown>> {
  const [account = ""] = /\d{12}/.exec(String(provider?.allowedAccountIds)) ?? [];
  const required = [...declarationOf(type).inputs].flatMap(([name, input]) => (input.required ? name : []));
  const standIn = (name: string) => (name.endsWith("Arn") ? `arn:aws:iam::${account}:role/required` : "required");
  return Object.fromEntries(required.map((name) => [name, standIn(name)]));
}

function placeOfProvider({ provider }: ResourceRecord, own: readonly ResourceRecord[]): number | undefined {
  if (!provider) return undefined;
  const place = own.findIndex(({ type, props }) => isProviderType(type) && isDeepStrictEqual(props, provider));
  return place < 0 ? undefined : place;
}

function inputOf(value: unknown, linked: readonly Assigned[], refer: Refer): unknown {
  if (typeof value === "string") return textOf(value, linked, refer);
  if (Array.isArray(value)) return value.map((member) => inputOf(member, linked, refer));
  if (typeof value !== "object" || value === null) return value;
  if (isAsset(value)) return value[SIGNATURE] === ASSET_SIGNATURE ? { $asset: true } : { $archive: true };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inputOf(member, linked, refer)]));
}

/** A text with references in the place of what is assigned; an ARN goes before the id that it holds. */
function textOf(text: string, linked: readonly Assigned[], refer: Refer): unknown {
  const [longest] = linked.filter((one) => isIn(text, one)).sort((a, b) => b.value.length - a.value.length);
  if (!longest) return text;
  const parts = text.split(longest.value).flatMap((between, i) => {
    const rest = between === "" ? [] : partsOf(textOf(between, linked, refer));
    return i === 0 ? rest : [refer(longest), ...rest];
  });
  return { $text: parts };
}

function partsOf(text: unknown): readonly unknown[] {
  return typeof text === "object" && text !== null && "$text" in text ? (text.$text as unknown[]) : [text];
}
