import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, accountTrust, document, inferenceProfile, lambdaTrust, role, samlTrust } from "../example-iam";

type Outcome = RuleExample["outcome"];

const FOREIGN = "arn:aws:iam::999900001111:root";
const organisation = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
const trusting = (principal: unknown, condition?: object) =>
  document({
    Effect: "Allow",
    Principal: principal,
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  });
const given = (title: string, assumeRolePolicy: unknown, outcome: Outcome): RuleExample => ({
  title,
  resources: [role("handler", { assumeRolePolicy }), inferenceProfile],
  outcome,
});

export const examples: RuleExample[] = [
  given("its own account", accountTrust, "pass"),
  given("a role of its own account", trusting({ AWS: `arn:aws:iam::${ACCOUNT}:role/pipeline` }), "pass"),
  given("everybody in the organisation", trusting({ AWS: "*" }, organisation), "pass"),
  given("a foreign account, if it is of the organisation", trusting({ AWS: FOREIGN }, organisation), "pass"),
  given("anybody", trusting({ AWS: "*" }), "violation"),
  given(
    "near miss: anybody, by another operator",
    trusting("*", { StringNotEquals: { "aws:PrincipalOrgID": "o-x" } }),
    "violation",
  ),
  given("a foreign account", trusting({ AWS: FOREIGN }), "violation"),
  given(
    "one role of a foreign account, among its own",
    trusting({ AWS: [`arn:aws:iam::${ACCOUNT}:root`, "arn:aws:iam::999900001111:role/x"] }),
    "violation",
  ),
  given(
    "near miss: a foreign account that knows a word",
    trusting({ AWS: FOREIGN }, { StringEquals: { "sts:ExternalId": "word" } }),
    "violation",
  ),
  given(
    "anybody but one",
    document({ Effect: "Allow", NotPrincipal: { AWS: FOREIGN }, Action: "sts:AssumeRole" }),
    "violation",
  ),
  {
    title: "a program that has nothing to do with models",
    resources: [role("handler", { assumeRolePolicy: trusting({ AWS: FOREIGN }) })],
    outcome: "violation",
  },
  given(
    "an organisation that is not known yet",
    {
      Statement: {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:PrincipalOrgID": UNKNOWN } },
      },
    },
    "undetermined",
  ),
  given("a trust policy that is not known yet", UNKNOWN, "undetermined"),
  given("a service", lambdaTrust, "not-applicable"),
  given("people, through SAML of its own account", samlTrust, "pass"),
  given(
    "near miss: people, through SAML of a foreign account",
    samlTrust.replaceAll(ACCOUNT, "999900001111"),
    "violation",
  ),
  given(
    "near miss: everybody with a word",
    trusting({ AWS: "*" }, { StringEquals: { "sts:ExternalId": "word" } }),
    "violation",
  ),
  given(
    "near miss: everybody who is in no organisation",
    trusting({ AWS: "*" }, { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
    "violation",
  ),
  given(
    "near miss: roles of one name in every account",
    trusting({ AWS: "*" }, { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/pipeline" } }),
    "violation",
  ),
  given(
    "roles of its own account by a pattern",
    trusting({ AWS: "*" }, { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/pipeline-*` } }),
    "pass",
  ),
];
