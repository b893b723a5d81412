import assert from "node:assert/strict";
import {
  foreignAccount,
  foreignAddresses,
  foreignArn,
  foreignName,
  foreignUserId,
} from "../../../../../policies/readers/iam/foreign-values";

const STRANGER = "000000000000";
const OWN = "210987654321";

describe("a value that somebody else has and a pattern matches", () => {
  it("is an ARN of another account where the account is open", () => {
    const arns: readonly (readonly [pattern: string, arn: string | undefined])[] = [
      ["arn:aws:bedrock:*:*:knowledge-base/*", `arn:aws:bedrock:eu-west-1:${STRANGER}:knowledge-base/plinth-other`],
      ["arn:aws:sns:eu-west-1:*:news", `arn:aws:sns:eu-west-1:${STRANGER}:news`],
      ["arn:aws:iam::????????????:role/prod-*", `arn:aws:iam::${STRANGER}:role/prod-plinth-other`],
      [`arn:aws:bedrock:*:${OWN}:agent/*`, undefined],
      ["arn:aws:s3:::answers", undefined],
      ["arn:aws:s3:::answers/*", undefined],
      ["arn:aws:s3:::acme-*", "arn:aws:s3:::acme-plinth-other"],
      ["arn:aws:cloudfront::${aws:ResourceAccount}:distribution/*", undefined],
    ];
    for (const [pattern, arn] of arns) assert.equal(foreignArn(pattern, STRANGER), arn, pattern);
  });

  it("is an ARN whatever the number of its parts, if the pattern leaves them open", () => {
    assert.match(foreignArn("arn:aws:iam:*", STRANGER) ?? "", /^arn:aws:iam:.*:000000000000:/);
    assert.equal(foreignArn(`*:${OWN}:role/x`, STRANGER), undefined);
  });

  it("is a name unless what says whose it is stands before the wildcard", () => {
    assert.equal(foreignName("o-*", "/"), "o-plinth-other");
    assert.equal(foreignName("o-a1b2c3d4e5/*", "/"), undefined);
    assert.equal(foreignName("vpce-0a1b2c3d", ""), undefined);
    assert.equal(foreignUserId("*:session"), "plinth-other:session");
    assert.equal(foreignUserId("AROAEXAMPLE:*"), undefined);
  });

  it("is an account that the pattern matches", () => {
    assert.equal(foreignAccount("*", STRANGER), STRANGER);
    assert.equal(foreignAccount(OWN, STRANGER), undefined);
  });
});

describe("addresses of strangers", () => {
  it("are in ranges that are everybody's, alone or together, and in private ones", () => {
    for (const ranges of [
      ["0.0.0.0/0"],
      ["0.0.0.0/1", "128.0.0.0/1"],
      ["10.0.0.0/8"],
      ["192.168.1.0/24"],
      ["::/0"],
      Array.from({ length: 32 }, (_, i) => `${8 * i}.0.0.0/5`),
    ]) {
      assert.ok(foreignAddresses(ranges).length > 1, ranges[0]);
    }
  });

  it("are in no range of an office", () => {
    assert.deepEqual(foreignAddresses(["203.0.113.0/24", "2001:db8::/48"]), ["198.51.100.7"]);
    assert.deepEqual(foreignAddresses(["198.51.100.0/24"]), ["203.0.113.7"]);
    assert.deepEqual(foreignAddresses(["no range"]), ["198.51.100.7"]);
  });
});
