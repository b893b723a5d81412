import { appendFileSync } from "node:fs";
import type { Standard } from "@plinth/standards";
import { stackOfUrn } from "@plinth/standards/pulumi/urn";
import type { EnforcementLevel, Policies, ReportViolation, ResourceValidation, StackValidation } from "@pulumi/policy";
import { configurable, settingsFor } from "../core/configured-rule";
import { createEstate } from "../core/estate";
import { type Judgement, judge, judgeOne, type Waiver } from "../core/judge";
import type { Rule, SettingValues } from "../core/rule";
import { withVariants } from "../core/variants";
import type { KnownFinding } from "../exceptions/baseline-file";
import { Exceptions } from "../exceptions/exceptions";
import { auditWaivers, coversStack, WAIVERS_POLICY } from "../exceptions/waiver-audit";
import { recordOfResourceArgs } from "./policy-resources";
import { StackRun } from "./stack-run";

export interface AdapterOptions {
  readonly standard: Standard;
  readonly waivers: readonly Waiver[];
  /** Findings from before Plinth was adopted: told, and not blocking. Default: none. */
  readonly baseline?: readonly KnownFinding[];
  /** Ids of rules of other packs, of which the same file may hold waivers. Default: none. */
  readonly otherRules?: readonly Pick<Rule, "id">[];
  /** Level of a rule in the pack; Pulumi's own policy configuration wins over it. Default: the rule's own. */
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
  const { standard, levelOf = ({ level = "mandatory" }) => level } = options;
  const exceptions = new Exceptions(options.waivers, options.baseline);
  const run = new StackRun(standard);
  const inForce = new Map(rules.map((rule) => [rule.id, rule]));
  const ofRules = rules.map((rule, position) => {
    const types = new Set(withVariants(rule.types));
    const configureRule = configurable(rule, standard);
    const configured = (values: SettingValues): Rule => {
      const configuredRule = configureRule(values);
      inForce.set(rule.id, configuredRule);
      return configuredRule;
    };
    const policy = {
      name: rule.id,
      description: rule.title,
      displayName: rule.title,
      enforcementLevel: levelOf(rule),
      severity: rule.severity,
      tags: [rule.family, rule.layer],
      ...(rule.settings && { configSchema: { properties: { ...settingsFor(rule, standard) } } }),
    };
    if (rule.scope === "resource") {
      const validateResource: ResourceValidation = (args, report) => {
        if (!types.has(args.type)) return;
        const estate = createEstate([recordOfResourceArgs(args)], standard);
        const configuredRule = configured(args.getConfig());
        reportJudgements(
          estate.resources.map((record) => judgeOne(configuredRule, record, estate)),
          report,
          exceptions,
          options,
        );
      };
      return { ...policy, validateResource: markWithType([...types], validateResource) };
    }
    const validateStack: StackValidation = ({ resources, getConfig }, report) =>
      reportJudgements(
        judge([configured(getConfig())], run.estateFor(position, resources)),
        report,
        exceptions,
        options,
      );
    return { ...policy, validateStack: run.onlyFor(rule.types, position, validateStack) };
  });
  // Without waivers there is nothing to say of them, and a policy less to hand every resource to.
  return options.waivers.length === 0 ? ofRules : [...ofRules, waiversPolicy(inForce, run, exceptions, options)];
}

/** Comes last, so that every rule has been told its settings. */
function waiversPolicy(
  inForce: ReadonlyMap<string, Rule>,
  run: StackRun,
  exceptions: Exceptions,
  { waivers, otherRules = [] }: AdapterOptions,
): Policies[number] {
  const { id, title, level } = WAIVERS_POLICY;
  const validateStack: StackValidation = ({ resources }, report) => {
    const [first] = resources;
    if (!first) return;
    const stack = stackOfUrn(first.urn);
    const concerned = waivers.filter((waiver) => coversStack(waiver, stack));
    const rules = [...inForce.values()].filter((rule) => concerned.some((waiver) => waiver.rule === rule.id));
    const judgements = judge(rules, run.estateFor(inForce.size, resources)).map((j) => exceptions.apply(j));
    const known = { rules: [...inForce.values(), ...otherRules], judged: [...inForce.values()] };
    for (const { waiver, message } of auditWaivers(concerned, judgements, { ...known, stacks: [stack] })) {
      report(`${title}\nWaiver of ${waiver.rule} for ${waiver.resource} by ${waiver.approver}: ${message}`);
    }
  };
  return { name: id, displayName: title, description: title, enforcementLevel: level, validateStack };
}

/**
 * Marks a validation as being about one type, as `validateResourceOfType` does, so that `@pulumi/policy` need not unpack
 * resources for it where there is none of that type.
 */
function markWithType<T extends object>([type, ...more]: readonly string[], validation: T): T {
  return more.length === 0 ? Object.assign(validation, { __pulumiType: type }) : validation;
}

function reportJudgements(
  judgements: readonly Judgement[],
  report: ReportViolation,
  exceptions: Exceptions,
  options: AdapterOptions,
): void {
  for (const judgement of judgements) {
    const { rule, resource, verdict } = judgement;
    const { waiver, lapsed, known } = exceptions.apply(judgement);
    const urn = resource.within ?? resource.urn;
    const waived = waiver && `Waived until ${waiver.expires} by ${waiver.approver}: ${waiver.reason}`;
    if (options.verdictsFile !== undefined) {
      appendFileSync(
        options.verdictsFile,
        `${JSON.stringify({ rule: rule.id, urn: resource.urn, outcome: verdict.outcome })}\n`,
      );
    }
    if (verdict.outcome === "undetermined") {
      reportAdvisory(report, `${waived ?? rule.title}\nNot judged yet: ${resource.name}: ${verdict.reason}`, urn);
    } else if (verdict.outcome === "violation") {
      const text = `Found: ${verdict.found}\nRequired: ${verdict.required}\nFix: ${verdict.fix}`;
      if (waived) reportAdvisory(report, `${waived}\n${text}`, urn);
      else if (known) reportAdvisory(report, `In the baseline: known from before\n${text}`, urn);
      else if (verdict.advisory) reportAdvisory(report, `${rule.title}\n${text}`, urn);
      else report(lapsed ? `${text}\nThe waiver by ${lapsed.approver} expired on ${lapsed.expires}` : text, urn);
    }
  }
}

/**
 * Reports something that must be seen and must not block. `@pulumi/policy` 1.21 takes an object in place of the message,
 * whose enforcement level wins over the policy's; its typings do not say so, the conformance test over gRPC does.
 */
function reportAdvisory(report: ReportViolation, message: string, urn: string): void {
  const diagnostic: unknown = { message, urn, enforcementLevel: "advisory" };
  report(diagnostic as string, urn);
}
