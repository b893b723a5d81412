import { blocks, type Judgement } from "@plinth/policies";
import { layerOf } from "./layers";
import { managedResources, type StackFailure, type StackReport, totalsOf } from "./stack-report";

/** Shape of `--json`; a change that breaks readers raises `version`. */
export function jsonReport(reports: readonly StackReport[], failures: readonly StackFailure[]): unknown {
  return {
    version: 1,
    totals: { stacks: reports.length, notPreviewed: failures.length, ...totalsOf(reports) },
    stacks: reports.map((report) => ({
      stack: report.stack,
      project: report.preview.project,
      durationMs: Math.round(report.preview.durationMs),
      resources: managedResources(report.preview).map((r) => ({
        urn: r.urn,
        type: r.type,
        name: r.name,
        parent: r.parent,
        layer: layerOf(r.type),
      })),
      verdicts: report.judgements.filter((j) => j.verdict.outcome !== "not-applicable").map(verdictJson),
      monthlyCosts: report.costs,
      changes: report.changes,
      logs: report.preview.logs.filter((l) => l.severity !== "debug"),
    })),
    failures,
  };
}

function verdictJson(judgement: Judgement): unknown {
  const { rule, resource, verdict } = judgement;
  return {
    rule: rule.id,
    blocks: blocks(judgement),
    severity: rule.severity,
    family: rule.family,
    urn: resource.urn,
    ...verdict,
  };
}
