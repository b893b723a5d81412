/** The parts of a URN: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
export const ROOT_STACK_TYPE = "pulumi:pulumi:Stack";
const PROVIDER_PREFIX = "pulumi:providers:";

export interface UrnScope {
  readonly stack: string;
  readonly project: string;
}

/** URN of a resource; the types of its ancestors are part of it, except the stack's. */
export function urnOf({ stack, project }: UrnScope, parent: string, type: string, name: string): string {
  const ancestors = parent === "" ? ROOT_STACK_TYPE : qualifiedTypeOf(parent);
  const qualified = ancestors === ROOT_STACK_TYPE ? type : `${ancestors}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

export function stackUrn({ stack, project }: UrnScope): string {
  return urnOf({ stack, project }, "", ROOT_STACK_TYPE, `${project}-${stack}`);
}

export function typeOf(urn: string): string {
  return qualifiedTypeOf(urn).split("$").pop() ?? "";
}

/** The name may itself hold `::`. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** `aws:s3/bucket:Bucket` and `aws:index/getRegion:getRegion` belong to `aws`. */
export function packageOf(token: string): string {
  return token.split(":")[0] ?? "";
}

export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_PREFIX);
}

export function providerType(packageName: string): string {
  return PROVIDER_PREFIX + packageName;
}

/** A provider reference is `<urn>::<id>`. */
export function urnOfReference(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

function qualifiedTypeOf(urn: string): string {
  return urn.split("::")[2] ?? "";
}
