import assert from "node:assert/strict";
import { UNKNOWN_VALUE, type Values } from "@plinth/engine";
import { invoke } from "./support";

const TOKEN = "aws:iam/getPolicyDocument:getPolicyDocument";
const policy = (args: Values) => String(invoke(TOKEN, args).minifiedJson);

describe("getPolicyDocument", () => {
  it("is the provider's to the byte", () => {
    const { json, id } = invoke(TOKEN, {
      statements: [
        {
          sid: "Read",
          actions: ["s3:GetObject", "s3:ListBucket"],
          resources: ["arn:aws:s3:::data/&{aws:username}/*"],
          principals: [
            { type: "Service", identifiers: ["lambda.amazonaws.com"] },
            { type: "AWS", identifiers: ["111111111111", "222222222222"] },
          ],
          conditions: [
            { test: "StringLike", variable: "s3:prefix", values: ["b", "a"] },
            { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
          ],
        },
      ],
    });

    assert.equal(
      json,
      `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": [
        "s3:ListBucket",
        "s3:GetObject"
      ],
      "Resource": "arn:aws:s3:::data/\${aws:username}/*",
      "Principal": {
        "AWS": [
          "222222222222",
          "111111111111"
        ],
        "Service": "lambda.amazonaws.com"
      },
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "true"
        },
        "StringLike": {
          "s3:prefix": [
            "b",
            "a"
          ]
        }
      }
    }
  ]
}`,
    );
    assert.match(String(id), /^\d+$/);
  });

  it('writes anyone as "*", and any AWS principal as AWS takes it', () => {
    const principal = (type: string) => policy({ statements: [{ principals: [{ type, identifiers: ["*"] }] }] });

    assert.equal(principal("*"), '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*"}]}');
    assert.equal(principal("AWS"), '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"}}]}');
  });

  it("drops repetitions, and members that are empty", () => {
    assert.equal(
      policy({ statements: [{ effect: "Deny", notActions: ["iam:*", "iam:*"], resources: [], conditions: [] }] }),
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"iam:*"}]}',
    );
    assert.equal(policy({}), '{"Version":"2012-10-17"}');
  });

  it("joins conditions on one variable, and escapes what Go escapes", () => {
    const condition = (values: string[]) => ({ test: "StringEquals", variable: "a:b", values });

    assert.equal(
      policy({ statements: [{ actions: ["*"], conditions: [condition(["x&y"]), condition(["<z>"])] }] }),
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Condition":{"StringEquals":{"a:b":["x\\u0026y","\\u003cz\\u003e"]}}}]}',
    );
  });

  it("puts source documents before, and lets override documents replace statements by Sid", () => {
    const source = JSON.stringify({
      Id: "source",
      Version: "2008-10-17",
      Statement: [{ Sid: "A", Effect: "Allow", Action: ["a:1", "a:2"], Resource: "*", Principal: { AWS: ["1", "2"] } }],
    });
    const override = JSON.stringify({ Statement: [{ Sid: "B", Effect: "Deny", Action: "b:2", Resource: "*" }] });

    assert.equal(
      policy({
        policyId: "own",
        sourcePolicyDocuments: [source],
        statements: [{ sid: "B", actions: ["b:1"] }, { actions: ["c:1"] }],
        overridePolicyDocuments: [override],
      }),
      '{"Version":"2012-10-17","Id":"own","Statement":[' +
        '{"Sid":"A","Effect":"Allow","Action":["a:1","a:2"],"Resource":"*","Principal":{"AWS":["2","1"]}},' +
        '{"Sid":"B","Effect":"Deny","Action":"b:2","Resource":"*"},' +
        '{"Effect":"Allow","Action":"c:1"}]}',
    );
  });

  it("is unknown while a part of it is", () => {
    const { json } = invoke(TOKEN, { statements: [{ actions: ["*"], resources: [UNKNOWN_VALUE] }] });

    assert.equal(json, UNKNOWN_VALUE);
  });

  it("refuses a Sid that occurs twice", () => {
    assert.throws(
      () => invoke(TOKEN, { statements: [{ sid: "A" }, { sid: "A" }] }),
      new Error("writing IAM Policy Document: duplicate Sid (A). Remove the Sid or ensure the Sid is unique."),
    );
  });

  it("refuses a source document that is no policy", () => {
    assert.throws(
      () => invoke(TOKEN, { sourcePolicyDocuments: ["[]"] }),
      new Error("writing IAM Policy Document: merging source document 0: it is not an object"),
    );
  });
});
