/**
 * The longest that any rule takes over any one resource, in estates made to be hard to judge, against what `JSON.parse`
 * takes over 25 megabytes of policies in the same run: fails above it. `-- --seed N --runs N` tries others than the
 * usual ones.
 */
import { createEstate, judgeOne, type ResourceRecord, type Rule, rules, rulesByType } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import fc from "fast-check";
import { anyEstate } from "../exhaustive/fuzz/any-estate";
import { changedExamples } from "../exhaustive/fuzz/changed-examples";
import { hostileEstate } from "../exhaustive/fuzz/hostile-estate";
import { processorSeconds, ROUNDS } from "./measure";

const LIMIT_MEGABYTES = 25;
/** Enough for the compiler to have done its work. */
const FRESH_ROUNDS = 10;
const seed = option("seed", 20261122);
const runs = option("runs", 500);
const standard = loadStandard();
const byType = rulesByType(rules);
const limit = LIMIT_MEGABYTES * parsingOneMegabyte();

/** One judgement, and what its estate can be made from again. */
interface Taken {
  readonly rule: Rule;
  readonly type: string;
  readonly estate: string;
  readonly milliseconds: number;
  /** Set if the rule threw. */
  readonly fault?: Error;
}

main();

function main(): void {
  console.log(
    `longest judgement of ${rules.length} rules over ${runs} estates of each kind, from seed ${seed}; JSON.parse takes ${limit.toFixed(1)} ms over ${LIMIT_MEGABYTES} MB of policies`,
  );
  for (const [kind, estates] of Object.entries({ changedExamples, anyEstate, hostileEstate })) {
    const worst = new Map<Rule, Taken>();
    for (let n = seed; n < seed + runs; n++) {
      const [records = []] = fc.sample(estates, { seed: n, numRuns: 1 });
      judgeAll(records, `${kind} of seed ${n}`, worst);
    }
    const [slowest, ...others] = [...worst.values()].sort((a, b) => b.milliseconds - a.milliseconds);
    const bad = others.filter(isBad);
    for (const taken of [slowest, ...bad]) if (taken) tell(taken);
    if (bad.length > 0 || (slowest && isBad(slowest))) process.exitCode = 1;
  }
}

/** Asks every rule about every resource, and keeps the worst judgement of each rule. */
function judgeAll(records: readonly ResourceRecord[], estate: string, worst: Map<Rule, Taken>): void {
  const around = createEstate(records, standard);
  for (const resource of around.resources) {
    for (const rule of byType.get(resource.type) ?? []) {
      let fault: Error | undefined;
      const first = milliseconds(() => {
        fault = judgeOne(rule, resource, around).fault;
      });
      const most = worst.get(rule);
      if (!fault && first <= (most?.milliseconds ?? 0)) continue;
      const settled = first > limit ? again(rule, records, resource) : first;
      if (fault ? most?.fault : settled <= (most?.milliseconds ?? 0) || most?.fault) continue;
      worst.set(rule, { rule, type: resource.type, estate, milliseconds: settled, fault });
    }
  }
}

function isBad({ milliseconds, fault }: Taken): boolean {
  return milliseconds > limit || fault !== undefined;
}

/**
 * What a rule takes in an estate that nothing has been remembered of: the least of several rounds, because the processor
 * time of one contains whatever the process collects as garbage meanwhile.
 */
function again(rule: Rule, records: readonly ResourceRecord[], resource: ResourceRecord): number {
  const rounds = Array.from({ length: FRESH_ROUNDS }, (_, round) => {
    const fresh = records.map((record) => ({
      ...record,
      props: renewed(record.props, round) as ResourceRecord["props"],
    }));
    const around = createEstate(fresh, standard);
    const same = around.resources.find(({ urn }) => urn === resource.urn);
    return same ? milliseconds(() => judgeOne(rule, same, around)) : 0;
  });
  return Math.min(...rounds);
}

/** The same value to every reader, and another to whatever remembers values. */
function renewed(value: unknown, round: number): unknown {
  if (typeof value === "string") return /^[{[]/.test(value) ? value + " ".repeat(round + 1) : value;
  if (Array.isArray(value)) return value.map((member) => renewed(member, round));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, renewed(member, round)]));
}

/** Milliseconds of processor time, the least of several rounds. */
function parsingOneMegabyte(): number {
  const statement = {
    Effect: "Allow",
    Action: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
    Resource: "arn:aws:bedrock:eu-central-1::foundation-model/*",
    Condition: { StringEquals: { "aws:PrincipalOrgID": "o-0000000000" } },
  };
  const one = JSON.stringify(statement);
  const text = `[${Array.from({ length: Math.ceil(1e6 / one.length) }, () => one).join(",")}]`;
  return Math.min(...Array.from({ length: 2 * ROUNDS }, () => milliseconds(() => JSON.parse(text))));
}

function milliseconds(body: () => void): number {
  return processorSeconds(body) * 1000;
}

function tell({ rule, type, estate, milliseconds, fault }: Taken): void {
  const verdict = fault ? `throws: ${fault.stack}` : milliseconds > limit ? "too slow" : "fast enough";
  const figures = `${milliseconds.toFixed(1).padStart(7)} ms, ${(milliseconds / limit).toFixed(2)} of JSON.parse`;
  console.log(`${figures}: ${rule.id} on ${type}, ${estate}: ${verdict}`);
}

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value)) throw new Error(`--${name} takes a whole number`);
  return value;
}
