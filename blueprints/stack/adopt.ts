import type * as pulumi from "@pulumi/pulumi";

/**
 * Takes over resources that exist already in place of creating them: what a destroyed stack left, because it held data.
 * @param ids What `pulumi import` takes as the id, by logical name.
 */
export function adopting(ids: Readonly<Record<string, string>>): pulumi.ResourceTransform {
  return ({ custom, name, props, opts }) =>
    custom && Object.hasOwn(ids, name) ? { props, opts: { ...opts, import: ids[name] } } : undefined;
}
