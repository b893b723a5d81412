import { type Choice, chooseModelAccess, chooseOrchestration, chooseVectorStore } from "@plinth/components";
import { type Fault, loadStandard, PlinthError } from "@plinth/standards";
import type { Terminal } from "../terminal";

type Form = "number" | "flag" | "text" | "list";
type Values = Readonly<Record<string, unknown>>;

interface Question {
  readonly asks: Readonly<Record<string, Form>>;
  /** Called with values of the forms above; it tells itself what else is wrong or missing. */
  readonly answer: (values: Values) => Choice<string>;
}

const QUESTION: Readonly<Record<string, Question>> = {
  "vector-store": {
    asks: {
      vectors: "number",
      searchesPerSecond: "number",
      searchMilliseconds: "number",
      region: "text",
      fullText: "flag",
      knowledgeBase: "flag",
      joins: "flag",
      monthlyUsd: "number",
      vendor: "text",
      unavailable: "list",
    },
    answer: (values) => chooseVectorStore(values as unknown as Parameters<typeof chooseVectorStore>[0]),
  },
  "model-access": {
    asks: {
      expectedMonthlyInferenceUsd: "number",
      workloads: "number",
      callerLimits: "flag",
      otherProviders: "flag",
      staysInAws: "flag",
      guaranteedThroughput: "flag",
      customisedModel: "flag",
      ownWeights: "flag",
    },
    answer: (values) => {
      const { selfHostingMonthlyUsd } = loadStandard().thresholds;
      const asked = { selfHostingMonthlyUsd, ...values } as unknown as Parameters<typeof chooseModelAccess>[0];
      return chooseModelAccess(asked);
    },
  },
  orchestration: {
    asks: {
      seconds: "number",
      streaming: "flag",
      durableSteps: "flag",
      parallelItems: "number",
      waitsForPeople: "flag",
      modelChoosesSteps: "flag",
      onKubernetes: "flag",
    },
    answer: (values) => chooseOrchestration(values as unknown as Parameters<typeof chooseOrchestration>[0]),
  },
};

/** What `plinth choose` can choose. */
export const QUESTIONS: readonly string[] = Object.keys(QUESTION);

/**
 * Tells the simplest shape that meets the requirements, and why not each of the others.
 * @param requirements `<name>=<value>`, or the name alone of what is true.
 * @throws PlinthError with everything that is wrong.
 */
export function choose(what: string, requirements: readonly string[], terminal: Terminal): void {
  const question = QUESTION[what];
  if (!question) {
    throw new PlinthError("plinth choose", [
      { id: "cli/Choose/what", path: "what", found: what, allowed: `one of ${QUESTIONS.join(", ")}` },
    ]);
  }
  const { colors } = terminal;
  const { choice, reason, alternatives } = question.answer(valuesOf(requirements, question.asks));
  const lines = [
    choice ? `${colors.bold(choice)}: ${reason}` : colors.yellow(reason),
    ...alternatives.map((other) => `  not ${other.kind}: ${other.reason}`),
  ];
  terminal.out(`${lines.join("\n")}\n`);
}

function valuesOf(requirements: readonly string[], asks: Question["asks"]): Values {
  const faults: Fault[] = [];
  const values = requirements.map((requirement) => {
    const [name = "", ...rest] = requirement.split("=");
    const text = rest.length > 0 ? rest.join("=") : undefined;
    const form = Object.hasOwn(asks, name) ? asks[name] : undefined;
    const value = form === undefined ? undefined : READ[form](text);
    const path = name;
    if (form === undefined) {
      faults.push({ id: "cli/Choose/requirement", path, allowed: `one of ${Object.keys(asks).join(", ")}` });
    } else if (value === undefined) {
      faults.push({ id: "cli/Choose/value", path, found: text, allowed: ALLOWED[form] });
    }
    return [name, value] as const;
  });
  if (faults.length > 0) throw new PlinthError("plinth choose", faults);
  return Object.fromEntries(values);
}

/** The value that a text stands for; undefined if it is of another form. */
const READ: Readonly<Record<Form, (text: string | undefined) => unknown>> = {
  number: (text) => (text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined),
  flag: (text) => ({ true: true, false: false })[text ?? "true"],
  text: (text) => text || undefined,
  list: (text) => text?.split(",").filter(Boolean),
};

const ALLOWED: Readonly<Record<Form, string>> = {
  number: "a number: <name>=100",
  flag: "true or false, or the name alone",
  text: "a text: <name>=<text>",
  list: "names with commas between them",
};
