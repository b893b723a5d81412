import { nameOfUrn } from "@plinth/standards/pulumi/urn";
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { plainProperties } from "../core/records";
import { type ResourceRecord, UNKNOWN } from "../core/rule";

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
    edges: withoutDependencies(givenBy(props)),
  };
}

/** Names of the checked inputs that a program gives itself: of the bridged providers, without their defaults. */
export function givenBy(props: Properties): readonly string[] {
  const { __defaults: defaults } = descriptorsOf(props);
  const left: readonly unknown[] = Array.isArray(defaults?.value) ? defaults.value : [];
  return Object.getOwnPropertyNames(props).filter((name) => !name.startsWith("__") && !left.includes(name));
}

function withoutDependencies(names: readonly string[]): NonNullable<ResourceRecord["edges"]> {
  return Object.fromEntries(names.map((name) => [name, []]));
}

/**
 * What a stack policy is asked about: the state of a resource, and its edges.
 * @param providers Provider configurations converted already, by URN; added to.
 * @param given Names of the inputs that the program gives. The engine leaves out of the edges those that depend on nothing.
 */
export function recordOfPolicyResource(
  resource: PolicyResource,
  providers: Map<string, Properties>,
  given: readonly string[] = [],
): ResourceRecord {
  const { type, urn, name, parent, dependencies, propertyDependencies } = resource;
  const props = plainProps(resource.props);
  return {
    type,
    urn,
    name: name || nameOfUrn(urn),
    id: props.id === UNKNOWN || typeof props.id === "string" ? props.id : undefined,
    props,
    parent: parent?.urn,
    provider: providerOf(resource, providers),
    edges: {
      ...withoutDependencies(given),
      ...Object.fromEntries(
        Object.entries(propertyDependencies).map(([property, targets]) => [property, targets.map(({ urn }) => urn)]),
      ),
    },
    dependencies: dependencies.map(({ urn }) => urn),
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
 * A plain copy of what `@pulumi/policy` wraps in proxies. Reading from them throws where a value is not known yet;
 * property descriptors come from behind them, with the engine's sentinels in the places of such values.
 */
function plainProps(proxy: Properties): Properties {
  const descriptors = Object.entries(descriptorsOf(proxy));
  return plainProperties(Object.fromEntries(descriptors.map(([key, { value }]) => [key, value])));
}

function descriptorsOf(proxy: Properties): Readonly<Record<string, PropertyDescriptor>> {
  return Object.getOwnPropertyDescriptors(proxy);
}
