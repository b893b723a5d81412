import type { ResourceRecord } from "@plinth/policies";
import { statementsOf, withStatements } from "./documents";
import { type Generator, type Mutation, ofType, type Props } from "./mutation";

/** Callers from outside, and statements about them that only look as if they were bounded. */
const EXTERNAL_STATEMENTS: readonly (readonly [who: string, statement: Props])[] = [
  ["everybody", { Principal: "*" }],
  ["everybody, in a list", { Principal: { AWS: ["*"] } }],
  ["an unknown account", { Principal: { AWS: "arn:aws:iam::999988887777:root" } }],
  ["a role of an unknown account", { Principal: { AWS: "arn:aws:iam::999988887777:role/reader" } }],
  [
    "everybody who is of another organisation",
    { Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-0000000000" } } },
  ],
  ["everybody over TLS", { Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }],
];

/** Keys that answer to callers from outside of the organisation. */
export const keys: Generator = (records) =>
  ofType(records, "aws:kms/key:Key").flatMap((key) =>
    EXTERNAL_STATEMENTS.map((statement) => allowing(records, key, statement)),
  );

function allowing(
  records: readonly ResourceRecord[],
  key: ResourceRecord,
  [who, statement]: (typeof EXTERNAL_STATEMENTS)[number],
): Mutation {
  const statements = statementsOf(key, "policy");
  return {
    title: `${key.name} lets in ${who}`,
    records: withStatements(records, key, "policy", [
      ...statements,
      { Effect: "Allow", Action: "kms:Decrypt", Resource: "*", ...statement },
    ]),
    caughtBy: ["kms-key-policy-stays-inside"],
    names: [key.name],
  };
}
