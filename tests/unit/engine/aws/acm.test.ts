import assert from "node:assert/strict";
import { UNKNOWN_VALUE } from "@plinth/engine";
import { create } from "./support";

describe("a simulated certificate", () => {
  it("has one record for each name that it proves", () => {
    const { outputs } = create("aws:acm/certificate:Certificate", {
      domainName: "bank.example",
      subjectAlternativeNames: ["*.bank.example", "bank.example", "www.bank.example"],
      validationMethod: "DNS",
    });
    const records = outputs.domainValidationOptions as { domainName: string; resourceRecordName: string }[];

    assert.deepEqual(
      records.map(({ domainName }) => domainName),
      ["bank.example", "*.bank.example", "www.bank.example"],
    );
    assert.match(records[0]?.resourceRecordName ?? "", /^_[0-9a-f]{32}\.bank\.example\.$/);
    assert.equal(records[1]?.resourceRecordName, records[0]?.resourceRecordName);
    assert.notEqual(records[2]?.resourceRecordName, records[0]?.resourceRecordName);
  });

  it("has none unless DNS proves it, and an unknown one for a name that is not known yet", () => {
    const byMail = create("aws:acm/certificate:Certificate", { domainName: "bank.example", validationMethod: "EMAIL" });
    const unknown = create("aws:acm/certificate:Certificate", { domainName: UNKNOWN_VALUE, validationMethod: "DNS" });

    assert.deepEqual(byMail.outputs.domainValidationOptions, []);
    assert.equal(unknown.outputs.domainValidationOptions, UNKNOWN_VALUE);
  });
});
