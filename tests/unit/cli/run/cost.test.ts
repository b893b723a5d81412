import assert from "node:assert/strict";
import type { PreviewedResource } from "@plinth/engine";
import { loadStandard } from "@plinth/standards";
import { costDrivers } from "../../../../cli/run/cost";

const standard = {
  ...loadStandard(),
  prices: {
    ...loadStandard().prices,
    interfaceEndpointPerZoneHourUsd: 0.01,
    kmsKeyMonthUsd: 1,
    alarmMonthUsd: 0.1,
    searchComputeUnitHourUsd: 0.2,
  },
};

const resource = (type: string, outputs: Record<string, unknown> = {}): PreviewedResource => ({
  urn: `urn:pulumi:test::test::${type}::x`,
  type,
  name: "x",
  id: "x",
  custom: true,
  external: false,
  inputs: {},
  outputs,
  secretProperties: [],
  dependencies: [],
  propertyDependencies: {},
  aliases: [],
  protect: false,
  retainOnDelete: false,
  ignoreChanges: [],
});
const endpoint = (vpcEndpointType: string, subnetIds: string[]) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType, subnetIds });

describe("costDrivers", () => {
  it("counts interface endpoints by zone and hour, and gateway endpoints not at all", () => {
    const resources = [endpoint("Interface", ["a", "b"]), endpoint("Interface", ["a"]), endpoint("Gateway", [])];

    assert.deepEqual(costDrivers(resources, undefined, standard), [
      { name: "interface endpoints", basis: "2 of them in 3 zones in all × 730 h × 0.01 USD", monthlyUsd: 21.9 },
    ]);
  });

  it("counts the compute units that vector collections share once, however many there are", () => {
    const collection = (type: string) => resource("aws:opensearch/serverlessCollection:ServerlessCollection", { type });

    assert.deepEqual(
      costDrivers([collection("VECTORSEARCH"), collection("VECTORSEARCH")], undefined, standard).map(
        (d) => d.monthlyUsd,
      ),
      [292],
    );
    assert.deepEqual(costDrivers([collection("TIMESERIES")], undefined, standard), []);
  });

  it("lists the dearest first and leaves out what costs nothing", () => {
    const drivers = costDrivers([resource("aws:kms/key:Key"), endpoint("Interface", ["a"])], 4000, standard);

    assert.deepEqual(
      drivers.map((d) => [d.name, d.monthlyUsd]),
      [
        ["inference", 4000],
        ["interface endpoints", 7.3],
        ["KMS keys", 1],
      ],
    );
  });

  it("does not count what is only read", () => {
    assert.deepEqual(costDrivers([{ ...resource("aws:kms/key:Key"), external: true }], undefined, standard), []);
  });
});
