import assert from "node:assert/strict";
import { plain, singular, wordsOf } from "../../../../../scripts/generate/cloudformation/names";

describe("names of both sides, as they are compared", () => {
  it("are in lower case, with letters and digits only", () => {
    assert.equal(plain("S3-Bucket_Name"), "s3bucketname");
    assert.equal(plain("::"), "");
  });

  it("are in the singular", () => {
    assert.equal(singular("SubnetIds"), "subnetid");
    assert.equal(singular("policies"), "policy");
    assert.equal(singular("addresses"), "address");
    assert.equal(singular("batches"), "batch");
    assert.equal(singular("mailboxes"), "mailbox");
  });

  it("keep an ending that is no plural", () => {
    assert.equal(singular("Access"), "access");
    assert.equal(singular("KeyId"), "keyid");
  });

  it("have words, with abbreviations and digits kept whole", () => {
    assert.deepEqual(wordsOf("DBInstance"), ["db", "instance"]);
    assert.deepEqual(wordsOf("vpcSecurityGroupIds"), ["vpc", "security", "group", "ids"]);
    assert.deepEqual(wordsOf("SizeInGB"), ["size", "in", "gb"]);
    assert.deepEqual(wordsOf("Route53Zone"), ["route53", "zone"]);
    assert.deepEqual(wordsOf("::"), ["::"]);
  });
});
