import { appendFileSync } from "node:fs";
import type { ReportViolation } from "@pulumi/policy";
import type { Judgement } from "../core/judge";
import type { Exceptions } from "../exceptions/exceptions";

/** Says what a pack found, as waivers and the baseline leave it. */
export class Reporter {
  private readonly open: Judgement[] = [];
  /** Violations that were reported when a registration made them certain, as `<rule> <urn>`. */
  private readonly stopped = new Set<string>();

  /** @param verdictsFile File that every verdict at the end of a run is appended to. Default: none. */
  constructor(
    private readonly exceptions: Exceptions,
    private readonly verdictsFile?: string,
  ) {}

  /** Reports violations; keeps what is undetermined for the summary. */
  report(judgements: readonly Judgement[], report: ReportViolation): void {
    for (const judgement of judgements) {
      const { rule, resource, verdict } = judgement;
      const { urn } = resource;
      if (this.verdictsFile !== undefined) {
        appendFileSync(this.verdictsFile, `${JSON.stringify({ rule: rule.id, urn, outcome: verdict.outcome })}\n`);
      }
      if (verdict.outcome === "undetermined") this.open.push(judgement);
      else if (!this.stopped.has(`${rule.id} ${urn}`)) this.reportViolation(judgement, report);
    }
  }

  /**
   * Reports violations that block before a resource is created.
   * @param registered URN of the resource that makes them certain.
   */
  stop(judgements: readonly Judgement[], registered: { urn: string; name: string }, report: ReportViolation): void {
    for (const judgement of judgements) {
      const { waiver, known } = this.exceptions.apply(judgement);
      // What does not block is left to the end of the run.
      if (waiver || known) continue;
      const { rule, resource } = judgement;
      this.stopped.add(`${rule.id} ${resource.urn}`);
      const isOwn = (resource.within ?? resource.urn) === registered.urn;
      this.reportViolation(
        judgement,
        report,
        isOwn ? "" : `\nMade certain by: ${registered.name}, which is not created`,
      );
    }
  }

  /** What is undetermined, with its waivers; the next call begins anew. */
  takeUndetermined(): readonly Judgement[] {
    return this.open.splice(0).map((judgement) => this.exceptions.apply(judgement));
  }

  get hasUndetermined(): boolean {
    return this.open.length > 0;
  }

  private reportViolation(judgement: Judgement, report: ReportViolation, more = ""): void {
    const { rule, resource, verdict } = judgement;
    if (verdict.outcome !== "violation") return;
    const { waiver, lapsed, known } = this.exceptions.apply(judgement);
    // The engine knows the resource that holds it, if it stands within one.
    const urn = resource.within ?? resource.urn;
    const text = `Found: ${verdict.found}\nRequired: ${verdict.required}\nFix: ${verdict.fix}${more}`;
    if (waiver) {
      reportAs(
        "advisory",
        report,
        `Waived until ${waiver.expires} by ${waiver.approver}: ${waiver.reason}\n${text}`,
        urn,
      );
    } else if (known) reportAs("advisory", report, `In the baseline: known from before\n${text}`, urn);
    else if (verdict.advisory) reportAs("advisory", report, `${rule.title}\n${text}`, urn);
    else report(lapsed ? `${text}\nThe waiver by ${lapsed.approver} expired on ${lapsed.expires}` : text, urn);
  }
}

/**
 * Reports something at a level of its own, whatever the policy's. `@pulumi/policy` 1.21 takes an object in place of the
 * message, whose enforcement level wins over the policy's; its typings do not say so, the conformance test over gRPC does.
 */
export function reportAs(
  enforcementLevel: "advisory" | "mandatory",
  report: ReportViolation,
  message: string,
  urn?: string,
): void {
  const diagnostic: unknown = { message, urn, enforcementLevel };
  report(diagnostic as string, urn);
}
