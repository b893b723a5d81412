import type { Rule } from "../../../core/rule";
import { canonicalType } from "../../../core/variants";
import { DATA_STORES } from "../../../readers/data/data-stores";
import { INERT_DOCUMENT_TYPES } from "../../../readers/iam/resource-policies";
import { reasonsByType } from "../../../readers/resource/inert-types";
import { type Fact, pathsOf, typesWith } from "../../../readers/resource/type-facts";
import { dataRules } from "../../data";
import { identityRules } from "../../identity";
import { networkRules } from "../../network";
import { observabilityRules } from "../../observability";
import { INERT_IN_SUBNETS, INERT_KEYS, INERT_RETENTION, INERT_SWITCHES } from "./inert";

/** What a promise asks of every type with a property of some kind. */
export interface Question {
  readonly fact: Fact;
  /** What the promise is called in findings and in docs/coverage.md. */
  readonly promise: string;
  /** Which types it is about, in docs/coverage.md. */
  readonly about: string;
  /** Rules of the promise. */
  readonly rules: readonly Rule[];
  /** Types that it is about. */
  readonly types: readonly string[];
  /** Types of which nothing is to be asked, with the reason. */
  readonly inert: ReadonlyMap<string, string>;
  /** Those that no rule is about and that are not inert: what they say is undetermined. */
  readonly unjudged: ReadonlySet<string>;
}

const ENCRYPTION = [
  "data-store-is-encrypted",
  "s3-bucket-key-follows-classification",
  "log-group-key-follows-classification",
];

/** In the order in which a resource is asked. */
export const QUESTIONS: readonly Question[] = [
  question({
    fact: "publicSwitches",
    promise: "no way in from the internet",
    about: "types with a switch or a mode that opens them to the internet",
    isOf: ({ family }) => family === "private-egress",
    inert: reasonsByType(INERT_SWITCHES),
  }),
  question({
    fact: "subnets",
    promise: "no way out to the internet",
    about: "types that stand in subnets",
    isOf: ({ family }) => family === "private-egress",
    inert: reasonsByType(INERT_IN_SUBNETS),
  }),
  question({
    fact: "policyDocuments",
    promise: "policies that let in nobody from outside, and give no more than they must",
    about: "types with a policy document",
    isOf: ({ id, family }) => family === "per-workload-iam" || /-stays-inside$|^vpc-endpoint-policy-/.test(id),
    inert: INERT_DOCUMENT_TYPES,
  }),
  question({
    fact: "retention",
    promise: "retention that follows the classification",
    about: "types with a period of retention or an expiry",
    isOf: ({ family }) => family === "retention",
    inert: reasonsByType(INERT_RETENTION),
  }),
  question({
    fact: "keys",
    promise: "sensitive data under a key of the workload",
    about: "data stores that take a key",
    isOf: ({ id }) => ENCRYPTION.includes(id),
    inert: reasonsByType(INERT_KEYS),
    types: DATA_STORES.filter((type) => pathsOf(type, "keys").length > 0),
  }),
];

type Asked = Pick<Question, "fact" | "promise" | "about" | "inert"> & {
  readonly isOf: (rule: Rule) => boolean;
  /** Default: every type with the property. */
  readonly types?: readonly string[];
};

function question({ isOf, types: given, ...rest }: Asked): Question {
  const rules = [...dataRules, ...identityRules, ...networkRules, ...observabilityRules].filter(isOf);
  const judged = new Set(rules.flatMap(({ types }) => types));
  // A variant is read as the type that stands for it.
  const types = (given ?? typesWith(rest.fact)).filter((type) => canonicalType(type) === type);
  const unjudged = new Set(types.filter((type) => !judged.has(type) && !rest.inert.has(type)));
  return { ...rest, rules, types, unjudged };
}
