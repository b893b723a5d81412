import assert from "node:assert/strict";
import { type SubnetLayout, subnetsOf } from "../../../../engine/construct/awsx/subnets";

const ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

/** `<name> <block>` of each subnet. */
function laidOut(layout: Partial<SubnetLayout>): string[] {
  const base = { vpcName: "net", cidrBlock: "10.0.0.0/16", zones: ZONES, strategy: "Auto", naming: "Legacy" } as const;
  return subnetsOf({ ...base, ...layout }).map(({ name, cidrBlock }) => `${name} ${cidrBlock}`);
}

describe("Subnets of awsx.ec2.Vpc", () => {
  it("without specs are a private half and a public quarter of each zone, with either strategy", () => {
    const expected = [
      ...["net-private-1 10.0.0.0/19", "net-public-1 10.0.32.0/20"],
      ...["net-private-2 10.0.64.0/19", "net-public-2 10.0.96.0/20"],
      ...["net-private-3 10.0.128.0/19", "net-public-3 10.0.160.0/20"],
    ];
    assert.deepEqual(laidOut({ strategy: "Legacy" }), expected);
    assert.deepEqual(laidOut({ strategy: "Auto" }), expected);
  });

  it("with Legacy are private ones first, then public, then isolated ones", () => {
    const specs = [{ type: "Isolated" }, { type: "Public" }, { type: "Private" }] as const;

    assert.deepEqual(laidOut({ strategy: "Legacy", zones: ["eu-west-1a"], specs }), [
      "net-private-1 10.0.0.0/19",
      "net-public-1 10.0.32.0/20",
      "net-isolated-1 10.0.48.0/24",
    ]);
  });

  it("with Legacy do not overlap when several of a type have sizes of their own", () => {
    const specs = [
      { type: "Private", name: "small", cidrMask: 24 },
      { type: "Private", name: "large", cidrMask: 22 },
    ] as const;

    assert.deepEqual(laidOut({ strategy: "Legacy", zones: ["eu-west-1a"], specs }), [
      "net-small-1 10.0.0.0/24",
      "net-large-1 10.0.4.0/22",
    ]);
  });

  it("with Auto follow each other as they are listed, each on a boundary of its own size", () => {
    const specs = [
      { type: "Public", cidrMask: 28 },
      { type: "Private", size: 4096 },
      { type: "Isolated", name: "data", cidrMask: 24 },
    ] as const;

    assert.deepEqual(laidOut({ zones: ["eu-west-1a", "eu-west-1b"], specs }), [
      ...["net-public-1 10.0.0.0/28", "net-private-1 10.0.16.0/20", "net-data-1 10.0.32.0/24"],
      ...["net-public-2 10.0.128.0/28", "net-private-2 10.0.144.0/20", "net-data-2 10.0.160.0/24"],
    ]);
  });

  it("may be given block by block", () => {
    const specs = [
      { type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] },
      { type: "Private", cidrBlocks: ["10.0.2.0/24", "10.0.3.0/24"] },
    ] as const;
    const layout = { zones: ["eu-west-1a", "eu-west-1b"], specs: structuredClone(specs) as never };

    assert.deepEqual(laidOut(layout), [
      ...["net-public-1 10.0.0.0/24", "net-private-1 10.0.2.0/24"],
      ...["net-public-2 10.0.1.0/24", "net-private-2 10.0.3.0/24"],
    ]);
  });

  it("are tagged with their zone if they shall be, under the same logical names", () => {
    const [first] = subnetsOf({
      ...{ vpcName: "net", cidrBlock: "10.0.0.0/16", zones: ["us-gov-west-1b"], strategy: "Auto" },
      naming: "AvailabilityZone",
    });

    assert.equal(first?.name, "net-private-1");
    assert.equal(first?.nameTag, "net-private-1b");
  });

  const REFUSED: readonly [title: string, layout: Partial<SubnetLayout>, message: RegExp][] = [
    ["what is no CIDR block", { cidrBlock: "10.0.0/16" }, /10\.0\.0\/16 is not an IPv4 CIDR block/],
    ["subnets that a zone has no room for", { specs: [{ type: "Public", cidrMask: 17 }] }, /16384 .* need 32768/],
    [
      "subnets that overlap",
      {
        zones: ["eu-west-1a"],
        specs: [0, 1].map((n) => ({ type: "Public", name: `p${n}`, cidrBlocks: ["10.0.0.0/24"] })),
      },
      /subnets overlap: net-p0-1 \(10\.0\.0\.0\/24\), net-p1-1 \(10\.0\.0\.0\/24\)/,
    ],
    [
      "a size that is not a mask's",
      { specs: [{ type: "Public", size: 256, cidrMask: 25 }] },
      /256 .* is a \/24, not a \/25/,
    ],
    [
      "gaps, where there may be none",
      { strategy: "Exact", specs: [{ type: "Public", cidrMask: 20 }] },
      /there is a gap/,
    ],
  ];
  for (const [title, layout, message] of REFUSED) {
    it(`refuses ${title}`, () => assert.throws(() => laidOut(layout), message));
  }
});
