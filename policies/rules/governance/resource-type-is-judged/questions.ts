import type { Rule } from "../../../core/rule";
import { canonical } from "../../../core/variants";
import { type InertTypes, reasonsByType } from "../../../readers/resource/inert-types";
import { type Fact, typesWith } from "../../../readers/resource/type-facts";
import { dataRules } from "../../data";
import { networkRules } from "../../network";
import { observabilityRules } from "../../observability";
import { INERT_IN_SUBNETS, INERT_RETENTION, INERT_SWITCHES } from "./inert";

/** What a promise asks of every type with a property of some kind. */
export interface Question {
  readonly fact: Fact;
  /** What the promise is called in findings and in docs/coverage.md. */
  readonly promise: string;
  /** Types that rules of the promise are about. */
  readonly judged: ReadonlySet<string>;
  /** Types of which nothing is to be asked, with the reason. */
  readonly inert: ReadonlyMap<string, string>;
  /** All others with such a property: what they say is undetermined. */
  readonly unjudged: ReadonlySet<string>;
}

/** In the order in which a resource is asked. */
export const QUESTIONS: readonly Question[] = [
  question("publicSwitches", "no way in from the internet", "private-egress", INERT_SWITCHES),
  question("subnets", "no way out to the internet", "private-egress", INERT_IN_SUBNETS),
  question("retention", "retention that follows the classification", "retention", INERT_RETENTION),
];

function question(fact: Fact, promise: string, family: Rule["family"], groups: readonly InertTypes[]): Question {
  const rules = [...dataRules, ...networkRules, ...observabilityRules].filter((rule) => rule.family === family);
  const judged = new Set(rules.flatMap(({ types }) => types));
  const inert = reasonsByType(groups);
  const others = typesWith(fact).filter((type) => isCanonical(type) && !judged.has(type) && !inert.has(type));
  return { fact, promise, judged, inert, unjudged: new Set(others) };
}

/** Whether rules see a type under its own token, and not as the variant of another. */
export function isCanonical(type: string): boolean {
  return canonical({ type, urn: "", name: "", props: {} }).type === type;
}
