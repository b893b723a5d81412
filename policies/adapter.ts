import { appendFileSync } from "node:fs";
import type { Standard } from "@plinth/standards";
import type { EnforcementLevel, Policies, ReportViolation } from "@pulumi/policy";
import { createEstate } from "./estate";
import { type Judgement, judge, judgeOne } from "./judge";
import type { ResourceRecord, Rule } from "./rule";
import { recordOfPolicyResource, recordOfResourceArgs } from "./support/policy-resources";
import { type Waiver, waiverFor } from "./waivers";

export interface AdapterOptions {
  readonly standard: Standard;
  readonly waivers: readonly Waiver[];
  /** Level of a rule in the pack; Pulumi's own policy configuration wins over it. Default: mandatory. */
  readonly levelOf?: (rule: Rule) => EnforcementLevel;
  /** File that every verdict is appended to as a JSON line `{rule, urn, outcome}`, for tests that compare engines. */
  readonly verdictsFile?: string;
}

/**
 * The CrossGuard policies of rules. A rule about single resources blocks each of them before it is created; a rule that
 * needs its surroundings is asked at the end of the preview. What cannot be judged yet is reported as an advisory of the
 * same policy, whatever its level, so that it is seen and does not block.
 */
export function policiesOf(rules: readonly Rule[], options: AdapterOptions): Policies {
  const { standard, levelOf = () => "mandatory" as const } = options;
  const run = new StackRun();
  return rules.map((rule) => {
    const types = new Set(rule.types);
    const policy = {
      name: rule.id,
      description: rule.title,
      displayName: rule.title,
      enforcementLevel: levelOf(rule),
      severity: rule.severity,
      tags: [rule.family, rule.layer],
    };
    if (rule.scope === "resource") {
      return {
        ...policy,
        validateResource: (args, report) => {
          if (!types.has(args.type)) return;
          const record = recordOfResourceArgs(args);
          tell([judgeOne(rule, record, createEstate([record], standard))], report, options);
        },
      };
    }
    return {
      ...policy,
      validateStack: ({ resources }, report) => {
        const records = run.recordsFor(rule, () => {
          const providers = new Map<string, Readonly<Record<string, unknown>>>();
          return resources.map((resource) => recordOfPolicyResource(resource, providers));
        });
        tell(judge([rule], run.estateOf(records, standard)), report, options);
      },
    };
  });
}

/**
 * Every stack policy is handed the same resources in proxies of its own. They are converted for the first of them and
 * kept for the others; when a policy is asked a second time, a new run has begun.
 */
class StackRun {
  private readonly asked = new Set<Rule>();
  private records: readonly ResourceRecord[] = [];
  private estate: ReturnType<typeof createEstate> | undefined;

  recordsFor(rule: Rule, convert: () => readonly ResourceRecord[]): readonly ResourceRecord[] {
    if (this.asked.size === 0 || this.asked.has(rule)) {
      this.asked.clear();
      this.records = convert();
      this.estate = undefined;
    }
    this.asked.add(rule);
    return this.records;
  }

  estateOf(records: readonly ResourceRecord[], standard: Standard): ReturnType<typeof createEstate> {
    this.estate ??= createEstate(records, standard);
    return this.estate;
  }
}

function tell(judgements: readonly Judgement[], report: ReportViolation, options: AdapterOptions): void {
  for (const { rule, resource, verdict } of judgements) {
    const { urn } = resource;
    if (options.verdictsFile !== undefined) {
      appendFileSync(options.verdictsFile, `${JSON.stringify({ rule: rule.id, urn, outcome: verdict.outcome })}\n`);
    }
    if (verdict.outcome === "undetermined") {
      advise(report, `${rule.title}\nNot judged yet: ${resource.name}: ${verdict.reason}`, urn);
    } else if (verdict.outcome === "violation") {
      const text = `Found: ${verdict.found}\nRequired: ${verdict.required}\nFix: ${verdict.fix}`;
      const waiver = waiverFor(options.waivers, rule.id, urn);
      if (waiver)
        advise(report, `Waived until ${waiver.expires} by ${waiver.approver}: ${waiver.reason}\n${text}`, urn);
      else report(text, urn);
    }
  }
}

/**
 * Reports something that must be seen and must not block. `@pulumi/policy` 1.21 takes an object in place of the message,
 * whose enforcement level wins over the policy's; its typings do not say so, the conformance test over gRPC does.
 */
function advise(report: ReportViolation, message: string, urn: string): void {
  const diagnostic: unknown = { message, urn, enforcementLevel: "advisory" };
  report(diagnostic as string, urn);
}
