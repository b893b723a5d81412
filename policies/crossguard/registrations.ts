import type { Standard } from "@plinth/standards";
import { createEstate } from "../core/estate";
import { type Judgement, judgeOne } from "../core/judge";
import type { Estate, ResourceRecord, Rule, Types } from "../core/rule";
import { hasUnknown } from "../core/values";
import { isInAiEstate } from "../readers/estate/ai-estate";
import { isPermissionsBoundary, principalsOf } from "../readers/iam/identity-policies";
import { MANAGED_POLICIES } from "../readers/iam/permissions";
import { type ExpectedResource, PendingResources } from "./pending-resources";

/** What the last registration changed. */
interface Latest {
  /** The resources that it brought: one, or several if it holds others. */
  readonly newcomers: readonly ResourceRecord[];
  /** Their types. */
  readonly types: ReadonlySet<string>;
  /** Whether it made the stack a member of the AI estate. */
  readonly isDecisive: boolean;
  /** Types of which nothing is to come any more, `"anything"` among them after the last resource. */
  readonly exhausted: ReadonlySet<string>;
}

/** Stands for the URN of what an unknown input depends on. */
const SOMETHING = "urn:pulumi:unknown";

const NOTHING: Latest = { newcomers: [], types: new Set(), isDecisive: false, exhausted: new Set() };

/**
 * The resources that an update has registered so far, each with its checked inputs. Their ids and computed properties
 * are not known at registration, and their edges only if a preview saw them.
 *
 * A violation is certain once nothing that could cure it is still to come. Without a preview these are the violations
 * that nothing cures; after one, those of which the preview saw no cure that is not registered.
 */
export class Registrations {
  private readonly records: ResourceRecord[] = [];
  private readonly urns = new Set<string>();
  private readonly reported = new Set<string>();
  private readonly pending: PendingResources | undefined;
  private estate: Estate | undefined;
  /** Without policies that may still become boundaries, and then give nothing. */
  private certain: Estate | undefined;
  private isInside = false;
  private latest = NOTHING;

  /** @param expected What the preview saw. Default: there was none, so anything may come. */
  constructor(
    private readonly standard: Standard,
    expected?: readonly ExpectedResource[],
  ) {
    this.pending = expected && new PendingResources(expected);
  }

  /** The resource that was registered last. */
  get last(): ResourceRecord | undefined {
    return this.records.at(-1);
  }

  /** Takes up a resource before it is created. One that is known is passed over. */
  register(record: ResourceRecord): void {
    this.latest = NOTHING;
    if (this.urns.has(record.urn)) return;
    this.urns.add(record.urn);
    const edges = { ...record.edges, ...edgesOfUnknowns(record), ...this.pending?.edgesOf(record.urn) };
    this.records.push({ ...record, edges });

    const before = this.estate?.resources.length ?? 0;
    // Each time another estate: what readers remember of one must not grow old.
    this.estate = createEstate(this.records, this.standard);
    this.certain = withoutUnattachedPolicies(this.estate);
    const wasInside = this.isInside;
    this.isInside ||= isInAiEstate(this.certain) === true;
    const newcomers = this.estate.resources.slice(before);
    this.latest = {
      newcomers,
      types: new Set(newcomers.map(({ type }) => type)),
      isDecisive: this.isInside && !wasInside,
      exhausted: new Set(newcomers.flatMap(({ urn }) => this.pending?.arrive(urn) ?? [])),
    };
  }

  /** Whether the last registration can have made a violation of the rule certain. */
  concerns(rule: Rule): boolean {
    return this.concernsEarlier(rule) || rule.types.some((type) => this.latest.types.has(type));
  }

  /** Violations of a rule that the last registration has made certain; each is returned once. */
  certainViolations(rule: Rule): readonly Judgement[] {
    const { estate, latest } = this;
    if (!estate || !this.concerns(rule)) return [];
    const candidates = this.concernsEarlier(rule)
      ? estate.ofType(...rule.types)
      : latest.newcomers.filter(({ type }) => rule.types.includes(type));
    const found = candidates
      .filter((resource) => !this.reported.has(keyOf(rule, resource)))
      .map((resource) => judgeOne(rule, resource, estate))
      .filter((judgement) => this.isCertain(judgement));
    for (const { resource } of found) this.reported.add(keyOf(rule, resource));
    return found;
  }

  /** Whether it can have made a violation of an earlier resource certain. */
  private concernsEarlier({ causes = [], cures = "anything" }: Rule): boolean {
    const { types, isDecisive, exhausted } = this.latest;
    if (types.size === 0) return false;
    const isExhausted = cures === "anything" ? exhausted.has(cures) : cures.some((type) => exhausted.has(type));
    return isDecisive || isExhausted || causes === "anything" || causes.some((type) => types.has(type));
  }

  private isCertain(judgement: Judgement): boolean {
    if (!blocksNow(judgement)) return false;
    const { rule, resource, verdict } = judgement;
    const cures: Types = (verdict.outcome === "violation" ? verdict.cures : undefined) ?? rule.cures ?? "anything";
    const isCurable = this.pending ? this.pending.holds(cures) : cures.length > 0;
    if (isCurable || !this.certain) return false;
    return this.certain === this.estate || blocksNow(judgeOne(rule, resource, this.certain));
  }
}

/** An input that is not known is one that the program gives, and comes from something else. */
function edgesOfUnknowns({ props }: ResourceRecord): Record<string, readonly string[]> {
  const unknown = Object.keys(props).filter((property) => hasUnknown(props[property]));
  return Object.fromEntries(unknown.map((property) => [property, [SOMETHING]]));
}

function keyOf({ id }: Rule, { urn }: ResourceRecord): string {
  return `${id} ${urn}`;
}

function blocksNow({ verdict }: Judgement): boolean {
  return verdict.outcome === "violation" && !verdict.advisory;
}

/** A managed policy that nothing attaches may be a boundary, which gives nothing and proves no use of models. */
function withoutUnattachedPolicies(estate: Estate): Estate {
  const unattached = new Set(
    estate
      .ofType(...MANAGED_POLICIES)
      .filter((policy) => principalsOf(policy, estate).length === 0 && !isPermissionsBoundary(policy, estate)),
  );
  if (unattached.size === 0) return estate;
  return createEstate(
    estate.resources.filter((resource) => !unattached.has(resource)),
    estate.standard,
  );
}
