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
 * A plain copy of what `@pulumi/policy` wraps in proxies. Reading from them throws where a value is not known yet;
 * property descriptors come from behind them, with the engine's sentinels in the places of such values.
 */
function plainProps(proxy: Properties): Properties {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(proxy));
  return plainProperties(Object.fromEntries(descriptors.map(([key, { value }]) => [key, value])));
}
