import { camelCase, nativeToken } from "./names";

/**
 * How a value is written where it goes to: `free` has keys that are not names of properties; `tags` is a list of keys (or
 * names) with values that becomes a map; `first` a list of which there is one; `list` one thing that becomes a list.
 */
export type Conversion = "free" | "tags" | "first" | "list" | "boolean" | "number";

/** What becomes of a property that does not keep its name and form. */
export interface PropertyMapping {
  /** Its name there; the empty text for an object whose members stand beside its own siblings. Default: the same. */
  readonly to?: string;
  /** Default: as it is. */
  readonly as?: Conversion;
  /** Its members that do not keep their names and forms. Default: none. */
  readonly in?: Mappings;
}

/** By names of CloudFormation. */
export type Mappings = Readonly<Record<string, PropertyMapping>>;

type Properties = Readonly<Record<string, unknown>>;

/** The types, and the mappings of a type by names in lower case, read when they are first asked for. */
class Mapping {
  readonly #types = new Map<string, string>();
  readonly #counterparts: Readonly<Record<string, string | null>>;
  readonly #native = new Map<string, string[]>();
  readonly #byType = new Map<string, LowerMappings>();
  #scalars: ReadonlyMap<string, Conversion> | undefined;

  constructor() {
    this.#counterparts = require("./types.json") as Readonly<Record<string, string | null>>;
    for (const [type, token] of Object.entries(this.#counterparts)) {
      const native = nativeToken(type);
      this.#types.set(native.toLowerCase(), type);
      if (token) this.#native.set(token, [...(this.#native.get(token) ?? []), native]);
    }
  }

  typeOf(native: string): string | undefined {
    return this.#types.get(native.toLowerCase());
  }

  counterpartOf(type: string): string | undefined {
    return this.#counterparts[type] ?? undefined;
  }

  nativesOf(token: string): readonly string[] {
    return this.#native.get(token) ?? [];
  }

  mappingsOf(type: string): LowerMappings {
    let found = this.#byType.get(type);
    if (!found) {
      const all = require("./properties.json") as Readonly<Record<string, Mappings>>;
      found = lowered(all[type]);
      this.#byType.set(type, found);
    }
    return found;
  }

  scalarOf(name: string): Conversion | undefined {
    if (!this.#scalars) {
      const names = require("./scalars.json") as Readonly<Record<"boolean" | "number", readonly string[]>>;
      this.#scalars = new Map([
        ...names.boolean.map((one) => [one.toLowerCase(), "boolean"] as const),
        ...names.number.map((one) => [one.toLowerCase(), "number"] as const),
      ]);
    }
    return this.#scalars.get(name.toLowerCase());
  }
}

interface LowerMapping extends Pick<PropertyMapping, "to" | "as"> {
  readonly in: LowerMappings;
}
type LowerMappings = ReadonlyMap<string, LowerMapping>;

const NONE: LowerMappings = new Map();

function lowered(mappings: Mappings | undefined): LowerMappings {
  if (!mappings) return NONE;
  return new Map(
    Object.entries(mappings).map(([name, one]) => [
      name.toLowerCase(),
      { to: one.to, as: one.as, in: lowered(one.in) },
    ]),
  );
}

let mapping: Mapping | undefined;
const known = (): Mapping => {
  mapping ??= new Mapping();
  return mapping;
};

/** The CloudFormation type of an `aws-native` token; undefined for one that AWS's specification has not. */
export function cloudFormationType(native: string): string | undefined {
  return known().typeOf(native);
}

/** The type of `@pulumi/aws` that describes the same as a CloudFormation type; undefined where there is none. */
export function counterpart(type: string): string | undefined {
  return known().counterpartOf(type);
}

/** The `aws-native` tokens of the CloudFormation types that describe the same as a type of `@pulumi/aws`. */
export function nativeTokensOf(token: string): readonly string[] {
  return known().nativesOf(token);
}

/**
 * Properties as a template or a desired state has them, with names as `aws-native` has them. Keys that are no names of
 * properties (tags, variables, statements of a policy) stay; texts of numbers and booleans become such.
 */
export function nativeProperties(type: string, properties: Properties): Properties {
  return renamed(properties, known().mappingsOf(type));
}

function renamed(properties: Properties, mappings: LowerMappings): Properties {
  const entries = Object.entries(properties).map(([name, value]) => {
    const found = mappings.get(name.toLowerCase());
    const inner = found?.as === "free" ? value : each(value, (one) => renamed(one, found?.in ?? NONE));
    return [camelCase(name), scalar(inner, found?.as ?? known().scalarOf(name))];
  });
  return Object.fromEntries(entries);
}

/** Properties of `aws-native` as `@pulumi/aws` has them. What it has no counterpart for keeps its name. */
export function counterpartProperties(type: string, native: Properties): Properties {
  return moved(native, known().mappingsOf(type));
}

/** Names that a top-level property of `aws-native` has in `@pulumi/aws`: several if its members stand there alone. */
export function counterpartNames(type: string, property: string): readonly string[] {
  const found = known().mappingsOf(type).get(property.toLowerCase());
  if (found?.to !== "") return [found?.to ?? property];
  return [property, ...[...found.in].flatMap(([name, one]) => one.to ?? name)];
}

function moved(native: Properties, mappings: LowerMappings): Properties {
  const props: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(native)) {
    const found = mappings.get(name.toLowerCase());
    const inner =
      found?.as === "free" || found?.as === "tags" ? value : each(value, (one) => moved(one, found?.in ?? NONE));
    if (found?.to === "" && isObject(inner)) Object.assign(props, inner);
    else props[found?.to || name] = converted(inner, found?.as ?? known().scalarOf(name));
  }
  return props;
}

function each(value: unknown, change: (one: Properties) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => each(one, change));
  return isObject(value) ? change(value) : value;
}

function converted(value: unknown, as: Conversion | undefined): unknown {
  if (as === "first") return Array.isArray(value) ? value[0] : value;
  if (as === "list") return isObject(value) ? [value] : value;
  return as === "tags" ? tagsOf(value) : scalar(value, as);
}

const TRUE = /^(true|enabled?|on)$/i;
const FALSE = /^(false|disabled?|off)$/i;

function scalar(value: unknown, as: Conversion | undefined): unknown {
  if (typeof value !== "string") return value;
  if (as === "boolean") return TRUE.test(value) ? true : FALSE.test(value) ? false : value;
  return as === "number" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** A list with a member that is not known, a symbol, is not known as a whole. */
function tagsOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const tags: Record<string, unknown> = {};
  for (const one of value) {
    if (!isObject(one)) return one;
    const key = one.key ?? one.Key ?? one.name ?? one.Name;
    if (typeof key !== "string") return key ?? value;
    tags[key] = one.value ?? one.Value ?? "";
  }
  return tags;
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
