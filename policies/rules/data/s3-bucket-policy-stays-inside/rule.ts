import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../rule";
import { accountOf } from "../../../support/account";
import { strangeAdministrator } from "../../../support/administrator";
import { BUCKETS, POLICY, settingsOf } from "../../../support/data/buckets";
import { hygiene } from "../../../support/hygiene";
import { type PolicyDocument, readDocument, type Statement } from "../../../support/iam/document";
import { type Answer, canPerform } from "../../../support/iam/evaluate";
import { perEstate } from "../../../support/per-estate";
import { classificationOf } from "../../../support/tags";

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-policy-stays-inside",
  layer: "data",
  family: "classification",
  severity: "critical",
  title: "A bucket policy lets in nobody from outside of the organisation",
  scope: "stack",
  types: BUCKETS,

  judge: hygiene((bucket, estate): Verdict => {
    if (classificationOf(bucket, estate.standard) === "public") {
      return { outcome: "not-applicable", reason: "it holds public data" };
    }
    const documents = settingsOf(bucket, POLICY, estate).map((policy) => readDocument(policy) ?? []);
    const answers = documents.flatMap((document) => strangersIn(document, bucket, estate));
    if (answers.includes("allowed")) {
      return {
        outcome: "violation",
        found: `${bucket.name} has a policy that lets in callers from outside of the organisation`,
        required: "principals of the organisation: a condition on aws:PrincipalOrgID, or roles of its own accounts",
        fix: "name the role that reads it, or add StringEquals aws:PrincipalOrgID to the statement",
      };
    }
    if (answers.includes("unknown")) return { outcome: "undetermined", reason: "the bucket policy is not known yet" };
    return { outcome: "pass" };
  }),
};

/** What the policy answers to somebody whom nobody knows, and to each foreign account that it names. */
function strangersIn(document: PolicyDocument, bucket: ResourceRecord, estate: Estate): readonly Answer[] {
  if (document === UNKNOWN) return ["unknown"];
  const known = knownAccounts(estate);
  // Where no account is known, every account that a policy names may be the bucket's own.
  const foreign = known.size === 0 ? [] : document.flatMap(accountsOf).filter((account) => !known.has(account));
  return document
    .filter(({ effect }) => effect !== "Deny")
    .flatMap((statement) => requestsOf(statement))
    .flatMap(({ action, resource }) =>
      [undefined, ...new Set(foreign)].map((account) => {
        const { facts } = strangeAdministrator(new Map([["aws:securetransport", ["true"]]]));
        const caller = new Map([...facts, ...(account ? identityOf(account) : [])]);
        return canPerform(
          { identity: [], facts: caller },
          { action, resource, resourcePolicies: [{ name: bucket.name, document }] },
        );
      }),
    );
}

function identityOf(account: string): readonly [string, readonly string[]][] {
  return [
    ["aws:principalaccount", [account]],
    ["aws:principalarn", [`arn:aws:iam::${account}:role/stranger`]],
  ];
}

/** Requests that the statement itself speaks of, one of each action on one of each resource. */
function requestsOf({ actions, resources }: Statement) {
  const names = actions.negated ? ["s3:GetObject"] : actions.patterns.map(instance);
  const things = resources.negated ? ["arn:aws:s3:::plinth/plinth"] : resources.patterns.map(instance);
  return names.flatMap((action) =>
    things.map((resource) => ({ action: action.includes(":") ? action : "s3:GetObject", resource })),
  );
}

/** Something that a pattern matches. */
function instance(pattern: string | typeof UNKNOWN): string {
  return pattern === UNKNOWN ? "plinth" : pattern.replaceAll("*", "plinth").replaceAll("?", "p");
}

function accountsOf({ principals }: Statement): readonly string[] {
  return (principals?.byKind.get("AWS") ?? []).flatMap((member) => {
    const account = member === UNKNOWN ? undefined : /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(member)?.[1];
    return account ? [account] : [];
  });
}

/** Accounts that this run manages something in, or makes. */
const knownAccounts = perEstate(
  (estate) =>
    new Set(
      [
        ...estate.resources.map(accountOf),
        ...estate.ofType("aws:organizations/account:Account").map(({ id }) => id),
      ].filter((account) => typeof account === "string"),
    ),
);
