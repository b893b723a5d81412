import assert from "node:assert/strict";
import { UNKNOWN, type Unknown } from "@plinth/policies";
import { holds, type Ternary } from "../../../../../policies/readers/iam/conditions";
import { readDocument } from "../../../../../policies/readers/iam/document";
import { canPerform, type NamedPolicy, type Permissions } from "../../../../../policies/readers/iam/evaluate";

type Values = string | readonly string[] | Unknown | undefined;

function condition(operator: string, wanted: string | string[] | Unknown, present: Values): Ternary {
  const context = new Map<string, readonly string[] | Unknown>([["aws:username", ["alice"]]]);
  if (present !== undefined) context.set("k", typeof present === "string" ? [present] : (present as readonly string[]));
  return holds({ operator, key: "k", values: Array.isArray(wanted) ? wanted : [wanted] }, context);
}

describe("a condition", () => {
  const cases: [operator: string, wanted: string | string[] | Unknown, present: Values, expected: Ternary][] = [
    ["StringEquals", ["a", "b"], "b", true],
    ["StringEquals", "a", undefined, false],
    ["StringEqualsIfExists", "a", undefined, true],
    ["StringNotEquals", ["a", "b"], "b", false],
    ["StringNotEquals", "a", undefined, true],
    ["StringEqualsIgnoreCase", "A", "a", true],
    ["StringEquals", "*", "a", false],
    ["StringLike", "a*", "abc", true],
    ["StringNotLike", "a*", "abc", false],
    ["StringEquals", "${aws:username}", "alice", true],
    ["StringLike", "${aws:username}/*", "alice/x", true],
    ["StringLike", "${aws:unheard}", "alice", false],
    ["StringLike", "${aws:unheard, 'alice'}", "alice", true],
    ["StringLike", "${*}", "*", true],
    ["StringLike", "${*}", "a", false],
    ["ArnLike", "arn:aws:s3:::*", "arn:aws:s3:::a/b", true],
    ["ArnLike", "arn:aws:*:eu-west-1:1:x", "arn:aws:a:b:eu-west-1:1:x", false],
    ["ArnNotLike", "arn:aws:iam::*:role/workload/*", "arn:aws:iam::1:role/team", true],
    ["NumericLessThan", "10", "9", true],
    ["NumericGreaterThanEquals", "10", "9", false],
    ["DateGreaterThan", "2026-01-01T00:00:00Z", "2026-11-22T00:00:00Z", true],
    ["Bool", "true", "True", true],
    ["IpAddress", "10.0.0.0/8", "10.1.2.3", true],
    ["NotIpAddress", "10.0.0.0/8", "10.1.2.3", false],
    ["IpAddress", "2001:db8::/32", "2001:db8::1", true],
    ["Null", "true", undefined, true],
    ["Null", "false", undefined, false],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
    ["ForAllValues:StringEquals", ["a", "b"], undefined, true],
    ["ForAnyValue:StringEquals", ["a", "b"], ["a", "c"], true],
    ["ForAnyValue:StringEquals", ["a", "b"], undefined, false],
    ["ForAnyValue:StringNotEquals", "a", ["a", "c"], true],
    ["StringEquals", UNKNOWN, "a", UNKNOWN],
    ["StringEquals", "a", UNKNOWN, UNKNOWN],
    ["SomethingNew", "a", "a", UNKNOWN],
  ];
  for (const [operator, wanted, present, expected] of cases) {
    it(`${operator} ${String(wanted)} of ${String(present)} is ${String(expected)}`, () => {
      assert.equal(condition(operator, wanted, present), expected);
    });
  }
});

function source(...statements: readonly object[]): NamedPolicy {
  return { name: "policy", document: readDocument(JSON.stringify({ Statement: statements })) ?? UNKNOWN };
}

const allowAll = { Effect: "Allow", Action: "*", Resource: "*" };
const request = { action: "bedrock:InvokeModel", resource: "arn:aws:bedrock:eu-west-1::foundation-model/m" };
const me: Permissions["facts"] = new Map([
  ["aws:principalarn", ["arn:aws:iam::210987654321:role/app"]],
  ["aws:principalaccount", ["210987654321"]],
]);

function answer(permissions: Partial<Permissions>, more: object = {}) {
  return canPerform({ identity: [], facts: me, ...permissions }, { ...request, ...more });
}

describe("a permission", () => {
  it("is denied unless something allows it", () => {
    assert.equal(answer({}), "denied");
    assert.equal(answer({ identity: [source(allowAll)] }), "allowed");
  });

  it("does not care how an action is written", () => {
    assert.equal(answer({ identity: [source({ ...allowAll, Action: "BEDROCK:invoke*" })] }), "allowed");
  });

  it("does care how a resource is written", () => {
    assert.equal(answer({ identity: [source({ ...allowAll, Resource: request.resource.toUpperCase() })] }), "denied");
  });

  it("is denied by one Deny over any Allow", () => {
    assert.equal(answer({ identity: [source(allowAll, { ...allowAll, Effect: "Deny" })] }), "denied");
  });

  it("needs the boundary and every level of control policies to allow it too", () => {
    const identity = [source(allowAll)];
    const s3 = source({ ...allowAll, Action: "s3:*" });
    assert.equal(answer({ identity, boundary: s3 }), "denied");
    assert.equal(answer({ identity, serviceControlPolicies: [[source(allowAll)], [s3]] }), "denied");
    assert.equal(answer({ identity, serviceControlPolicies: [[source(allowAll)], [s3, source(allowAll)]] }), "allowed");
  });

  it("can come from a policy of the resource that names the principal or its account", () => {
    for (const AWS of ["arn:aws:iam::210987654321:role/app", "arn:aws:iam::210987654321:root", "*"]) {
      assert.equal(answer({}, { resourcePolicies: [source({ ...allowAll, Principal: { AWS } })] }), "allowed");
    }
    const other = { ...allowAll, Principal: { AWS: "arn:aws:iam::111111111111:root" } };
    assert.equal(answer({}, { resourcePolicies: [source(other)] }), "denied");
    const everyoneElse = { ...allowAll, Effect: "Deny", NotPrincipal: { AWS: "arn:aws:iam::210987654321:role/app" } };
    assert.equal(answer({ identity: [source(allowAll)] }, { resourcePolicies: [source(everyoneElse)] }), "allowed");
  });

  it("is unknown where a document is, and denied where a Deny is certain all the same", () => {
    const late: NamedPolicy = { name: "late", document: UNKNOWN };
    assert.equal(answer({ identity: [source(allowAll), late] }), "unknown");
    assert.equal(answer({ identity: [late] }), "unknown");
    assert.equal(answer({ identity: [late, source({ ...allowAll, Effect: "Deny" })] }), "denied");
  });

  it("is told of documents given as text, as objects, and with one statement in place of a list", () => {
    const document = { Version: "2012-10-17", Statement: allowAll };
    for (const given of [document, JSON.stringify(document)]) {
      assert.equal(answer({ identity: [{ name: "p", document: readDocument(given) ?? UNKNOWN }] }), "allowed");
    }
  });

  it("reads nothing into what is not a policy document", () => {
    for (const given of ["", "not JSON", "[]", 7, null, {}]) assert.equal(readDocument(given), undefined);
  });
});
