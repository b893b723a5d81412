import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { nameOfUrn } from "../records";
import { type ResourceRecord, UNKNOWN } from "../rule";

type Properties = Readonly<Record<string, unknown>>;

/** What a resource policy is asked about: the checked inputs of one resource, before it is created. */
export function recordOfResourceArgs({
  type,
  urn,
  name,
  props,
  provider,
  opts,
}: ResourceValidationArgs): ResourceRecord {
  return {
    type,
    urn,
    name: name || nameOfUrn(urn),
    props: plainProps(props),
    parent: opts.parent,
    provider: provider && plainProps(provider.props),
  };
}

/**
 * What a stack policy is asked about: the state of a resource, and its edges.
 * @param providers Provider configurations converted already, by URN; added to.
 */
export function recordOfPolicyResource(resource: PolicyResource, providers: Map<string, Properties>): ResourceRecord {
  const { type, urn, name, parent, propertyDependencies } = resource;
  const props = plainProps(resource.props);
  return {
    type,
    urn,
    name: name || nameOfUrn(urn),
    id: props.id === UNKNOWN || typeof props.id === "string" ? props.id : undefined,
    props,
    parent: parent?.urn,
    provider: providerOf(resource, providers),
    edges: Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, targets]) => [
        property,
        targets.map((target) => target.urn),
      ]),
    ),
  };
}

function providerOf({ provider }: PolicyResource, known: Map<string, Properties>): Properties | undefined {
  if (!provider) return undefined;
  let props = known.get(provider.urn);
  if (!props) {
    props = plainProps(provider.props);
    known.set(provider.urn, props);
  }
  return props;
}

/**
 * A plain copy of what `@pulumi/policy` wraps in proxies. Listing keys is always allowed; reading a value that is not
 * known yet throws, and then UNKNOWN stands in its place, so that one unknown hides nothing else.
 */
function plainProps(proxy: Properties): Properties {
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(proxy)) {
    if (key.startsWith("__")) continue;
    const value = read(proxy, key);
    if (value !== undefined) plain[key] = value;
  }
  return plain;
}

function read(container: object, key: string | number): unknown {
  let value: unknown;
  try {
    value = Reflect.get(container, key);
  } catch {
    return UNKNOWN;
  }
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value)
    ? Array.from(value.keys(), (index) => read(value, index))
    : plainProps(value as Properties);
}
