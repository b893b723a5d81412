import type { Estate, ResourceRecord, Rule, Verdict } from "./rule";

/** An exception from one rule for one resource (or few), until a date. Reviewed as a file: see `exceptions/waivers.ts`. */
export interface Waiver {
  /** Id of the one rule that it excepts from. */
  readonly rule: string;
  /** URN of the resource; `*` stands for any characters. */
  readonly resource: string;
  /** Why the risk is accepted, in 20 characters or more. */
  readonly reason: string;
  /** Who approved it. */
  readonly approver: string;
  /** Last day on which it is in force, as an ISO date. */
  readonly expires: string;
}

/** The verdict of one rule on one resource, with the exceptions that apply to it. */
export interface Judgement {
  /** The rule that judged. */
  readonly rule: Rule;
  /** The resource that was judged. */
  readonly resource: ResourceRecord;
  /** What the rule found. */
  readonly verdict: Verdict;
  /** The error that the rule threw. Its verdict is then "undetermined", never a pass. Default: none. */
  readonly fault?: Error;
  /** The waiver that excepts a violation, or what is undetermined, where one is in force. Default: none. */
  readonly waiver?: Waiver;
  /** The waiver that excepted it until it expired, where none is in force. Default: none. */
  readonly lapsed?: Waiver;
  /** Set for a violation that the baseline lists. Default: not set. */
  readonly known?: true;
}

/**
 * Judges every resource by every rule of its type, in the order of the resources and then of the rules. Resources that
 * no rule is about yield nothing.
 */
export function judge(rules: readonly Rule[], estate: Estate): Judgement[] {
  const byType = rulesByType(rules);
  const judgements: Judgement[] = [];
  for (const resource of estate.resources) {
    for (const rule of byType.get(resource.type) ?? []) judgements.push(judgeOne(rule, resource, estate));
  }
  return judgements;
}

/** Judges one resource by one rule; a rule that throws is a fault, not a pass. */
export function judgeOne(rule: Rule, resource: ResourceRecord, estate: Estate): Judgement {
  try {
    return { rule, resource, verdict: rule.judge(resource, estate) };
  } catch (error) {
    const fault = error instanceof Error ? error : new Error("the rule threw something that is not an Error");
    // The error's own text may quote a property, so only its class is shown.
    const verdict: Verdict = { outcome: "undetermined", reason: `the rule ${rule.id} failed with ${fault.name}` };
    return { rule, resource, verdict, fault };
  }
}

/** The rules about each type. */
export function rulesByType(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const type of rule.types) {
      const rulesOfType = byType.get(type);
      if (rulesOfType) rulesOfType.push(rule);
      else byType.set(type, [rule]);
    }
  }
  return byType;
}

/** Whether a judgement blocks a deployment, as the rule's own level has it: neither waived nor known from before. */
export function blocks({ rule, verdict, waiver, known }: Judgement): boolean {
  return verdict.outcome === "violation" && !verdict.advisory && rule.level !== "advisory" && !waiver && !known;
}
