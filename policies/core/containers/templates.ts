import { nativeProperties } from "@plinth/standards/cloudformation/mapping";
import { camelCase, nativeToken } from "@plinth/standards/cloudformation/names";
import { parseTemplate, type Template } from "@plinth/standards/cloudformation/template";
import { type ResourceRecord, UNKNOWN } from "../rule";
import { hasUnknown, isObject, listOf, type PlainObject, parsedJson, textOf } from "../values";
import { type Contents, unreadable } from "./contents";
import { evaluate, holds, type Scope } from "./intrinsics";
import { nameGivenBy, pseudoParameters } from "./template-values";

/** The resources of a CloudFormation stack, or of a stack set, whose template stands in the program. */
export function contentsOfTemplate(container: ResourceRecord): Contents {
  const { templateBody, templateUrl, templateURL } = container.props;
  const name = container.name;
  if (templateBody === undefined || templateBody === null || templateBody === "") {
    const elsewhere = templateUrl ?? templateURL;
    return unreadable(`the template of ${name} ${elsewhere ? "lies elsewhere" : "is not given"}`);
  }
  if (templateBody === UNKNOWN) return unreadable(`the template of ${name} is not known yet`);
  const template = typeof templateBody === "string" ? parseTemplate(templateBody) : templateBody;
  if (!isObject(template) || !isObject(template.Resources)) {
    return unreadable(`the template of ${name} is not one that CloudFormation takes`);
  }
  return contentsOf(template, template.Resources, container);
}

function contentsOf(template: Template, resources: PlainObject, container: ResourceRecord): Contents {
  const scope = scopeOf(template, resources, container);
  const records: ResourceRecord[] = [];
  const unread = transformsOf(template).map((transform) => `${transform} rewrites the template of ${container.name}`);
  for (const [logicalId, resource] of Object.entries(resources)) {
    const type = isObject(resource) ? resource.Type : undefined;
    if (!isObject(resource) || typeof type !== "string") {
      unread.push(`${logicalId} in ${container.name} is not a resource`);
    } else if (isClosed(type)) {
      unread.push(`${logicalId} in ${container.name} is a ${kindOf(type)}`);
    } else if (resource.Condition === undefined || holds(textOf(resource.Condition), scope) !== false) {
      records.push(recordOf(logicalId, type, resource, scope, container));
    }
  }
  return { records, unread };
}

/** Types that run code of their own, or that another provider than AWS reads. */
function isClosed(type: string): boolean {
  return !/^AWS::(?!Serverless::|CloudFormation::CustomResource$)/.test(type) || type.endsWith("::MODULE");
}

function kindOf(type: string): string {
  if (/^Custom::|::CustomResource$/.test(type)) return "custom resource, whose code decides what it creates";
  if (type.startsWith("AWS::Serverless::")) return "resource of AWS SAM, which AWS rewrites into others";
  return type.endsWith("::MODULE")
    ? "module, whose resources stand in a registry"
    : "resource that AWS does not describe";
}

/** Transforms that are not the extensions of the language, which add functions only. */
function transformsOf({ Transform }: Template): readonly string[] {
  const names = listOf(Transform).map((one) => textOf(isObject(one) ? one.Name : one));
  return names.filter((name) => name !== "" && !/^AWS::(LanguageExtensions|Serverless-)/.test(name));
}

function recordOf(
  logicalId: string,
  type: string,
  { Properties, DependsOn }: PlainObject,
  scope: Scope,
  container: ResourceRecord,
): ResourceRecord {
  const edges: Record<string, readonly string[]> = {};
  const values: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(isObject(Properties) ? Properties : {})) {
    const urns = new Set<string>();
    const found = evaluate(value, scope, urns);
    if (found !== undefined) values[property] = found;
    if (urns.size > 0) edges[camelCase(property)] = [...urns];
  }
  return {
    type: nativeToken(type),
    urn: urnIn(container, logicalId),
    name: `${container.name}/${logicalId}`,
    within: container.within ?? container.urn,
    parent: container.parent,
    provider: providerWithTags(container),
    props: nativeProperties(type, values),
    edges,
    dependencies: [...Object.values(edges).flat(), ...listOf(DependsOn).flatMap((id) => scope.urnOf(textOf(id)) ?? [])],
  };
}

function urnIn({ urn }: ResourceRecord, logicalId: string): string {
  return `${urn}/${logicalId}`;
}

/** CloudFormation gives a stack's tags to what it creates: as a provider gives its default tags. */
function providerWithTags({ props, provider = {} }: ResourceRecord): PlainObject {
  const configured = parsedJson(provider.defaultTags);
  const inherited = isObject(configured) && isObject(configured.tags) ? configured.tags : {};
  const { tags } = props;
  if (tags === UNKNOWN || configured === UNKNOWN) return { ...provider, defaultTags: UNKNOWN };
  return { ...provider, defaultTags: { tags: { ...inherited, ...(isObject(tags) ? tags : {}) } } };
}

function scopeOf(template: Template, resources: PlainObject, container: ResourceRecord): Scope {
  const pseudo = pseudoParameters(container);
  const propertiesOf = (logicalId: string): PlainObject => {
    const resource = resources[logicalId];
    return isObject(resource) && isObject(resource.Properties) ? resource.Properties : {};
  };
  const scope: Scope = {
    parameters: parametersOf(template, container),
    parameterEdges: container.edges?.parameters ?? [],
    pseudo,
    mappings: isObject(template.Mappings) ? template.Mappings : {},
    conditions: isObject(template.Conditions) ? template.Conditions : {},
    urnOf: (logicalId) => (Object.hasOwn(resources, logicalId) ? urnIn(container, logicalId) : undefined),
    valueOf: (logicalId, attribute) => {
      const resource = resources[logicalId];
      const type = isObject(resource) ? textOf(resource.Type) : "";
      return nameGivenBy({ type, properties: propertiesOf(logicalId), attribute, pseudo });
    },
  };
  return scope;
}

/** A parameter that is neither given nor has a default, or that AWS looks up, is not known. */
function parametersOf({ Parameters }: Template, { props }: ResourceRecord): ReadonlyMap<string, unknown> {
  const given = props.parameters;
  const declared = isObject(Parameters) ? Object.entries(Parameters) : [];
  return new Map(
    declared.map(([name, parameter]) => {
      const { Type, Default } = isObject(parameter) ? parameter : ({} as PlainObject);
      const value = given === UNKNOWN ? UNKNOWN : ((isObject(given) ? given[name] : undefined) ?? Default);
      if (value === undefined || hasUnknown(value) || /SSM::Parameter/.test(textOf(Type))) return [name, UNKNOWN];
      const isList = /^(CommaDelimitedList|List<)/.test(textOf(Type));
      return [name, isList && typeof value === "string" ? value.split(",").map((one) => one.trim()) : value];
    }),
  );
}
