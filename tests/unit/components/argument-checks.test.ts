import assert from "node:assert/strict";
import {
  emailChecks,
  isHostName,
  isIntegerBetween,
  logRetentionCheck,
  nameLengthCheck,
} from "../../../components/argument-checks";
import { workload } from "../../support/workload";

describe("isIntegerBetween", () => {
  for (const [value, expected] of [
    [1, true],
    [3, true],
    [0, false],
    [4, false],
    [2.5, false],
    [Number.NaN, false],
  ] as const) {
    it(`is ${expected} for ${value} from 1 to 3`, () => assert.equal(isIntegerBetween(value, 1, 3), expected));
  }
});

describe("logRetentionCheck", () => {
  const holds = (days: number | undefined) => logRetentionCheck(workload, days)[0];

  it("accepts CloudWatch's periods within the standard's range, and no value", () => {
    assert.deepEqual([undefined, 365, 400].map(holds), [true, true, true]);
  });

  it("refuses other numbers of days, and periods outside the range", () => {
    assert.deepEqual([366, 1, 3653].map(holds), [false, false, false]);
  });

  it("names member and classification", () => {
    const [, member, allowed, found] = logRetentionCheck(workload, 1);

    assert.equal(member, "logRetentionDays");
    assert.match(allowed, /^one of [\d, ]+ for confidential data$/);
    assert.equal(found, "1");
  });
});

describe("nameLengthCheck", () => {
  it("counts the characters of the name in AWS, and states the limit", () => {
    const allowed = "a name that leaves the queue's within 5 characters";

    assert.deepEqual(nameLengthCheck("queue", "a-b-c", 5), [true, "name", allowed, "a-b-c"]);
    assert.deepEqual(nameLengthCheck("queue", "a-b-cd", 5), [false, "name", allowed, "a-b-cd"]);
  });
});

describe("isHostName", () => {
  for (const [text, expected] of [
    ["api.example.com", true],
    ["example", false],
    ["https://api.example.com", false],
    ["api.example.com:443", false],
    [".example.com", false],
  ] as const) {
    it(`is ${expected} for ${text}`, () => assert.equal(isHostName(text), expected));
  }
});

describe("emailChecks", () => {
  it("checks each address by its index", () => {
    assert.deepEqual(emailChecks(["ops@example.com", "ops"]), [
      [true, "emails[0]", "an e-mail address", "ops@example.com"],
      [false, "emails[1]", "an e-mail address", "ops"],
    ]);
  });
});
