import { memoizeByText } from "../../core/memoize";
import { canonicalType } from "../../core/variants";

/** What a property of a type can be about. */
export type Fact =
  /** A role that the resource, or a service for it, runs under: its ARN or its name. */
  | "roles"
  /** An instance profile, by its ARN or its name. */
  | "instanceProfiles"
  | "subnets"
  | "securityGroups"
  /** A switch, or a mode, that opens the resource to the internet or leads it there. */
  | "publicSwitches"
  /** A document that gives permissions, as JSON. */
  | "policyDocuments"
  /** For how long something is kept, or when it is deleted. */
  | "retention"
  /** A key of AWS KMS. */
  | "keys"
  /** A map, or a list, of variables and parameters in plain text. */
  | "environment"
  /** A URL or a host name of something elsewhere. */
  | "endpoints"
  /** A region that something is copied to, or runs in, besides that of the resource itself. */
  | "regions"
  | "tags";

/** The file that `npm run generate -- type-facts` writes. */
export interface TypeFacts {
  readonly paths: readonly string[];
  /** By provider and module (`aws:s3`), then by class (`Bucket`), then by fact: positions in `paths`. */
  readonly modules: Readonly<Record<string, Readonly<Record<string, Found>>>>;
}

type Found = Partial<Readonly<Record<Fact, readonly number[]>>>;

let loaded: { readonly paths: readonly string[]; readonly types: ReadonlyMap<string, Found> } | undefined;

/** Read when it is first asked for: most commands judge nothing. */
function facts() {
  if (!loaded) {
    const { paths, modules } = require("./type-properties.json") as TypeFacts;
    const types = Object.entries(modules).flatMap(([module, classes]) =>
      Object.entries(classes).map(([name, found]) => [tokenOf(module, name), found] as const),
    );
    loaded = { paths, types: new Map(types) };
  }
  return loaded;
}

/** `aws:s3` and `Bucket` are `aws:s3/bucket:Bucket`; `aws-native` has no middle part. */
function tokenOf(module: string, name: string): string {
  if (!module.startsWith("aws:")) return `${module}:${name}`;
  return `${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

const NONE: readonly string[] = [];

/**
 * Paths of the properties of a type that a fact is about, in the grammar of `Estate.references`: `a.b[].c`. Empty for a
 * type that has none, and for one that no schema knows ({@link isKnownType}).
 */
export function pathsOf(type: string, fact: Fact): readonly string[] {
  return pathsByFact(fact).get(type) ?? NONE;
}

/** Types with at least one property that a fact is about, of both providers, but those that rules read as another type. */
export function typesWith(fact: Fact): readonly string[] {
  return [...pathsByFact(fact).keys()].filter((type) => canonicalType(type) === type);
}

/** Every type that the schemas know, of both providers. */
export function allTypes(): readonly string[] {
  return [...facts().types.keys()];
}

/** Whether a type takes tags of its own. */
export function isTaggable(type: string): boolean {
  return pathsByFact("tags").has(type);
}

/** Whether the schemas know a type at all. */
export function isKnownType(type: string): boolean {
  return facts().types.has(type);
}

/**
 * A type of `@pulumi/aws` has the paths of its variants as well: what CloudFormation says inside of a resource, and the
 * provider in a resource of its own or not at all, keeps the name that it has there.
 */
const pathsByFact = memoizeByText((fact): ReadonlyMap<string, readonly string[]> => {
  const { paths, types } = facts();
  const found = new Map<string, Set<string>>();
  for (const [type, { [fact as Fact]: positions = [] }] of types) {
    const own = positions.map((position) => paths[position] ?? "");
    for (const one of own.length > 0 ? new Set([type, canonicalType(type)]) : []) {
      found.set(one, new Set([...(found.get(one) ?? []), ...own]));
    }
  }
  return new Map([...found].map(([type, all]) => [type, [...all]]));
});
