import type { Policies, StackValidation } from "@pulumi/policy";
import type { Judgement } from "../core/judge";
import type { Estate, ResourceRecord } from "../core/rule";
import { hasUnknown } from "../core/values";
import { type Reporter, reportAs } from "./reporting";
import { UNDETERMINED_POLICY, UNDETERMINED_SETTINGS, type UndeterminedMode } from "./undetermined-settings";

/** Most lines of a summary: who reads more has them in the offline report. */
const MAX_LINES = 200;
/** Most inputs that a line names. */
const MAX_INPUTS = 3;

/**
 * One summary of what the rules could not determine. It comes last.
 * @param mode What the policy does unless it is configured.
 * @param estateOf The estate that the run was judged in.
 */
export function undeterminedPolicy(
  reporter: Reporter,
  mode: UndeterminedMode,
  estateOf: () => Estate | undefined,
): Policies[number] {
  const { id, title } = UNDETERMINED_POLICY;
  const validateStack: StackValidation = ({ getConfig }, report) => {
    const open = reporter.takeUndetermined();
    if (open.length === 0) return;
    const configured = getConfig<{ undetermined?: UndeterminedMode }>().undetermined ?? mode;
    const blocks = configured === "block" && open.some(({ waiver }) => !waiver);
    reportAs(blocks ? "mandatory" : "advisory", report, summaryOf(open, blocks, estateOf()));
  };
  // `@pulumi/policy` leaves a policy out whose mark names a type that the run does not have, and then unpacks nothing.
  const marked = Object.defineProperty(validateStack, "__pulumiType", {
    get: () => (reporter.hasUndetermined ? undefined : "plinth:nothing-is-undetermined"),
  });
  return {
    name: id,
    displayName: title,
    description: title,
    enforcementLevel: "advisory",
    configSchema: { properties: { ...UNDETERMINED_SETTINGS } },
    validateStack: marked,
  };
}

function summaryOf(open: readonly Judgement[], blocks: boolean, estate: Estate | undefined): string {
  const unknown = estate ? unknownInputs(estate) : new Map<string, readonly string[]>();
  const lines = open.map(({ rule, resource, verdict, waiver }) => {
    const reason = verdict.outcome === "undetermined" ? verdict.reason : "";
    const inputs = unknown.get(resource.urn) ?? [];
    const values = inputs.length > 0 ? `; not known yet: ${inputs.slice(0, MAX_INPUTS).join(", ")}` : "";
    const waived = waiver ? `; waived until ${waiver.expires} by ${waiver.approver}: ${waiver.reason}` : "";
    return `  ${resource.name}: ${rule.id}: ${reason}${values}${waived}`;
  });
  const more = lines.length > MAX_LINES ? [`  and ${lines.length - MAX_LINES} more`] : [];
  const count = `${open.length} ${open.length === 1 ? "verdict is" : "verdicts are"} not determined yet`;
  const consequence = blocks ? "the configuration demands that they are" : "they are judged again during the update";
  return [`${count}; ${consequence}:`, ...lines.slice(0, MAX_LINES), ...more].join("\n");
}

/**
 * Inputs that are not known yet, by the URN of each resource that they may decide about: its own, and those of resources
 * that refer to it. What AWS computes has no edge, and is no input.
 */
function unknownInputs({ resources }: Estate): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (urn: string, input: string) => found.set(urn, [...(found.get(urn) ?? []), input]);
  for (const resource of resources) {
    const inputs = inputsUnknownOf(resource);
    for (const input of inputs) add(resource.urn, input);
    const targets = new Set(Object.values(resource.edges ?? {}).flat());
    targets.delete(resource.urn);
    for (const target of targets) for (const input of inputs) add(target, `${input} of ${resource.name}`);
  }
  return found;
}

function inputsUnknownOf({ props, edges = {} }: ResourceRecord): readonly string[] {
  return Object.keys(edges).filter((key) => hasUnknown(props[key]));
}
