import type { PreviewedResource, StackPreview } from "@plinth/engine";
import { blocks, type Judgement, type KnownFinding, type WaiverFault } from "@plinth/policies";
import { parseUrn, STACK_TYPE } from "@plinth/standards/pulumi/urn";
import type { Colors } from "picocolors/types";
import type { Changes } from "../history/last-preview";
import type { ConfiguredRule } from "../readers/pack-in-force";
import type { CostDriver } from "../run/cost";
import { managedResources } from "../run/managed-resources";
import { type RunReport, type StackFailure, type StackReport, totalsOf } from "../run/run-report";
import { ARCHITECTURE_LAYERS, layerOf } from "./layers";
import { outsideHint, outsideText } from "./outside-text";

/** How a text report looks. */
export interface TextOptions {
  /** Colours of the terminal. */
  readonly colors: Colors;
  /** Every resource on a line of its own, instead of counts by type. */
  readonly everyResource: boolean;
}

/** A stack's report as a person reads it in a terminal. Ends with a newline. */
export function stackText(report: StackReport, options: TextOptions): string {
  const { colors } = options;
  const sections = [
    `${colors.bold(report.stack)}${report.pack === "baseline" ? "" : colors.dim(`, judged by the pack ${report.pack}`)}`,
    ...layersText(report.preview, options),
    costsText(report.costs, colors),
    changesText(report.changes, colors),
    verdictsText(report.judgements, colors),
    outsideText(report.preview.outside),
    logsText(report.preview),
  ];
  return `${sections.filter(Boolean).join("\n")}\n`;
}

/** The report on a stack that could not be previewed. Ends with a newline. */
export function failureText(failure: StackFailure, { colors }: TextOptions): string {
  const text = [colors.red("✗ not previewed"), failure.message, outsideHint(failure.outside ?? [])];
  return `${colors.bold(failure.stack)}\n${indent(text.filter(Boolean).join("\n"), 2)}\n`;
}

/** The last line: what was looked at, and what came of it. */
export function summaryText(run: RunReport, seconds: number, { colors }: TextOptions): string {
  const { stacks: reports, failures, waiverFaults, resolved, weakenings, configured, unusedGiven } = run;
  const { resources, checks, violations, advisories, waived, known, undetermined } = totalsOf(reports);
  const none = reports.length > 0 ? "no violation" : "";
  const outcome = [
    violations > 0 ? colors.red(count(violations, "violation")) : none,
    advisories > 0 ? colors.yellow(`${advisories} advisory`) : "",
    waived > 0 ? `${waived} waived` : "",
    known > 0 ? `${known} in the baseline` : "",
    undetermined > 0 ? colors.yellow(`${undetermined} undetermined`) : "",
    failures.length > 0 ? colors.red(`${count(failures.length, "stack")} not previewed`) : "",
  ];
  const seen = [count(reports.length, "stack"), count(resources, "resource"), count(checks, "check")].join(", ");
  const lines = [
    ...waiverFaults.map((fault) => waiverFaultText(fault, colors)),
    ...resolvedText(resolved, colors),
    ...configuredText(configured, colors),
    ...unusedGiven.map((path) => `${colors.yellow("!")} given, and no program asked for it: ${path}`),
    ...weakenings.map((text) => colors.red(`! ${text}`)),
    `${seen}: ${outcome.filter(Boolean).join(", ")} (${seconds.toFixed(1)} s)`,
    violations > 0
      ? colors.dim("plinth explain <rule> tells why a rule exists, how to keep it and how to waive it")
      : "",
  ];
  return `${lines.filter(Boolean).join("\n")}\n`;
}

function waiverFaultText({ waiver, message }: WaiverFault, colors: Colors): string {
  return `${colors.yellow("!")} waiver of ${colors.bold(waiver.rule)} for ${waiver.resource}: ${message}`;
}

function resolvedText(resolved: readonly KnownFinding[], colors: Colors): string[] {
  if (resolved.length === 0) return [];
  const lines = resolved.map(({ rule, resource }) => colors.dim(`  ${rule}: ${shortUrn(resource)}`));
  return [
    `${count(resolved.length, "finding")} of the baseline no longer found; --write-baseline takes them out`,
    ...lines,
  ];
}

/** Rules that the policy configuration made something else of, a line for each change. */
function configuredText(configured: readonly ConfiguredRule[], colors: Colors): string[] {
  const lines = configured.map(({ rule, level, packLevel, settings }) => {
    const change = level === packLevel ? [] : [`${level} instead of ${packLevel}`];
    const given = Object.entries(settings).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
    return { rule, change: [...change, ...given].join(", ") };
  });
  return [...groupBy(lines, ({ change }) => change)].map(([change, rules]) => {
    const names = rules.slice(0, 3).map(({ rule }) => rule);
    const more = rules.length > names.length ? ` and ${rules.length - names.length} more` : "";
    return `${colors.yellow("!")} configured: ${colors.bold(change)}: ${names.join(", ")}${more}`;
  });
}

function layersText(preview: StackPreview, options: TextOptions): string[] {
  const resources = managedResources(preview);
  const byUrn = new Map(preview.resources.map((r) => [r.urn, r]));
  return ARCHITECTURE_LAYERS.flatMap((layer) => {
    const members = resources.filter((r) => layerOf(r.type) === layer);
    if (members.length === 0) return [];
    const groups = groupBy(members, (r) => r.parent);
    const lines = [...groups].map(([parent, children]) =>
      groupText(parent ? byUrn.get(parent) : undefined, children, options),
    );
    return [`  ${layer} ${options.colors.dim(`(${members.length})`)}`, ...lines];
  });
}

