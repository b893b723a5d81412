import assert from "node:assert/strict";
import fc from "fast-check";
import { Address4 } from "ip-address";
import { cidrProblems, isNetwork, subnetCidrs } from "../../../../components/network/cidr";

describe("subnetCidrs", () => {
  it("divides a range evenly, from its start", () => {
    assert.deepEqual(subnetCidrs("10.20.0.0/22", 3), ["10.20.0.0/24", "10.20.1.0/24", "10.20.2.0/24"]);
    assert.deepEqual(subnetCidrs("10.20.0.0/22", 5)[4], "10.20.2.0/25");
  });

  it("leaves the others where they are when a zone is added, up to four, if there is room", () => {
    assert.deepEqual(subnetCidrs("10.20.0.0/22", 2), ["10.20.0.0/24", "10.20.1.0/24"]);
    assert.deepEqual(subnetCidrs("10.20.0.0/25", 2), ["10.20.0.0/27", "10.20.0.32/27"]);
    assert.deepEqual(subnetCidrs("10.20.0.0/26", 2), ["10.20.0.0/27", "10.20.0.32/27"]);
  });

  it("gives subnets that lie in the range and never overlap", () => {
    const range = fc.record({
      octet: fc.integer({ min: 0, max: 255 }),
      mask: fc.integer({ min: 16, max: 24 }),
      zones: fc.integer({ min: 2, max: 6 }),
    });
    fc.assert(
      fc.property(range, ({ octet, mask, zones }) => {
        const whole = new Address4(`10.${octet}.0.0/${mask}`);
        const subnets = subnetCidrs(`10.${octet}.0.0/${mask}`, zones).map((cidr) => new Address4(cidr));

        assert.ok(subnets.every((subnet) => subnet.isInSubnet(whole)));
        for (const [index, subnet] of subnets.entries()) {
          assert.ok(subnets.slice(index + 1).every((other) => !other.isInSubnet(subnet) && !subnet.isInSubnet(other)));
        }
      }),
    );
  });
});

describe("cidrProblems", () => {
  it("finds none in a private range with room for its zones", () => {
    assert.deepEqual(cidrProblems("10.20.0.0/22", 2, ["10.24.0.0/14", "192.168.0.0/16"]), []);
    assert.deepEqual(cidrProblems("172.16.0.0/26", 2, []), []);
  });

  const faults: readonly [string, string, number, readonly string[], readonly string[]][] = [
    ["text that is no range", "ten", 2, [], ["an IPv4 network such as 10.20.0.0/22, without host bits"]],
    ["a range with host bits", "10.20.0.1/22", 2, [], ["an IPv4 network such as 10.20.0.0/22, without host bits"]],
    ["IPv6", "fd00::/64", 2, [], ["an IPv4 network such as 10.20.0.0/22, without host bits"]],
    ["an octet above 255", "10.20.300.0/22", 2, [], ["an IPv4 network such as 10.20.0.0/22, without host bits"]],
    ["a public range", "8.8.0.0/16", 2, [], ["in a private range: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"]],
    ["a range too small for its zones", "10.20.0.0/26", 3, [], ["a /16 to /25 network, for 3 subnets of at least /27"]],
    ["a range larger than a VPC's", "10.0.0.0/8", 2, [], ["a /16 to /26 network, for 2 subnets of at least /27"]],
    [
      "an overlap",
      "10.20.0.0/22",
      2,
      ["10.20.0.0/16", "10.20.3.0/24"],
      ["clear of the reserved 10.20.0.0/16", "clear of the reserved 10.20.3.0/24"],
    ],
  ];
  for (const [title, cidr, zones, reserved, expected] of faults) {
    it(`refuses ${title}`, () => assert.deepEqual(cidrProblems(cidr, zones, reserved), expected));
  }
});

describe("isNetwork", () => {
  it("tells networks from addresses", () => {
    assert.deepEqual(["10.0.0.0/8", "10.0.0.1/8", "10.0.0.0"].map(isNetwork), [true, false, false]);
  });
});
