import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type PackConfig,
  type PackDiagnostic,
  type PolicyPack,
  previewStack,
  type StackPreview,
  spawnPack,
  type Values,
} from "@plinth/engine";
import {
  baseline,
  createEstate,
  type Judgement,
  judge,
  judgeOne,
  loadPackConfig,
  type Rule,
  recordsOf,
  rules,
  rulesOf,
} from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { buildPacks } from "../../../scripts/build-packs";
import { REPOSITORY } from "../../support/repository";
import { previewInOrder, STACKS, stackProgram } from "../../support/stacks";
import { UNDETERMINED, undeterminedIn } from "../../support/undetermined-summary";

const OUT = join(REPOSITORY, "node_modules/.cache/plinth-conformance");
const standard = loadStandard();

describe("judging in process says what the baseline pack says over gRPC", () => {
  let pack: PolicyPack;
  let previews: ReadonlyMap<string, StackPreview>;
  before(async () => {
    const folders = await buildPacks({ out: OUT });
    pack = await spawnPack(folders.find((folder) => folder.endsWith("baseline")) ?? "");
    previews = await previewInOrder(STACKS);
  });
  after(() => pack.close());

  for (const stack of STACKS) {
    it(`of stack ${stack}`, async () => {
      await assertConforms(pack, previewed(stack));
    });

    it(`of stack ${stack} before AWS has assigned anything`, async () => {
      await assertConforms(pack, await previewStack(stackProgram(stack), { unknowns: true, stackOutputs: outputs() }));
    });
  }

  it("of the stacks with resources and tags missing, where many rules have something to say", async () => {
    const found: string[] = [];
    for (const preview of previews.values()) {
      for (const broken of brokenIn(preview)) found.push(...(await assertConforms(pack, broken)));
    }
    const speaking = new Set(found.map((line) => line.split(" ", 1)[0]));
    assert.ok(speaking.size > 10, `only ${[...speaking].join(", ")}`);
  });

  it("of a stack with the levels and settings of one configuration file", async () => {
    const prod = previewed("support-prod");
    const file = join(OUT, "config.json");
    const config: PackConfig = {
      all: "advisory",
      "s3-bucket-objects-expire": { enforcementLevel: "mandatory", maximumOutputDays: 100, maximumSourceDays: 400 },
      "bedrock-model-is-approved": { enforcementLevel: "remediate", models: ["amazon.nova-2-lite"] },
      "log-group-retention-is-set": { minimumLogDays: 400 },
      "s3-bucket-lock-follows-classification": { fromLevel: "internal" },
      "workload-compute-is-traced": "disabled",
    };
    writeFileSync(file, JSON.stringify(config));
    const configured = rulesOf(baseline, standard, loadPackConfig(file, { rules, others: [], standard }));
    const other = await spawnPack(join(OUT, "baseline"), config);
    try {
      const found: string[] = [];
      for (const broken of [prod, ...brokenIn(prod)]) found.push(...(await assertConforms(other, broken, configured)));
      const speaking = new Set(found.map((line) => line.split(" ", 1)[0] ?? ""));
      assert.deepEqual(
        Object.keys(config).filter((rule) => !speaking.has(rule)),
        ["all", "workload-compute-is-traced"],
      );
    } finally {
      other.close();
    }
  });

  function previewed(stack: string): StackPreview {
    const preview = previews.get(stack);
    assert.ok(preview);
    return preview;
  }

  function outputs(): ReadonlyMap<string, Values> {
    return new Map(
      [...previews].map(([stack, preview]) => [`organization/${preview.project}/${stack}`, preview.outputs]),
    );
  }
});

/** Returns what both say, in an order of its own: rule, resource, level and message. */
async function assertConforms(pack: PolicyPack, preview: StackPreview, asked = rules): Promise<readonly string[]> {
  const told = (await pack.analyze(preview)).flatMap(linesTold).sort();
  assert.deepEqual(inProcess(preview, asked), told);
  return told;
}

function linesTold({ policyName, urn, enforcementLevel, message }: PackDiagnostic): readonly string[] {
  if (policyName !== UNDETERMINED) return [`${policyName} ${urn} ${enforcementLevel}\n${message}`];
  return undeterminedIn(message).map(({ rule, resource, reason }) => {
    const [ownReason = ""] = reason.split("; not known yet: ");
    return `${rule} ${resource} ${enforcementLevel}\n${ownReason}`;
  });
}

function inProcess({ resources }: StackPreview, asked: readonly Rule[]): readonly string[] {
  const ofStacks = judge(
    asked.filter(({ scope }) => scope === "stack"),
    createEstate(recordsOf(resources), standard),
  );
  // A rule about single resources sees the inputs of one, before it is created.
  const planned = recordsOf(resources.map(({ outputs: _, id: __, ...resource }) => resource));
  const ofResources = planned.flatMap((record) =>
    asked
      .filter(({ scope, types }) => scope === "resource" && types.includes(record.type))
      .map((rule) => judgeOne(rule, record, createEstate([record], standard))),
  );
  return [...ofStacks, ...ofResources].flatMap(linesOf).sort();
}

function linesOf({ rule, resource, verdict }: Judgement): readonly string[] {
  const line = (level: string, text: string) => [`${rule.id} ${resource.urn} ${level}\n${rule.title}\n${text}`];
  if (verdict.outcome === "undetermined") return [`${rule.id} ${resource.name} advisory\n${verdict.reason}`];
  if (verdict.outcome !== "violation") return [];
  const level = verdict.advisory ? "advisory" : (rule.level ?? "mandatory");
  return line(level, `Found: ${verdict.found}\nRequired: ${verdict.required}\nFix: ${verdict.fix}`);
}

function brokenIn(preview: StackPreview): readonly StackPreview[] {
  return [0, 1, 2].map((rest) => withoutEveryThird(preview, rest)).concat(withoutTags(preview));
}

function withoutEveryThird(preview: StackPreview, rest: number): StackPreview {
  const kept = preview.resources.filter(({ type }, i) => type.startsWith("pulumi:") || i % 3 !== rest);
  return { ...preview, resources: kept };
}

function withoutTags(preview: StackPreview): StackPreview {
  const untagged = ({ tags: _, tagsAll: __, defaultTags: ___, ...values }: Values): Values => values;
  const resources = preview.resources.map((resource) => ({
    ...resource,
    inputs: untagged(resource.inputs),
    outputs: untagged(resource.outputs),
  }));
  return { ...preview, resources };
}
