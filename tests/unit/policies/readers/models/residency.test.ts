import assert from "node:assert/strict";
import { loadStandard } from "@plinth/standards";
import { areasOutside, isResident, regionOutside } from "../../../../../policies/readers/models/residency";

const standard = loadStandard();

describe("residency", () => {
  it("covers the standard's regions and those that its areas' profiles route to", () => {
    const regions = ["eu-west-1", "eu-south-2", "us-east-1", ""];
    assert.deepEqual(
      regions.map((region) => isResident(region, standard)),
      [true, true, false, false],
    );
  });

  it("has every other area outside of it, the global one always", () => {
    assert.deepEqual(areasOutside(standard), ["global", "us", "apac", "jp", "au"]);
    assert.deepEqual(areasOutside({ ...standard, residency: ["us"] }), ["global", "eu", "apac", "jp", "au"]);
  });

  it("asks about a region that the standard does not have", () => {
    assert.equal(regionOutside(standard), "us-east-1");
    assert.equal(regionOutside({ ...standard, regions: ["us-east-1"], residency: ["us"] }), "eu-west-1");
  });
});
