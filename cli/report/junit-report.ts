import { blocks, controlsOf, type Judgement } from "@plinth/policies";
import type { RunReport, StackReport } from "../run/run-report";

/**
 * A run in the JUnit format that build servers read: a suite for each stack, a case for each check. What blocks is a
 * failure; what could not be judged, is waived or in the baseline is skipped, with the reason.
 */
export function junitReport({ stacks, failures, waiverFaults, weakenings }: RunReport): string {
  const notPreviewed = failures.map(({ stack, message }) =>
    suite(stack, [element("testcase", { classname: stack, name: "preview" }, [outcome("error", message)])]),
  );
  const waivers = waiverFaults.map(({ waiver, message }) =>
    element("testcase", { classname: waiver.rule, name: waiver.resource }, [outcome("skipped", message)]),
  );
  const weaker = weakenings.map((text) =>
    element("testcase", { classname: "plinth", name: text }, [outcome("skipped", text)]),
  );
  const suites = [
    ...(weaker.length > 0 ? [suite("what judges less", weaker)] : []),
    ...stacks.map(stackSuite),
    ...notPreviewed,
    ...(waivers.length > 0 ? [suite("waivers", waivers)] : []),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name: "plinth" }, suites)}\n`;
}

function stackSuite({ stack, judgements }: StackReport): string {
  const asked = judgements.filter(({ verdict }) => verdict.outcome !== "not-applicable");
  return suite(stack, asked.map(testCase));
}

function testCase(judgement: Judgement): string {
  const { rule, resource } = judgement;
  const attributes = { classname: rule.id, name: `${resource.type} ${resource.name}` };
  return element("testcase", attributes, [propertiesOf(judgement), ...outcomeOf(judgement)]);
}

/** The controls that the rule serves, as properties of the case, which build servers show and filter by. */
function propertiesOf({ rule, verdict }: Judgement): string {
  const controls = controlsOf(rule).map(({ tag }) => element("property", { name: "control", value: tag }, []));
  const evidence = verdict.outcome === "pass" ? verdict.evidence : undefined;
  const shown = evidence === undefined ? [] : [element("property", { name: "evidence", value: evidence }, [])];
  return element("properties", {}, [
    element("property", { name: "severity", value: rule.severity }, []),
    ...controls,
    ...shown,
  ]);
}

function outcomeOf(judgement: Judgement): string[] {
  const { verdict, waiver, known } = judgement;
  const waived = waiver && `waived until ${waiver.expires} by ${waiver.approver}: ${waiver.reason}`;
  if (verdict.outcome === "undetermined") {
    return [outcome("skipped", `${waived ?? "not judged yet"}: ${verdict.reason}`)];
  }
  if (verdict.outcome !== "violation") return [];
  const text = `${judgement.resource.urn}\nRequired: ${verdict.required}\nFix: ${verdict.fix}`;
  if (blocks(judgement)) return [outcome("failure", verdict.found, text)];
  const advised = known ? "in the baseline" : "advisory";
  return [outcome("skipped", `${waived ?? advised}: ${verdict.found}`)];
}

function suite(name: string, cases: readonly string[]): string {
  const having = (tag: string) => String(cases.filter((c) => c.includes(`<${tag} `)).length);
  const counts = { failures: having("failure"), errors: having("error"), skipped: having("skipped") };
  return element("testsuite", { name, tests: String(cases.length), ...counts }, cases);
}

function outcome(tag: "failure" | "error" | "skipped", message: string, text = ""): string {
  return element(tag, { message }, text === "" ? [] : [escaped(text)]);
}

function element(tag: string, attributes: Readonly<Record<string, string>>, children: readonly string[]): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const start = `<${tag}${written.join("")}`;
  return children.length === 0 ? `${start}/>` : `${start}>\n${children.join("\n")}\n</${tag}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** Text as XML has it; characters that XML 1.0 forbids are replaced. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character);
}
