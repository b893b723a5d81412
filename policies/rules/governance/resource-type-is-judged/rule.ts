import { isSet, topLevelProperty } from "../../../core/properties";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { isObject, textOf, valuesAt } from "../../../core/values";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { subnetEgress, worst } from "../../../readers/network/egress";
import { SUBNETS } from "../../../readers/network/types";
import { pathsOf } from "../../../readers/resource/type-facts";
import { QUESTIONS, type Question } from "./questions";

const NOTHING: Verdict = { outcome: "not-applicable", reason: "it sets nothing that another rule would have to read" };

/** See why.md. */
export const rule: Rule = {
  id: "resource-type-is-judged",
  layer: "governance",
  family: "private-egress",
  severity: "medium",
  title: "A resource of a type that no other rule reads opens nothing to the internet, and is not passed over",
  scope: "stack",
  // The switch is the resource's own.
  cures: [],
  types: [...new Set(QUESTIONS.flatMap(({ unjudged }) => [...unjudged]))],

  judge(resource, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const verdicts = QUESTIONS.filter(({ unjudged }) => unjudged.has(resource.type)).map((question) =>
      answerTo(question, resource, estate),
    );
    const worstFirst = ["violation", "undetermined", "pass"] as const;
    const [first = NOTHING] = worstFirst.flatMap((outcome) => verdicts.filter((one) => one.outcome === outcome));
    return first;
  },
};

function answerTo(question: Question, resource: ResourceRecord, estate: Estate): Verdict {
  const path = pathsOf(resource.type, question.fact).find((one) => says(resource, one));
  if (path === undefined) return NOTHING;
  if (question.fact === "publicSwitches") return switchVerdict(question, resource);
  if (question.fact === "subnets") return subnetVerdict(question, resource, estate);
  return undetermined(question, path);
}

function says(resource: ResourceRecord, path: string): boolean {
  return isSet(resource, topLevelProperty(path)) && valuesAt(resource.props, path).length > 0;
}

function undetermined({ promise }: Question, path: string): Verdict {
  return { outcome: "undetermined", reason: `${path}: no rule judges it for this type (${promise})` };
}

function switchVerdict(question: Question, resource: ResourceRecord): Verdict {
  const set = pathsOf(resource.type, question.fact).filter((path) => says(resource, path));
  const open = set.find((path) => valuesAt(resource.props, path).some((value) => isOpen(path, value) === true));
  if (open !== undefined) {
    return {
      outcome: "violation",
      found: `${resource.name} is open to the internet by ${open}`,
      required: "no resource of an AI workload that the internet reaches",
      fix: `set ${open} so that only the VPC reaches it, or leave it out where that is the default`,
    };
  }
  const unknown = set.find((path) => valuesAt(resource.props, path).includes(UNKNOWN));
  return unknown === undefined ? { outcome: "pass" } : undetermined(question, unknown);
}

/** Whether a value of a switch opens the resource: a switch by name, a mode by what it is called. */
function isOpen(path: string, value: unknown): boolean | Unknown {
  if (value === UNKNOWN) return UNKNOWN;
  if (isObject(value)) return true;
  const text = textOf(value).toLowerCase();
  if (/(^|\.)internal$/.test(path)) return text === "false";
  return /^(true|enabled|enable|public|internet.*|public.*|.*bidirectional)$/.test(text);
}

/** A type whose subnets lead nowhere can lead nowhere else through them. */
function subnetVerdict(question: Question, resource: ResourceRecord, estate: Estate): Verdict {
  const paths = pathsOf(resource.type, question.fact).filter((path) => says(resource, path));
  for (const path of paths) {
    const { found, complete } = estate.references(resource, path, SUBNETS);
    const { outcome } = worst(found.map((subnet) => subnetEgress(subnet, estate)));
    if (!complete || outcome === "path" || outcome === "unknown") return undetermined(question, path);
  }
  return { outcome: "pass" };
}
