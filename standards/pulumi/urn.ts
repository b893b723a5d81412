/**
 * Pulumi's URNs, `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`, and the tokens in them
 * (https://www.pulumi.com/docs/iac/concepts/resources/names/#urns, read 2026-11).
 */

/** What every URN begins with. */
export const URN_PREFIX = "urn:pulumi:";

/** Type of the resource that stands for a stack, the parent of all others. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** Type of a reference to another stack's outputs. */
export const STACK_REFERENCE_TYPE = "pulumi:pulumi:StackReference";

const PROVIDER_PREFIX = "pulumi:providers:";

/** The stack and project that a URN belongs to. */
export interface UrnScope {
  /** Name of the stack, without organisation and project: `support-prod`. */
  readonly stack: string;
  /** Name of the Pulumi project: `plinth`. */
  readonly project: string;
}

/** The parts of a URN. */
export interface UrnParts extends UrnScope {
  /** Types of the ancestors and of the resource, joined by `$`; the stack's type is left out. */
  readonly qualifiedType: string;
  /** Type of the resource: `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Logical name, which may itself hold `::`. */
  readonly name: string;
}

/** The parts of a URN; a part that a malformed URN lacks is "". */
export function parseUrn(urn: string): UrnParts {
  const [prefixed = "", project = "", qualifiedType = "", ...name] = urn.split("::");
  return {
    stack: prefixed.slice(URN_PREFIX.length),
    project,
    qualifiedType,
    type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}

/**
 * URN of a resource. The types of its ancestors are part of it, except the stack's.
 * @param parent URN of the parent; "" for none.
 */
export function createUrn({ stack, project }: UrnScope, parent: string, type: string, name: string): string {
  const ancestors = parent === "" ? STACK_TYPE : parseUrn(parent).qualifiedType;
  const qualified = ancestors === STACK_TYPE ? type : `${ancestors}$${type}`;
  return `${URN_PREFIX}${stack}::${project}::${qualified}::${name}`;
}

/** URN of the resource that stands for a stack. */
export function stackUrn({ stack, project }: UrnScope): string {
  return createUrn({ stack, project }, "", STACK_TYPE, `${project}-${stack}`);
}

/** Logical name of a URN's resource: `documents`. */
export function nameOfUrn(urn: string): string {
  return parseUrn(urn).name;
}

/** Type of a URN's resource, without its ancestors': `aws:s3/bucket:Bucket`. */
export function typeOfUrn(urn: string): string {
  return parseUrn(urn).type;
}

/** Stack of a URN, or of a pattern that begins as one: `support-prod`. */
export function stackOfUrn(urn: string): string {
  return parseUrn(urn).stack;
}

/** Package of a type or function token: `aws` of `aws:s3/bucket:Bucket` and of `aws:index/getRegion:getRegion`. */
export function packageOfToken(token: string): string {
  return token.split(":")[0] ?? "";
}

/** Type of a package's provider resources: `pulumi:providers:aws`. */
export function providerType(packageName: string): string {
  return PROVIDER_PREFIX + packageName;
}

/** Whether a type is that of a provider resource. */
export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_PREFIX);
}

/** URN of a provider resource from a reference to it, `<urn>::<id>`. */
export function urnOfProviderReference(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}
