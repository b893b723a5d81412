import assert from "node:assert/strict";
import { holdsPublicAddresses } from "../../../../../policies/readers/network/cidr";

describe("address blocks", () => {
  const cases: [cidr: string, holds: boolean | undefined][] = [
    ["0.0.0.0/0", true],
    ["0.0.0.0/1", true],
    ["128.0.0.0/1", true],
    ["8.8.8.8", true],
    ["10.0.0.0/7", true],
    ["192.168.0.0/15", true],
    ["::/0", true],
    ["2000::/3", true],
    ["10.0.0.0/8", false],
    ["10.20.30.40/32", false],
    ["172.31.0.0/16", false],
    ["100.64.0.0/10", false],
    ["169.254.169.254/32", false],
    ["fd00::/8", false],
    ["pl-6da54004", undefined],
    ["", undefined],
  ];
  for (const [cidr, holds] of cases) {
    it(`${cidr || "nothing"} ${holds === undefined ? "is no block" : holds ? "holds public addresses" : "is private"}`, () => {
      assert.equal(holdsPublicAddresses(cidr), holds);
    });
  }
});
