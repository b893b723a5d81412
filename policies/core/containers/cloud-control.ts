import { nativeProperties } from "@plinth/standards/cloudformation/mapping";
import { nativeToken } from "@plinth/standards/cloudformation/names";
import { type ResourceRecord, UNKNOWN } from "../rule";
import { isObject, parsedJson } from "../values";
import { type Contents, unreadable } from "./contents";

/** The one resource that AWS Cloud Control makes of a desired state. Its provider's default tags do not reach it. */
export function contentsOfCloudControl(container: ResourceRecord): Contents {
  const { urn, name, parent, within, provider } = container;
  const { typeName, desiredState } = container.props;
  if (typeName === UNKNOWN) return unreadable(`the type of ${name} is not known yet`);
  if (desiredState === UNKNOWN) return unreadable(`the desired state of ${name} is not known yet`);
  const state = parsedJson(desiredState);
  if (typeof typeName !== "string" || !isObject(state)) {
    return unreadable(`the desired state of ${name} is not one that AWS takes`);
  }
  if (!typeName.startsWith("AWS::")) return unreadable(`${name} is a resource that AWS does not describe`);
  const { defaultTags: _, ...configuration } = provider ?? {};
  const record: ResourceRecord = {
    type: nativeToken(typeName),
    urn: `${urn}/${typeName.split("::").pop() ?? "resource"}`,
    name,
    within: within ?? urn,
    parent,
    provider: configuration,
    props: nativeProperties(typeName, state),
  };
  return { records: [record], unread: [] };
}
