import assert from "node:assert/strict";
import { faultsOf, physicalName, regionChecks, standardTags } from "../../../components/plinth-component";
import { workload } from "../../support/workload";

describe("physicalName", () => {
  it("starts with workload and environment", () => {
    assert.equal(physicalName(workload, "handler"), "support-prod-handler");
  });

  it("does not repeat the workload's name", () => {
    assert.deepEqual(
      ["support-handler", "support"].map((name) => physicalName(workload, name)),
      ["support-prod-handler", "support-prod"],
    );
  });
});

describe("standardTags", () => {
  it("are the standard's four, with the given classification", () => {
    const { tagKeys } = workload.standard;

    assert.deepEqual(standardTags(workload, "internal"), {
      [tagKeys.workload]: "support",
      [tagKeys.owner]: "customer-care",
      [tagKeys.environment]: "prod",
      [tagKeys.classification]: "internal",
    });
  });
});

describe("faultsOf", () => {
  it("reports the checks that do not hold, by id and path", () => {
    assert.deepEqual(
      faultsOf(
        "data/Store",
        "store",
        [true, "key", "a key"],
        [false, "days", "1 to 7", "8"],
        [false, "name", "a name"],
      ),
      [
        { id: "data/Store/days", path: "store.days", allowed: "1 to 7", found: "8" },
        { id: "data/Store/name", path: "store.name", allowed: "a name", found: undefined },
      ],
    );
  });
});

describe("regionChecks", () => {
  const holds = (regions: readonly string[]) => regionChecks(workload.standard, regions).map(([ok]) => ok);

  it("accept the standard's regions", () => {
    assert.deepEqual(holds(workload.standard.regions), [true, true, true]);
  });

  it("refuse none, a repeated one, and one outside the standard", () => {
    assert.deepEqual(holds([]), [false, true, true]);
    assert.deepEqual(holds(["eu-west-1", "eu-west-1"]), [true, false, true]);
    assert.deepEqual(holds(["xx-west-1"]), [true, true, false]);
  });
});
