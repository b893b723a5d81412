import { type Estate, UNKNOWN } from "../../core/rule";
import { bestAnswer } from "./best-answer";
import type { Context } from "./conditions";
import type { PolicyDocument, Statement } from "./document";
import type { Answer } from "./evaluate";
import { filledIn } from "./glob";
import { accountOfPrincipal, isOrganizationTrail, isOutside } from "./known-accounts";
import { callersOf, patternsByKey, STRANGER, serviceCallsFor } from "./strangers";

/** Who of the outside a policy lets in, in words. */
export type Outsider =
  | "every principal of its account"
  | "everybody"
  | "an account that the standard does not list"
  | "a service that acts for any account";

/** What a policy answers to the outside. */
export interface OutsideAnswer {
  /** "unknown" if it hangs on something that is not known yet. */
  readonly answer: Answer;
  /** Whom it lets in, if anybody. */
  readonly outsiders: readonly Outsider[];
}

/** How a resource's policy is asked. */
export interface Question {
  /** Requested where a statement matches every action. */
  readonly action: string;
  /** Whether a service may act for a foreign account without harm. Default: it may not. */
  readonly trustsService?: (service: string, statement: Statement) => boolean;
}

/**
 * What a resource policy answers to an administrator of an unrelated account, to each principal that it names and this run
 * does not know, and to each service that it names, on behalf of an unrelated account: for the actions and resources of
 * its own statements, in every request that its conditions tell apart.
 */
export function answerToOutside(given: PolicyDocument, question: Question, estate: Estate): OutsideAnswer {
  if (given === UNKNOWN) return { answer: "unknown", outsiders: [] };
  const document = given.map(withOwnResource);
  const denies = document.filter(({ effect }) => effect !== "Allow");
  const outsiders = new Set<Outsider>();
  let isUnknown = false;
  for (const statement of document.filter(({ effect }) => effect !== "Deny")) {
    for (const { who, isCertain, contexts } of outsidersOf(statement, denies, question, estate)) {
      if (outsiders.has(who)) continue;
      const answer = answerTo(contexts, statement, denies, question.action);
      if (answer === "allowed" && isCertain) outsiders.add(who);
      else if (answer !== "denied") isUnknown = true;
    }
  }
  if (outsiders.has("everybody")) return { answer: "allowed", outsiders: ["everybody"] };
  if (outsiders.size > 0) return { answer: "allowed", outsiders: [...outsiders] };
  return { answer: isUnknown ? "unknown" : "denied", outsiders: [] };
}

/**
 * A policy of a role or a repository names no resource: it is about the resource that it is attached to. So is what a
 * statement allows on a resource that is not known yet.
 */
function withOwnResource(statement: Statement): Statement {
  const { patterns, negated } = statement.resources;
  const isOwn = patterns.length === 0 || (statement.effect === "Allow" && patterns.includes(UNKNOWN));
  return isOwn && !negated ? { ...statement, resources: { patterns: ["*"], negated } } : statement;
}

interface Outside {
  readonly who: Outsider;
  /** False if it may be the resource's own account, because none is known. */
  readonly isCertain: boolean;
  readonly contexts: readonly Context[];
}

function outsidersOf(
  statement: Statement,
  denies: readonly Statement[],
  question: Question,
  estate: Estate,
): readonly Outside[] {
  const conditions = [statement, ...denies].flatMap((one) => one.conditions);
  return [
    ...callersOutside(statement, conditions, estate),
    ...servicesOutside(statement, conditions, question, estate),
  ];
}

/** A stranger, and the principals that the statement names and nobody here knows. */
function callersOutside(statement: Statement, conditions: Statement["conditions"], estate: Estate): readonly Outside[] {
  const asked = patternsByKey(statement.conditions);
  const members = textsOf(statement, "AWS");
  const named = [...members, ...CALLER_KEYS.flatMap((key) => asked.get(key) ?? [])];
  const byAccount = namedByAccount(members);
  return [
    ...(mayNameAnybody(statement)
      ? [{ who: "everybody", isCertain: true, contexts: callersOf(STRANGER, conditions, true) } as const]
      : []),
    ...outsideAccounts(named, estate).map(
      ({ account, isCertain }): Outside => ({
        who: UNLISTED,
        isCertain,
        contexts: [
          ...callersOf(account, conditions, false),
          ...callersNamed(byAccount.get(account) ?? [], account, conditions),
        ],
      }),
    ),
  ];
}

/** Whether a stranger may be among the principals: most statements name their own one by one. */
function mayNameAnybody({ principals }: Statement): boolean {
  if (principals === undefined || principals.negated) return true;
  return (principals.byKind.get("AWS") ?? []).some((member) => member === "*" || member === UNKNOWN);
}