function groupText(
  parent: PreviewedResource | undefined,
  children: readonly PreviewedResource[],
  { colors, everyResource }: TextOptions,
): string {
  const owner = parent && !parent.custom && parent.type !== STACK_TYPE ? parent : undefined;
  const title = owner ? `    ${typeName(owner.type)} ${owner.name}` : "";
  if (everyResource) {
    const depth = owner ? 6 : 4;
    return [title, ...children.map((r) => `${" ".repeat(depth)}${colors.dim(r.type)} ${r.name}`)]
      .filter(Boolean)
      .join("\n");
  }
  const types = [...groupBy(children, (r) => typeName(r.type))].map(([t, rs]) =>
    rs.length > 1 ? `${t} ×${rs.length}` : t,
  );
  return owner ? `${title}: ${colors.dim(types.join(", "))}` : `    ${types.join(", ")}`;
}

function costsText(costs: readonly CostDriver[], colors: Colors): string {
  if (costs.length === 0) return "";
  const total = costs.reduce((sum, c) => sum + c.monthlyUsd, 0);
  const lines = costs.map((c) => `    ${usd(c.monthlyUsd)}  ${c.name} ${colors.dim(`(${c.basis})`)}`);
  return [`  monthly cost drivers, about ${usd(total).trim()}`, ...lines].join("\n");
}

function usd(amount: number): string {
  return `${withCommas(Math.round(amount))} USD`.padStart(10);
}

function changesText(changes: Changes | undefined, colors: Colors): string {
  if (!changes) return "";
  const lines = [
    ...changes.created.map((urn) => colors.green(`    + ${shortUrn(urn)}`)),
    ...changes.updated.map((update) => updateText(update, colors)),
    ...changes.deleted.map((urn) => colors.red(`    - ${shortUrn(urn)}`)),
  ];
  return lines.length === 0
    ? `  ${colors.dim("no change since the last preview")}`
    : ["  since the last preview", ...lines].join("\n");
}

/** `+-` is Pulumi's sign of a replacement. */
function updateText({ urn, properties, replaces }: Changes["updated"][number], colors: Colors): string {
  const what = `${shortUrn(urn)}: ${properties.join(", ")}`;
  if (replaces.length === 0) return colors.yellow(`    ~ ${what}`);
  return colors.red(`    +- ${what} (${replaces.join(", ")} cannot change in place: the resource is replaced)`);
}

function verdictsText(judgements: readonly Judgement[], colors: Colors): string {
  const of = (outcome: string) => judgements.filter((j) => j.verdict.outcome === outcome);
  const [violations, undetermined, passed] = [of("violation"), of("undetermined"), of("pass")];
  const lines = [
    ...violations.map((j) => violationText(j, colors)),
    ...undetermined.map((j) => undeterminedText(j, colors)),
    ...passed.flatMap((j) => evidenceText(j, colors)),
    passed.length > 0 ? `  ${colors.green("✓")} ${count(passed.length, "check")} passed` : "",
  ];
  return lines.filter(Boolean).join("\n");
}

function undeterminedText(judgement: Judgement, colors: Colors): string {
  const { rule, resource, waiver } = judgement;
  const text = `${rule.id}: ${shortUrn(resource.urn)}: ${reasonOf(judgement)}`;
  if (!waiver) return `  ${colors.yellow("?")} ${text}`;
  return `  ${colors.dim("○")} ${text}\n      waived    until ${waiver.expires} by ${waiver.approver}: ${waiver.reason}`;
}

/** A pass that rests on what was declared and not on what was seen, so that a reader can check it. */
function evidenceText({ rule, resource, verdict }: Judgement, colors: Colors): string[] {
  if (verdict.outcome !== "pass" || verdict.evidence === undefined) return [];
  return [`  ${colors.green("✓")} ${rule.id}: ${shortUrn(resource.urn)}: ${verdict.evidence}`];
}

function violationText(judgement: Judgement, colors: Colors): string {
  const { rule, resource, verdict, waiver, lapsed, known } = judgement;
  if (verdict.outcome !== "violation") return "";
  if (known) return `  ${colors.dim("·")} ${rule.id}: ${verdict.found} ${colors.dim("(in the baseline)")}`;
  const other = waiver ? colors.dim("○") : colors.yellow("!");
  const mark = blocks(judgement) ? colors.red("✗") : other;
  const lines = [
    `  ${mark} ${colors.bold(rule.id)} ${colors.dim(`(${rule.severity})`)}: ${rule.title}`,
    `      resource  ${shortUrn(resource.urn)}`,
    `      found     ${verdict.found}`,
    `      required  ${verdict.required}`,
    `      fix       ${verdict.fix}`,
    waiver ? `      waived    until ${waiver.expires} by ${waiver.approver}: ${waiver.reason}` : "",
    lapsed ? `      waiver    by ${lapsed.approver} expired on ${lapsed.expires}` : "",
  ];
  return lines.filter(Boolean).join("\n");
}

function reasonOf({ verdict }: Judgement): string {
  return "reason" in verdict ? verdict.reason : "";
}

function logsText(preview: StackPreview): string {
  const shown = preview.logs.filter((l) => l.severity === "warning" || l.severity === "error");
  return shown.map((l) => indent(`${l.severity}: ${l.message}`, 2)).join("\n");
}

/** `aws:ec2/vpc:Vpc support-network` of a URN: what a person calls the resource. */
function shortUrn(urn: string): string {
  const { type, name } = parseUrn(urn);
  return `${type} ${name}`;
}

function typeName(type: string): string {
  return type.split(":").at(-1) ?? type;
}

function count(n: number, noun: string): string {
  return `${withCommas(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** `toLocaleString` would load the rules of all languages for it. */
function withCommas(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(by));
}

function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
