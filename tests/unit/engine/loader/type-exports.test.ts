import assert from "node:assert/strict";
import { typeExports } from "../../../../engine/loader/type-exports";

describe("The types that a module exports", () => {
  it("are its interfaces, types, and what a list marks", () => {
    const source = [
      "export interface Args<T> extends Base {}",
      "export type Name = string;",
      "export declare type Size = number;",
      'export type { Zone, Region as Place } from "./zones.js";',
      "export { network, type Network, Kept as Subnet };",
    ];

    assert.deepEqual(typeExports(source.join("\n")), ["Args", "Name", "Size", "Zone", "Place", "Network"]);
  });

  it("are not what is a value as well", () => {
    const source = [
      "export type Tier = keyof typeof Tier;",
      "export const Tier = { gold: 1 };",
      "interface Network {}",
      "export interface Queue {}",
      "export abstract class Queue {}",
      "export type Zone = string;",
      "export { Zone };",
    ];

    assert.deepEqual(typeExports(source.join("\n")), []);
  });
});