/** Services that the statement lets in, on behalf of a stranger and of the accounts that its conditions name. */
function servicesOutside(
  statement: Statement,
  conditions: Statement["conditions"],
  { trustsService }: Question,
  estate: Estate,
): readonly Outside[] {
  const asked = patternsByKey(statement.conditions);
  // Where every principal is let in, services matter if conditions keep the others out.
  const everyone = textsOf(statement, "AWS").includes("*") || statement.principals?.negated === true;
  const isAsked = conditions.some(({ key }) => ABOUT_SERVICES.test(key));
  const anyOfThem = everyone && isAsked ? (asked.get("aws:principalservicename") ?? [ANY_SERVICE]) : [];
  const services = [...new Set([...textsOf(statement, "Service"), ...anyOfThem])];
  const named = outsideAccounts(
    SOURCE_KEYS.flatMap((key) => asked.get(key) ?? []),
    estate,
  );
  return services
    .filter((service) => !trustsService?.(service, statement))
    .flatMap((service): readonly Outside[] => [
      { who: SERVICE, isCertain: true, contexts: serviceCallsFor(STRANGER, service, conditions) },
      ...named.map(
        ({ account, isCertain }): Outside => ({
          who: UNLISTED,
          isCertain,
          contexts: serviceCallsFor(account, service, conditions),
        }),
      ),
    ]);
}

function textsOf({ principals }: Statement, kind: string): readonly string[] {
  return (principals?.byKind.get(kind) ?? []).filter((member) => member !== UNKNOWN);
}

const UNLISTED = "an account that the standard does not list";
const SERVICE = "a service that acts for any account";
const CALLER_KEYS = ["aws:principalarn", "aws:principalaccount", "kms:calleraccount"] as const;
const SOURCE_KEYS = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceowner"] as const;
/** Keys that tell a call of a service. */
const ABOUT_SERVICES = /^aws:(source(arn|account|owner|org)|principal(service|isaws))/;
/** Stands for a service where every principal is let in. */
const ANY_SERVICE = "plinth.amazonaws.com";

/** Accounts that texts name and nobody here knows. */
function outsideAccounts(texts: readonly string[], estate: Estate): readonly { account: string; isCertain: boolean }[] {
  const foreign = texts.filter((text) => !isOrganizationTrail(text, estate));
  const accounts = new Set(foreign.map(accountOfPrincipal).filter((account) => account !== undefined));
  return [...accounts].flatMap((account) => {
    const outside = isOutside(account, estate);
    return outside === false ? [] : [{ account, isCertain: outside === true }];
  });
}

/** Requests of the roles and users of an account that a statement names one by one. */
function callersNamed(
  arns: readonly string[],
  account: string,
  conditions: Statement["conditions"],
): readonly Context[] {
  return arns.flatMap((arn) =>
    callersOf(account, conditions, false).map((context) => new Map([...context, ["aws:principalarn", [arn]]])),
  );
}

/** The ARNs of roles and users by their account. */
function namedByAccount(members: readonly string[]): ReadonlyMap<string | undefined, readonly string[]> {
  const byAccount = new Map<string | undefined, string[]>();
  for (const member of members.filter((one) => !/^\d+$|:root$/.test(one))) {
    const account = accountOfPrincipal(member);
    const others = byAccount.get(account);
    if (others) others.push(member);
    else byAccount.set(account, [member]);
  }
  return byAccount;
}

function answerTo(
  contexts: readonly Context[],
  statement: Statement,
  denies: readonly Statement[],
  otherwise: string,
): Answer {
  return bestAnswer(contexts, requestsOf(statement, otherwise, denies.length > 0), statement, denies);
}

/** Most requests of one statement: others of its actions and resources are like these. */
const MAX_REQUESTS = 100;

/** Requests that the statement matches: each of its actions on each of its resources; one, if nothing else is denied. */
function requestsOf({ actions, resources }: Statement, otherwise: string, each: boolean) {
  const names = actions.negated ? [otherwise] : actions.patterns.map(instance);
  const resourceArns = resources.negated ? ["arn:aws:s3:::plinth/plinth"] : resources.patterns.map(instance);
  const requests = names.flatMap((action) =>
    resourceArns.map((resource) => ({ action: action.includes(":") ? action : otherwise, resource })),
  );
  return each ? requests.slice(0, MAX_REQUESTS) : requests.slice(0, 1);
}

/** A text that a pattern matches. */
function instance(pattern: string | typeof UNKNOWN): string {
  return pattern === UNKNOWN ? "plinth" : filledIn(pattern, "plinth", "p");
}

const CONDITIONS: Readonly<Record<Outsider, string>> = {
  everybody:
    'the roles that need it as Principal, or Condition {"StringEquals": {"aws:PrincipalOrgID": "<organization id>"}}',
  "every principal of its account": "the roles that need it as Principal",
  "an account that the standard does not list":
    'a Principal of your own accounts, or Condition {"StringEquals": {"aws:PrincipalOrgID": "<organization id>"}}; list an account of the organization under accounts in the standard',
  "a service that acts for any account":
    'Condition {"StringEquals": {"aws:SourceAccount": "<account id>"}, "ArnLike": {"aws:SourceArn": "<ARN of the resource that calls>"}}',
};

/** What the statement of each outsider needs instead, as text that can be pasted. */
export function remedyFor(outsiders: readonly Outsider[]): string {
  return `give the statement ${outsiders.map((outsider) => CONDITIONS[outsider]).join("; and ")}`;
}
