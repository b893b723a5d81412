import { UNKNOWN } from "@plinth/policies";
import fc from "fast-check";

const SERVICES = ["bedrock", "s3", "kms", "iam", "sts", "sagemaker", "lambda", "ecr"];
const ACTIONS = ["InvokeModel", "GetObject", "Decrypt", "PassRole", "AssumeRole", "*", "Get*", "*a*e*o*", "?*?*?*"];

/** Patterns that make a careless matcher go back and forth. */
const stars = fc
  .tuple(fc.constantFrom("*a", "a*", "*?", "?*", "*:*", "*/*", "a*b*"), fc.integer({ min: 1, max: 400 }))
  .map(([part, times]) => part.repeat(times));
const long = fc.constantFrom(
  "a".repeat(10_000),
  `${"a".repeat(5_000)}*${"b".repeat(5_000)}`,
  "${aws:username}".repeat(600),
);
const arn = fc
  .tuple(
    fc.constantFrom(...SERVICES),
    fc.constantFrom("", "*", "eu-west-1", "*a*"),
    fc.oneof(stars, fc.constantFrom("*", "plinth/*")),
  )
  .map(([service, region, rest]) => `arn:aws:${service}:${region}:*:${rest}`);
const resource = fc.oneof(arn, arn, stars, long, fc.constantFrom<unknown>("*", UNKNOWN, "", 7, null));
const action = fc.oneof(
  fc
    .tuple(fc.constantFrom(...SERVICES, "*", "s*"), fc.constantFrom(...ACTIONS))
    .map(([service, name]) => `${service}:${name}`),
  stars,
  fc.constantFrom<unknown>("*", UNKNOWN, "", true),
);
const principal = fc.constantFrom<unknown>(
  "*",
  { AWS: "*" },
  { AWS: Array.from({ length: 500 }, (_, i) => `arn:aws:iam::${String(100_000_000_000 + i)}:role/r${i}`) },
  { Service: ["lambda.amazonaws.com", UNKNOWN, "*"] },
  { Federated: "arn:aws:iam::111122223333:saml-provider/corporate", "*": [null] },
  UNKNOWN,
);
const OPERATORS = [
  "StringLike",
  "ArnLike",
  "ForAllValues:StringLike",
  "StringNotEqualsIfExists",
  "IpAddress",
  "Null",
  "Bool",
];
const KEYS = [
  "aws:PrincipalArn",
  "aws:SourceArn",
  "aws:ResourceTag/workload",
  "aws:SourceVpce",
  "kms:ViaService",
  "s3:prefix",
];
const condition = fc.dictionary(
  fc.constantFrom(...OPERATORS, "__proto__x", "constructor"),
  fc.oneof(
    fc.dictionary(fc.constantFrom(...KEYS, "constructor"), fc.oneof(resource, fc.array(resource, { maxLength: 40 }))),
    fc.constant<unknown>(UNKNOWN),
  ),
  { maxKeys: 4 },
);

const many = <T>(member: fc.Arbitrary<T>) =>
  fc.oneof(member, fc.array(member, { maxLength: 8 }), fc.array(member, { minLength: 50, maxLength: 200 }));

const statement = fc.record(
  {
    Effect: fc.constantFrom<unknown>("Allow", "Allow", "Deny", UNKNOWN),
    Action: many(action),
    NotAction: many(action),
    Resource: many(resource),
    NotResource: many(resource),
    Principal: principal,
    NotPrincipal: principal,
    Condition: condition,
  },
  { requiredKeys: ["Effect"] },
);

/** A statement many times over, each a little different, as generated policies have them. */
const repeated = fc
  .tuple(statement, fc.integer({ min: 2, max: 2_000 }))
  .map(([one, times]) =>
    Array.from({ length: times }, (_, i) => ({ Sid: `S${i}`, ...one, Resource: numbered(one.Resource, i) })),
  );

function numbered(value: unknown, i: number): unknown {
  return typeof value === "string" ? `${value}${i}` : value;
}

const deep = fc.integer({ min: 1, max: 300 }).map((depth) => {
  let value: unknown = "end";
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { StringEquals: value };
  return { Effect: "Allow", Action: "*", Resource: "*", Condition: value };
});

const object = fc.oneof(
  fc.array(statement, { maxLength: 12 }).map((Statement) => ({ Version: "2012-10-17", Statement })),
  repeated.map((Statement) => ({ Version: "2012-10-17", Statement })),
  deep.map((Statement) => ({ Version: "2012-10-17", Statement })),
);

/**
 * Characters of the largest policy that AWS takes, that of a KMS key.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html (read 2026-11).
 */
const LARGEST = 32_768;

/**
 * A policy document that nobody in their right mind writes and that AWS would take, as an object or, as far as it is
 * known, as JSON text.
 */
export const hostileDocument: fc.Arbitrary<unknown> = fc
  .tuple(object, fc.boolean())
  .map(([{ Version, Statement }, asText]) => {
    const document = { Version, Statement: withinLimit(Array.isArray(Statement) ? Statement : [Statement]) };
    return asText ? JSON.stringify(document) : document;
  });

function withinLimit(statements: readonly unknown[]): readonly unknown[] {
  let length = 0;
  return statements.filter((statement) => {
    length += JSON.stringify(statement).length;
    return length <= LARGEST;
  });
}
