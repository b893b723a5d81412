import { blocks, controlsOf, type Judgement } from "@plinth/policies";
import { managedResources } from "../run/managed-resources";
import { type RunReport, totalsOf } from "../run/run-report";
import { layerOf } from "./layers";

/** Shape of `--format json`; a change that breaks readers raises `version`. */
export function jsonReport(run: RunReport): unknown {
  const { stacks, failures, waiverFaults, resolved, weakenings, configured, unusedGiven } = run;
  const judged = new Map(stacks.flatMap((s) => s.judgements.map(({ rule }) => [rule.id, rule] as const)));
  return {
    version: 1,
    totals: { stacks: stacks.length, notPreviewed: failures.length, ...totalsOf(stacks) },
    stacks: stacks.map((report) => ({
      stack: report.stack,
      project: report.preview.project,
      pack: report.pack,
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
      outside: report.preview.outside,
      logs: report.preview.logs.filter((l) => l.severity !== "debug"),
    })),
    weakenings,
    configured,
    failures,
    waiverFaults,
    unusedGiven,
    goneFromBaseline: resolved,
    frameworks: Object.fromEntries([...judged.values()].map((rule) => [rule.id, controlsOf(rule).map((c) => c.tag)])),
  };
}

function verdictJson(judgement: Judgement): unknown {
  const { rule, resource, verdict, waiver, lapsed, known } = judgement;
  return {
    rule: rule.id,
    blocks: blocks(judgement),
    severity: rule.severity,
    family: rule.family,
    urn: resource.urn,
    ...verdict,
    ...(waiver && { waiver }),
    ...(lapsed && { lapsedWaiver: lapsed }),
    ...(known && { inBaseline: true }),
  };
}
