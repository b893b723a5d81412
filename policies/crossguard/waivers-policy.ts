import { stackOfUrn } from "@plinth/standards/pulumi/urn";
import type { Policies, StackValidation } from "@pulumi/policy";
import { judge, type Waiver } from "../core/judge";
import type { Rule } from "../core/rule";
import type { Exceptions } from "../exceptions/exceptions";
import { auditWaivers, coversStack, WAIVERS_POLICY } from "../exceptions/waiver-audit";
import type { StackRun } from "./stack-run";

interface WaiversOptions {
  readonly waivers: readonly Waiver[];
  /** Ids of rules of other packs, of which the same file may hold waivers. Default: none. */
  readonly otherRules?: readonly Pick<Rule, "id">[];
}

/** Comes after the rules, so that every rule has been told its settings. */
export function waiversPolicy(
  inForce: ReadonlyMap<string, Rule>,
  run: StackRun,
  exceptions: Exceptions,
  { waivers, otherRules = [] }: WaiversOptions,
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
