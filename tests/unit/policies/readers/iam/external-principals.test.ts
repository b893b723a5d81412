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

describe("where no account of a run is known", () => {
  const key = (...principals: readonly string[]): ResourceRecord => ({
    type: "aws:kms/key:Key",
    urn: "urn:pulumi:test::test::aws:kms/key:Key::key",
    name: "key",
    props: {
      policy: JSON.stringify({
        Statement: principals.map((AWS) => ({ Effect: "Allow", Principal: { AWS }, Action: "kms:*", Resource: "*" })),
      }),
    },
  });
  const answer = (account: string, ...records: readonly ResourceRecord[]) => {
    const document = readDocument({
      Statement: { Effect: "Allow", Principal: { AWS: account }, Action: "sqs:SendMessage", Resource: "*" },
    });
    assert.ok(document);
    const estate = createEstate(records, { ...loadStandard(), accounts: [] });
    return answerToOutside(document, { action: "sqs:SendMessage" }, estate).answer;
  };

  it("an account that a policy names may be its own", () => {
    assert.equal(answer(SISTER), "unknown");
  });

  it("the one account that administers the run's keys is its own", () => {
    assert.equal(answer(OWN, key(`arn:aws:iam::${OWN}:root`)), "denied");
    assert.equal(answer(SISTER, key(`arn:aws:iam::${OWN}:root`)), "allowed");
    assert.equal(answer(SISTER, key(`arn:aws:iam::${OWN}:root`, `arn:aws:iam::${SISTER}:root`)), "unknown");
  });

  it("everybody is outside all the same", () => {
    assert.equal(answer("*"), "allowed");
  });

  it("load balancing of AWS is not somebody else", () => {
    assert.equal(answer("arn:aws:iam::156460612806:root", key(`arn:aws:iam::${OWN}:root`)), "denied");
  });
});
