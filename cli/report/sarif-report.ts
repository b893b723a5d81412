import { blocks, controlsOf, findingOf, type Judgement, type Rule, whyOf } from "@plinth/policies";
import type { Log, Notification, ReportingDescriptor, Result, Suppression } from "sarif";
import { version } from "../package.json";
import type { RunReport, StackReport } from "../run/run-report";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Scores by which GitHub sorts security findings: over 9.0 critical, 7.0 high, 4.0 medium. */
const SECURITY_SEVERITY: Readonly<Record<Rule["severity"], string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

/**
 * A run in SARIF 2.1.0: what was found and what could not be judged, at the stack's file and the resource's URN. Passes
 * are left out; what is waived or in the baseline is there, suppressed.
 */
export function sarifReport(run: RunReport): Log {
  const { stacks, failures, waiverFaults, weakenings, configured, comparesWithBaseline } = run;
  const judgements = stacks.flatMap((s) => s.judgements);
  const rules = [...new Set(judgements.map(({ rule }) => rule))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const indexOf = new Map(rules.map((rule, index) => [rule, index]));
  const failed = failures.map(({ stack, message }) => notification("error", `${stack} was not previewed: ${message}`));
  const changed = configured.map(({ rule, level, packLevel, settings }) =>
    notification(
      "note",
      `configured: ${rule}: ${level}, ${packLevel} in the pack; settings ${JSON.stringify(settings)}`,
    ),
  );
  const weaker = weakenings.map((text) => notification("warning", text));
  const faulty = waiverFaults.map(({ waiver: w, message }) =>
    notification("warning", `waiver of ${w.rule} for ${w.resource}: ${message}`),
  );
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Plinth", version, rules: rules.map(descriptorOf) } },
        originalUriBaseIds: { SRCROOT: { description: { text: "The folder of the repository." } } },
        invocations: [
          {
            executionSuccessful: failures.length === 0,
            toolExecutionNotifications: failed,
            toolConfigurationNotifications: [...weaker, ...faulty, ...changed],
          },
        ],
        results: stacks.flatMap((stack) =>
          stack.judgements
            .filter(({ verdict }) => verdict.outcome === "violation" || verdict.outcome === "undetermined")
            .map((j) => ({
              ...resultOf(j, stack, indexOf.get(j.rule) ?? -1),
              ...(comparesWithBaseline && { baselineState: j.known ? ("unchanged" as const) : ("new" as const) }),
            })),
        ),
        columnKind: "utf16CodeUnits",
      },
    ],
  };
}

function descriptorOf(rule: Rule): ReportingDescriptor {
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    help: { text: `plinth explain ${rule.id}`, markdown: `${whyOf(rule)}\n\n\`plinth explain ${rule.id}\`` },
    defaultConfiguration: { level: rule.level === "advisory" ? "warning" : "error" },
    properties: {
      // A layer and a family may have the same name.
      tags: [...new Set(["security", rule.layer, rule.family, ...controlsOf(rule).map((c) => c.tag)])],
      "security-severity": SECURITY_SEVERITY[rule.severity],
    },
  };
}

function resultOf(judgement: Judgement, { stack, file }: StackReport, ruleIndex: number): Result {
  const { rule, resource } = judgement;
  const found = findingOf(judgement);
  return {
    ruleId: rule.id,
    ruleIndex,
    // Only what failed has a level; what could not be judged is open.
    ...(found
      ? { kind: "fail", level: rule.level === "advisory" || isAdvisory(judgement) ? "warning" : "error" }
      : { kind: "open", level: "none" }),
    message: { text: messageOf(judgement) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file, uriBaseId: "SRCROOT" }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: resource.urn, name: resource.name, kind: "resource" }],
      },
    ],
    ...(found && { partialFingerprints: { "finding/v1": `${found.rule}:${found.resource}:${found.found}` } }),
    suppressions: suppressionsOf(judgement),
    properties: { stack, type: resource.type, blocks: blocks(judgement) },
  };
}

function isAdvisory({ verdict }: Judgement): boolean {
  return verdict.outcome === "violation" && verdict.advisory === true;
}

function messageOf({ verdict, resource }: Judgement): string {
  if (verdict.outcome === "violation") {
    return `Found: ${verdict.found}\nRequired: ${verdict.required}\nFix: ${verdict.fix}`;
  }
  return `Not judged yet: ${resource.name}: ${"reason" in verdict ? verdict.reason : ""}`;
}

/** Empty where nothing is suppressed: readers then know that this was looked at. */
function suppressionsOf({ waiver, known }: Judgement): Suppression[] {
  if (waiver) {
    const justification = `${waiver.reason} (${waiver.approver}, until ${waiver.expires})`;
    return [{ kind: "external", status: "accepted", justification }];
  }
  return known ? [{ kind: "external", status: "accepted", justification: "in the baseline" }] : [];
}

function notification(level: Notification["level"], text: string): Notification {
  return { level, message: { text } };
}
