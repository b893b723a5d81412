import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN } from "../../../../../policies/core/rule";
import { readDocument } from "../../../../../policies/readers/iam/document";
import { canPerform, type NamedPolicy, type Permissions } from "../../../../../policies/readers/iam/evaluate";
import { compileArn, compileGlob, matches } from "../../../../../policies/readers/iam/glob";
import { covers, intersects, matchingText } from "../../../../../policies/readers/iam/pattern-intersection";
import { mayPerform } from "../../../../../policies/readers/iam/permission-search";

/** Every text over the alphabet up to a length: a universe small enough to try each member. */
function universe(alphabet: string, length: number): string[] {
  const texts = [""];
  for (let from = 0, n = 0; n < length; n++) {
    const to = texts.length;
    for (; from < to; from++) for (const character of alphabet) texts.push(texts[from] + character);
  }
  return texts;
}

const TEXTS = universe("ab:x", 5);
const pattern = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 4 });

describe("IAM patterns against brute force", () => {
  it("match as an anchored regular expression does", () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom(...TEXTS), (glob, text) => {
        const expression = new RegExp(`^${glob.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
        assert.equal(matches(compileGlob(glob), text), expression.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("of ARNs swallow no colon before the last part", () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 6, maxLength: 7 }), fc.constantFrom(...TEXTS), (parts, text) => {
        const glob = `arn:${parts.join(":").replaceAll("?", "a")}`;
        const colons = [...glob.matchAll(/:/g)].map(({ index }) => index);
        const expression = glob.replaceAll("*", (_, at: number) => (at < (colons[4] ?? 0) ? "[^:]*" : "[^]*"));
        const tried = `arn:${text}:${text}`;
        assert.equal(matches(compileArn(glob), tried), new RegExp(`^${expression}$`).test(tried));
      }),
      { numRuns: 2000 },
    );
  });

  it("intersect when some text matches both", () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const [one, other] = [compileGlob(a), compileGlob(b)];
        const brute = TEXTS.some((text) => matches(one, text) && matches(other, text));
        // A common text may be longer than the universe's, never the other way round.
        if (brute) assert.ok(intersects(one, other));
        const found = matchingText([one, other]);
        assert.equal(found !== undefined, intersects(one, other));
        if (found !== undefined) assert.ok(matches(one, found) && matches(other, found));
      }),
      { numRuns: 1000 },
    );
  });

  it("cover when no text of the inner escapes the outer", () => {
    fc.assert(
      fc.property(pattern, pattern, fc.array(pattern, { maxLength: 2 }), (a, b, others) => {
        const [outer, inner] = [compileGlob(a), compileGlob(b)];
        const escapes = TEXTS.some((text) => matches(inner, text) && !matches(outer, text));
        if (escapes) assert.ok(!covers(outer, inner));
        const excluded = [outer, ...others.map((text) => compileGlob(text))];
        const found = matchingText([inner], excluded);
        if (found !== undefined) assert.ok(matches(inner, found) && excluded.every((glob) => !matches(glob, found)));
        else assert.ok(!TEXTS.some((text) => matches(inner, text) && excluded.every((glob) => !matches(glob, text))));
      }),
      { numRuns: 1000 },
    );
  });
});

const ACTIONS = ["s:a", "s:b"];
const RESOURCES = universe("abx", 2).slice(1);
const VALUES: readonly (readonly string[])[] = [[], ["a"], ["ab"], ["b"], ["plinth"]];

const operator = fc.constantFrom(
  "StringEquals",
  "StringNotEquals",
  "StringLike",
  "StringNotLike",
  "StringEqualsIfExists",
  "StringNotLikeIfExists",
  "ForAnyValue:StringEquals",
  "ForAllValues:StringLike",
  "Null",
);
const condition = fc
  .tuple(operator, fc.constantFrom("k", "l"), fc.constantFrom("a", "ab", "a*", "b", "*"))
  .map(([op, key, value]) => ({ [op]: { [key]: op === "Null" ? String(value === "a") : value } }));
const resource = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 3 });
const statement = fc.record({
  Effect: fc.constantFrom("Allow", "Allow", "Deny"),
  actions: fc.tuple(fc.boolean(), fc.constantFrom("s:a", "s:*", "*", "S:B")),
  resources: fc.tuple(fc.boolean(), fc.array(resource, { minLength: 1, maxLength: 2 })),
  Condition: fc.option(condition, { nil: undefined }),
});
const document = fc.array(statement, { minLength: 1, maxLength: 3 }).map((statements) => ({
  Statement: statements.map(({ Effect, actions, resources, Condition }) => ({
    Effect,
    [actions[0] ? "NotAction" : "Action"]: actions[1],
    [resources[0] ? "NotResource" : "Resource"]: resources[1],
    Condition,
  })),
}));
const permissions = fc.record({
  identity: fc.array(document, { minLength: 1, maxLength: 2 }),
  boundary: fc.option(document, { nil: undefined }),
  control: fc.option(document, { nil: undefined }),
});

function permissionsOf(value: typeof permissions extends fc.Arbitrary<infer T> ? T : never): Permissions {
  const source = (name: string, text: unknown): NamedPolicy => ({ name, document: readDocument(text) ?? UNKNOWN });
  return {
    identity: value.identity.map((one, i) => source(`policy ${i}`, one)),
    boundary: value.boundary && source("boundary", value.boundary),
    serviceControlPolicies: value.control ? [[source("control", value.control)]] : [],
    facts: new Map(),
  };
}

/** Every request of the small universe that is allowed. */
function allowedRequests(subject: Permissions, action: string): string[] {
  const allowed: string[] = [];
  for (const name of RESOURCES) {
    for (const k of VALUES) {
      for (const l of VALUES) {
        const context = new Map([...(k.length ? [["k", k] as const] : []), ...(l.length ? [["l", l] as const] : [])]);
        if (canPerform(subject, { action, resource: name, context }) === "allowed") allowed.push(name);
      }
    }
  }
  return allowed;
}

describe("the search for a permission against brute force", () => {
  it("finds one wherever a request of the small universe is allowed, and only proofs that hold", () => {
    fc.assert(
      fc.property(permissions, fc.constantFrom(...ACTIONS), (value, action) => {
        const subject = permissionsOf(value);
        const finding = mayPerform(subject, [{ action, resources: ["*"] }]);
        assert.notEqual(finding.answer, "unknown");
        if (finding.answer === "allowed") assert.equal(canPerform(subject, finding.proof), "allowed");
        else assert.deepEqual(allowedRequests(subject, action), []);
      }),
      { numRuns: 300 },
    );
  });

  it("is certain only of what stays true whatever an unknown document turns out to say", () => {
    fc.assert(
      fc.property(permissions, document, fc.constantFrom(...ACTIONS), (value, late, action) => {
        const subject = permissionsOf(value);
        const before = mayPerform(
          { ...subject, identity: [...subject.identity, { name: "late", document: UNKNOWN }] },
          [{ action, resources: ["*"] }],
        );
        const after = mayPerform(permissionsOf({ ...value, identity: [...value.identity, late] }), [
          { action, resources: ["*"] },
        ]);
        if (before.answer !== "unknown") assert.equal(after.answer, before.answer);
      }),
      { numRuns: 300 },
    );
  });

  it("gives a key one value where a condition asks for one, whatever else asks for several", () => {
    const one = (Condition: object, Effect = "Allow") => ({ Effect, Action: "s:a", Resource: "a", Condition });
    const limits = [one({ StringEquals: { k: "a*" } }), one({ StringNotLike: { k: "a" } }, "Deny")];
    const subject: Permissions = {
      identity: [
        {
          name: "p",
          document: readDocument({ Statement: [one({ "ForAnyValue:StringEquals": { k: "a" } })] }) ?? UNKNOWN,
        },
      ],
      boundary: { name: "b", document: readDocument({ Statement: limits }) ?? UNKNOWN },
      facts: new Map(),
    };

    assert.equal(mayPerform(subject, [{ action: "s:a", resources: ["a"] }]).answer, "denied");
  });
});
