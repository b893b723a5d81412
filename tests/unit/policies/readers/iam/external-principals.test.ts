import assert from "node:assert/strict";
import { createEstate, type ResourceRecord } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { readDocument } from "../../../../../policies/readers/iam/document";
import { answerToOutside } from "../../../../../policies/readers/iam/external-principals";

const OWN = "210987654321";
const SISTER = "123456789012";
const role: ResourceRecord = {
  type: "aws:iam/role:Role",
  urn: "urn:pulumi:test::test::aws:iam/role:Role::reader",
  name: "reader",
  props: { arn: `arn:aws:iam::${OWN}:role/reader` },
};

/** Whether somebody of the sister account gets in where the standard lists these accounts. */
function letsSisterIn(accounts: readonly string[]): boolean {
  const trust = readDocument({
    Statement: { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${SISTER}:root` }, Action: "sts:AssumeRole" },
  });
  assert.ok(trust);
  const estate = createEstate([role], { ...loadStandard(), accounts: [...accounts] });
  return answerToOutside(trust, { action: "sts:AssumeRole" }, estate).answer === "allowed";
}

describe("an account that a policy names", () => {
  it("is outside if neither the run nor the standard knows it", () => {
    assert.equal(letsSisterIn([]), true);
    assert.equal(letsSisterIn(["999999999999"]), true);
  });

  it("is inside if the standard lists it", () => {
    assert.equal(letsSisterIn([SISTER]), false);
  });
});
