import { type Resource, resource } from "./resources";

/** Compute that stands in `subnet`: by what it says, and the property that refers to it. */
export const standing = (type: string, props: Resource["props"], property: string): readonly Resource[] => [
  resource(type, "compute", { [property]: "subnet" }, props),
];
export const subnets = ["subnet"];
export const jobIn = { vpcConfig: { subnets } };
