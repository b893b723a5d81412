import { memoizeByEstate } from "../../core/memoize";
import { type Estate, UNKNOWN } from "../../core/rule";
import { accountOf } from "../resource/account";
import { externalAdministrator } from "./administrator";
import type { PolicyDocument, Statement } from "./document";
import { type Answer, canPerform } from "./evaluate";

/**
 * What a resource policy answers to an administrator of an unrelated account, and to each principal that it names and
 * this run does not manage, for the actions and resources of its own statements.
 * @param action Requested where a statement matches every action.
 */
export function answersToExternalPrincipals(given: PolicyDocument, action: string, estate: Estate): readonly Answer[] {
  if (given === UNKNOWN) return ["unknown"];
  const document = given.map(withOwnResource);
  const known = knownAccounts(estate);
  // Where no account is known, every account that a policy names may be the resource's own.
  const foreignPrincipals =
    known.size === 0 ? [] : document.flatMap(namedPrincipalsOf).filter(({ account }) => !known.has(account));
  const factsOfForeign = new Map(foreignPrincipals.map((caller) => [caller.arn, factsOf(caller)])).values();
  const externalFacts = [
    EXTERNAL_FACTS,
    ...[...factsOfForeign].map((identity) => new Map([...EXTERNAL_FACTS, ...identity])),
  ];
  const resourcePolicies = [{ name: "resource policy", document }];
  return document
    .filter(({ effect }) => effect !== "Deny")
    .flatMap((statement) => requestsOf(statement, action))
    .flatMap((request) =>
      externalFacts.map((facts) => canPerform({ identity: [], facts }, { ...request, resourcePolicies })),
    );
}

/** A policy of a role or a repository names no resource: it is about the resource that it is attached to. */
function withOwnResource(statement: Statement): Statement {
  const { patterns, negated } = statement.resources;
  return patterns.length > 0 || negated ? statement : { ...statement, resources: { patterns: ["*"], negated } };
}

const EXTERNAL_FACTS = externalAdministrator(new Map([["aws:securetransport", ["true"]]])).facts;

interface NamedPrincipal {
  readonly account: string;
  readonly arn: string;
}

function factsOf({ account, arn }: NamedPrincipal): readonly [string, readonly string[]][] {
  return [
    ["aws:principalaccount", [account]],
    ["aws:principalarn", [arn]],
  ];
}

/** Requests that the statement matches: each of its actions on each of its resources. */
function requestsOf({ actions, resources }: Statement, otherwise: string) {
  const names = actions.negated ? [otherwise] : actions.patterns.map(instance);
  const resourceArns = resources.negated ? ["arn:aws:s3:::plinth/plinth"] : resources.patterns.map(instance);
  return names.flatMap((action) =>
    resourceArns.map((resource) => ({ action: action.includes(":") ? action : otherwise, resource })),
  );
}

/** A text that a pattern matches. */
function instance(pattern: string | typeof UNKNOWN): string {
  return pattern === UNKNOWN ? "plinth" : pattern.replaceAll("*", "plinth").replaceAll("?", "p");
}

/** Principals that a statement names by account or by ARN; for an account, one role in it. */
function namedPrincipalsOf({ principals }: Statement): readonly NamedPrincipal[] {
  return (principals?.byKind.get("AWS") ?? []).flatMap((member) => {
    if (member === UNKNOWN) return [];
    const [, account, one] = /^(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::root$|(:))?/.exec(member) ?? [];
    return account ? [{ account, arn: one ? member : `arn:aws:iam::${account}:role/external` }] : [];
  });
}

/** Accounts that this run manages something in, or makes, and those that the standard lists. */
const knownAccounts = memoizeByEstate(
  (estate) =>
    new Set(
      [
        ...estate.standard.accounts,
        ...estate.resources.map(accountOf),
        ...estate.ofType("aws:organizations/account:Account").map(({ id }) => id),
      ].filter((account) => typeof account === "string"),
    ),
);
