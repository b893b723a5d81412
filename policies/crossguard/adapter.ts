import type { Standard } from "@plinth/standards";
import type { EnforcementLevel, Policies, ResourceValidation, StackValidation } from "@pulumi/policy";
import { configurable, demanded, settingsFor } from "../core/configured-rule";
import { CONTAINERS } from "../core/containers";
import { createEstate } from "../core/estate";
import { judge, type Waiver } from "../core/judge";
import type { Rule, SettingValues } from "../core/rule";
import { withVariants } from "../core/variants";
import type { KnownFinding } from "../exceptions/baseline-file";
import { Exceptions } from "../exceptions/exceptions";
import type { ExpectedResource } from "./pending-resources";
import { recordOfResourceArgs } from "./policy-resources";
import { Reporter } from "./reporting";
import { StackRun } from "./stack-run";
import { undeterminedPolicy } from "./undetermined-policy";
import type { UndeterminedMode } from "./undetermined-settings";
import { UpdateRun } from "./update-run";
import { waiversPolicy } from "./waivers-policy";

export interface AdapterOptions {
  readonly standard: Standard;
  readonly waivers: readonly Waiver[];
  /** Findings from before Plinth was adopted: told, and not blocking. Default: none. */
  readonly baseline?: readonly KnownFinding[];
  /** Ids of rules of other packs, of which the same file may hold waivers. Default: none. */
  readonly otherRules?: readonly Pick<Rule, "id">[];
  /** Level of a rule in the pack; Pulumi's own policy configuration wins over it. Default: the rule's own. */
  readonly levelOf?: (rule: Rule) => EnforcementLevel;
  /** Level that Pulumi's policy configuration gives a policy. Default: undefined, as it is not known. */
  readonly configuredLevelOf?: (policy: string) => EnforcementLevel | undefined;
  /**
   * The update that the pack follows from registration to registration, with what a preview of the same run saw;
   * undefined in a preview. It is asked when a resource is analyzed. Default: there is no update.
   */
  readonly update?: () => { readonly expected?: readonly ExpectedResource[] } | undefined;
  /** What is done with the estate at the end of the run. Default: nothing. */
  readonly onEstate?: ConstructorParameters<typeof StackRun>[1];
  /** What undetermined verdicts do. Default: `advise`. */
  readonly undetermined?: UndeterminedMode;
  /** File that every verdict is appended to as a JSON line `{rule, urn, outcome}`, for tests that compare engines. */
  readonly verdictsFile?: string;
}

/**
 * The CrossGuard policies of rules. A rule about single resources blocks each of them before it is created. A rule that
 * needs its surroundings is asked at the end of a preview; during an update it also blocks each registration that makes a
 * violation certain. What cannot be judged yet is summed up by a policy of its own.
 */
export function policiesOf(rules: readonly Rule[], options: AdapterOptions): Policies {
  const { standard, waivers } = options;
  const exceptions = new Exceptions(waivers, options.baseline);
  const context: Context = {
    options,
    reporter: new Reporter(exceptions, options.verdictsFile),
    run: new StackRun(standard, options.onEstate),
    updateRun: once(() => {
      const update = options.update?.();
      return update && new UpdateRun(standard, update.expected);
    }),
    inForce: new Map(rules.map((rule) => [rule.id, rule])),
  };
  const { run, reporter, inForce } = context;
  const first = rules.find(({ scope }) => scope === "stack");
  return [
    ...rules.map((rule, position) => policyOf(rule, position, rule === first, context)),
    // Without waivers there is nothing to say of them, and a policy less to hand every resource to.
    ...(waivers.length === 0 ? [] : [waiversPolicy(inForce, run, exceptions, options)]),
    undeterminedPolicy(reporter, options.undetermined ?? "advise", () => run.latest),
  ];
}

interface Context {
  readonly options: AdapterOptions;
  readonly reporter: Reporter;
  readonly run: StackRun;
  /** Undefined unless the pack runs in an update. */
  readonly updateRun: () => UpdateRun | undefined;
  /** The rules as they are configured, by id. */
  readonly inForce: Map<string, Rule>;
}

function policyOf(rule: Rule, position: number, isFirst: boolean, context: Context): Policies[number] {
  const { options, reporter, run, updateRun, inForce } = context;
  const { standard, levelOf = ({ level = "mandatory" }) => level, configuredLevelOf } = options;
  const configureRule = configurable(rule, standard);
  const configured = (values: SettingValues): Rule => {
    const level = configuredLevelOf?.(rule.id);
    const configuredRule = level === "mandatory" ? demanded(configureRule(values)) : configureRule(values);
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
    // What stands in a container is judged when the container is registered.
    const types = new Set(withVariants([...rule.types, ...CONTAINERS]));
    const validateResource: ResourceValidation = (args, report) => {
      run.follow(args);
      if (!types.has(args.type)) return;
      const estate = createEstate([recordOfResourceArgs(args)], standard);
      reporter.report(judge([configured(args.getConfig())], estate), report);
    };
    return { ...policy, validateResource };
  }
  const validateStack: StackValidation = ({ resources, getConfig }, report) =>
    reporter.report(judge([configured(getConfig())], run.estateFor(position, resources)), report);
  const stackPolicy = { ...policy, validateStack: run.onlyFor(rule.types, position, validateStack) };
  const blocksAsConfigured = () => (configuredLevelOf?.(rule.id) ?? policy.enforcementLevel) !== "advisory";
  const validatorIn = (update: UpdateRun): ResourceValidation => {
    const validateResource: ResourceValidation = (args, report) => {
      update.follow(args);
      // What is only shown is shown once, at the end.
      if (!blocksAsConfigured()) return;
      reporter.stop(update.registrations.certainViolations(configured(args.getConfig())), args, report);
    };
    return isFirst ? update.first(validateResource) : update.onlyFor(rule, validateResource);
  };
  const validator = once(() => {
    const update = updateRun();
    return update && validatorIn(update);
  });
  // Which operation it is the engine says after the pack has started, and before it asks for the policies.
  return Object.defineProperty(stackPolicy, "validateResource", { get: validator, enumerable: true });
}

/** Computes a value on the first call that gives one. */
function once<T>(compute: () => T | undefined): () => T | undefined {
  let value: T | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}
