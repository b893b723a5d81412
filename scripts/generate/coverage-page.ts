import { rules } from "@plinth/policies";
import { canonicalType } from "@plinth/policies/core/variants";
import { DATA_STORES } from "@plinth/policies/readers/data/data-stores";
import { NO_DATA_STORES } from "@plinth/policies/readers/data/no-data-stores";
import { reasonsByType } from "@plinth/policies/readers/resource/inert-types";
import { typesWith } from "@plinth/policies/readers/resource/type-facts";
import { QUESTIONS, type Question } from "@plinth/policies/rules/governance/resource-type-is-judged/questions";
import type { GeneratedFiles } from "./generated-files";
import { table } from "./markdown";

/** A promise, and the types that it is about. */
type Coverage = Pick<Question, "promise" | "about" | "rules" | "types" | "inert"> & {
  /** How the rules reach every type, where they are not asked about each. Default: by their types. */
  readonly followed?: string;
};

/** What is said of one type: by a rule, by a reason, or nothing yet. */
type Standing = "judged" | "inert" | "undetermined";

/** Every promise that is asked of types by their properties. */
function coverages(): readonly Coverage[] {
  const named = (id: string) => rules.filter((rule) => rule.id === id);
  return [
    {
      promise: "a role of its own for each workload",
      about: "types that name a role or an instance profile",
      rules: named("iam-role-serves-one-workload"),
      types: own([...typesWith("roles"), ...typesWith("instanceProfiles")]),
      inert: new Map(),
      followed: "The rule judges the role, and follows it to every type that names it.",
    },
    {
      promise: "data that says whose it is and how sensitive",
      about: "types that hold data, and those that could by a key, a period or their name",
      rules: named("data-store-is-classified"),
      types: own([...DATA_STORES, ...reasonsByType(NO_DATA_STORES).keys()]),
      inert: reasonsByType(NO_DATA_STORES),
    },
    ...QUESTIONS,
  ];
}

/** Where a type stands in a promise. */
function standingOf({ rules: judging, inert, followed }: Coverage, type: string): Standing {
  if (followed !== undefined || judging.some((rule) => rule.types.includes(type))) return "judged";
  return inert.has(type) ? "inert" : "undetermined";
}

/** `docs/coverage.md`. */
export function coveragePage(): GeneratedFiles {
  const sections = coverages().map(sectionOf);
  return new Map([["docs/coverage.md", `${[INTRODUCTION, ...sections].join("\n\n")}\n`]]);
}

const INTRODUCTION = `# What is judged

Each promise, and the types of \`@pulumi/aws\` and \`aws-native\` that it is about, by service. The lists of types are derived
from the providers' declarations and from AWS's specification, by property (\`npm run generate -- type-facts\`); a type that
\`aws-native\` and \`@pulumi/aws\` both have is here once. *Judged* types have rules; *inert* ones are asked nothing, for the
reason that the letter names; what an *undetermined* type says is reported as undetermined in the AI estate. Written by
\`npm run generate -- coverage\`.`;

function sectionOf(coverage: Coverage): string {
  const standing = (type: string) => standingOf(coverage, type);
  const count = (one: Standing) => coverage.types.filter((type) => standing(type) === one).length;
  const reasons = [
    ...new Set(coverage.types.flatMap((type) => (standing(type) === "inert" ? (coverage.inert.get(type) ?? []) : []))),
  ];
  const rows = [...groupBy(coverage.types, serviceOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, types]) => rowOf(service, types, coverage, reasons));
  const asked = new Set(coverage.types);
  const judging = coverage.rules.filter((rule) => rule.types.some((type) => asked.has(type)));
  return [
    `## ${sentence(coverage.promise)}\n`,
    `About ${coverage.about}: ${count("judged")} judged, ${count("inert")} inert, ${count("undetermined")} undetermined.`,
    `Rules: ${judging.map(({ id }) => `[${id}](rules/${id}.md)`).join(", ")}. ${coverage.followed ?? ""}\n`,
    table(["service", "judged", "inert", "undetermined"], rows),
    ...(reasons.length > 0 ? [`\nInert, because it`, ...reasons.map((reason, i) => `- ${letter(i)}: ${reason}`)] : []),
  ].join("\n");
}

function rowOf(service: string, types: readonly string[], coverage: Coverage, reasons: readonly string[]): string[] {
  const names = (one: Standing) =>
    types
      .filter((type) => standingOf(coverage, type) === one)
      .map((type) => {
        const reason = one === "inert" ? reasons.indexOf(coverage.inert.get(type) ?? "") : -1;
        return `${type.split(":").at(-1)}${reason < 0 ? "" : ` (${letter(reason)})`}`;
      })
      .sort()
      .join(", ");
  return [service, names("judged"), names("inert"), names("undetermined")];
}

function letter(index: number): string {
  return String.fromCharCode("a".charCodeAt(0) + index);
}

/** Types that rules see under their own token, each once. */
function own(types: readonly string[]): readonly string[] {
  return [...new Set(types)].filter((type) => canonicalType(type) === type);
}

function serviceOf(type: string): string {
  return type.split(":")[1]?.split("/")[0] ?? type;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
