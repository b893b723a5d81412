import { isObject, listOf, valueAt, valuesAt } from "../values";
import type { Derived } from "./variant";

/** Devices that machine images of Amazon boot from, by their names. */
const ROOT = /^\/dev\/(xvda|sda1)$/;

const devicesOf = (mappings: unknown, isRoot: boolean) =>
  listOf(mappings)
    .filter((one) => ROOT.test(String(valueAt(one, "deviceName") ?? "")) === isRoot)
    .flatMap((one) => (isObject(one) && isObject(one.ebs) ? [{ deviceName: one.deviceName, ...one.ebs }] : []));

/** Values at a path of each member of a list. */
export function membersAt(list: unknown, path: string): readonly unknown[] {
  return listOf(list).flatMap((one) => valuesAt(one, path));
}

/** The disks of a machine, which `@pulumi/aws` has apart: the one that it boots from, and the others. */
export const BLOCK_DEVICES: Readonly<Record<string, Derived>> = {
  rootBlockDevice: { from: "blockDeviceMappings", read: (mappings) => devicesOf(mappings, true)[0] },
  ebsBlockDevices: { from: "blockDeviceMappings", read: (mappings) => devicesOf(mappings, false) },
};

/** What a flow log records, which has a property for each kind in `@pulumi/aws`. */
export function flowOf(kind: string): Derived {
  return { from: "resourceId", read: (id, { resourceType }) => (resourceType === kind ? id : undefined) };
}
