import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  baseline,
  createEstate,
  judgeOne,
  loadPackConfig,
  packConfigSchema,
  type ResourceRecord,
  type Rule,
  rules,
  rulesOf,
  type SettingValues,
  settingsFor,
  withSettings,
} from "@plinth/policies";
import { loadStandard, PlinthError, retentionRange, type Standard } from "@plinth/standards";
import Ajv from "ajv";
import { buildPacks } from "../../../scripts/build-packs";
import { REPOSITORY } from "../../support/repository";

const standard = loadStandard();
const configurable = { rules, others: ["waivers-are-current"], standard };
const SPEND = "sagemaker-endpoint-spend-is-declared";
const configured = rules.filter((rule) => rule.settings);

describe("the policy configuration of a pack", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-pack-config-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function load(text: string) {
    const file = join(folder, "config.json");
    writeFileSync(file, text);
    return loadPackConfig(file, configurable);
  }

  function levels(text: string): ReadonlyMap<string, Rule["level"]> {
    return new Map(rulesOf(baseline, standard, load(text)).map(({ id, level }) => [id, level]));
  }

  function faults(text: string): readonly (readonly [string, string | undefined, string])[] {
    try {
      load(text);
    } catch (error) {
      if (error instanceof PlinthError) return error.faults.map(({ path, found, allowed }) => [path, found, allowed]);
      throw error;
    }
    return [];
  }

  it("changes nothing where it is empty", () => {
    assert.deepEqual([...levels("")], [...levels("{}")]);
    assert.deepEqual(rulesOf(baseline, standard, load("{}")), rulesOf(baseline, standard));
  });

  it("gives every rule the level of `all`, but for those that have one of their own", () => {
    const given = levels(`{ "all": "advisory", "${SPEND}": "mandatory", "vpc-has-flow-logs": "disabled" }`);

    assert.equal(given.get(SPEND), "mandatory");
    assert.equal(given.has("vpc-has-flow-logs"), false);
    assert.deepEqual(
      [...given].filter(([, level]) => level !== "advisory").map(([id]) => id),
      [SPEND],
    );
  });

  it("makes what is to be remediated mandatory, as the engine does", () => {
    assert.equal(
      levels('{ "workload-compute-is-traced": "remediate" }').get("workload-compute-is-traced"),
      "mandatory",
    );
  });

  it("passes over environments of Pulumi Cloud", () => assert.deepEqual(faults('{ "environments": ["prod"] }'), []));

  it("refuses what is no policy, no level, no setting or laxer than the standard, all at once and by path", () => {
    const given = {
      "vpc-has-flow-log": "disabled",
      "vpc-has-flow-logs": { enforcementLevel: "mandatory", days: 3 },
      all: "strict",
      [SPEND]: { minimumMonthlyUsd: 29_999, minimumMonthlyUSD: 40_000 },
      "bedrock-model-is-approved": { regions: ["us-east-1"], models: [] },
      "s3-bucket-key-follows-classification": { fromLevel: "restricted" },
      "s3-bucket-objects-expire": { maximumOutputDays: 90.5 },
    };
    const models = standard.models.map(({ id }) => id).join(", ");

    assert.deepEqual(faults(JSON.stringify(given)), [
      ["vpc-has-flow-log", undefined, "the name of a policy: did you mean vpc-has-flow-logs?"],
      ["vpc-has-flow-logs.days", "3", "left out: this rule has a level, and no settings"],
      ["all", '"strict"', "one of advisory, mandatory, remediate, disabled"],
      [`${SPEND}.minimumMonthlyUsd`, "29999", "a number of 30000 or more"],
      [`${SPEND}.minimumMonthlyUSD`, "40000", "a known setting: did you mean minimumMonthlyUsd?"],
      [
        "bedrock-model-is-approved.regions",
        '["us-east-1"]',
        `a list of one or more of ${standard.regions.join(", ")}, each once`,
      ],
      ["bedrock-model-is-approved.models", "[]", `a list of one or more of ${models}, each once`],
      ["s3-bucket-key-follows-classification.fromLevel", '"restricted"', "one of public, internal, confidential"],
      ["s3-bucket-objects-expire.maximumOutputDays", "90.5", "a whole number of 90 to 730"],
    ]);
  });

  it("refuses a file that is absent or no object of policies", () => {
    assert.throws(() => loadPackConfig(join(folder, "absent.json"), configurable), /policies\/PackConfig\/file/);
    assert.throws(() => load("{"), /policies\/PackConfig\/json/);
    assert.deepEqual(faults("[]"), [["(root)", undefined, "an object of policies"]]);
  });
});

describe("the schema of a policy configuration", () => {
  const validate = new Ajv().compile(packConfigSchema("Plinth baseline", configurable));
  const accepts = (value: unknown) => validate(value) === true;

  it("accepts what the loader accepts, and refuses what it refuses", () => {
    const config = (settings: SettingValues) => ({ [SPEND]: { enforcementLevel: "advisory", ...settings } });

    assert.equal(accepts({ all: "advisory", "waivers-are-current": "mandatory" }), true);
    assert.equal(accepts(config({ minimumMonthlyUsd: 30_000 })), true);
    assert.equal(accepts(config({ minimumMonthlyUsd: 29_999 })), false);
    assert.equal(accepts(config({ minimumMonthlyUSD: 30_000 })), false);
    assert.equal(accepts({ "vpc-has-flow-log": "disabled" }), false);
  });
});

describe("each built pack", () => {
  it("has the schema of its policy configuration beside it, with the bounds of the standard as it tightens it", async () => {
    const folders = await buildPacks({ out: join(REPOSITORY, "node_modules/.cache/plinth-config-schema") });
    const enums = folders.map((folder): [string, readonly string[] | undefined] => {
      const file = join(folder, "config.schema.json");
      if (!existsSync(file)) return [basename(folder), undefined];
      const accepts = new Ajv().compile(JSON.parse(readFileSync(file, "utf8")) as object);
      const from = (level: string) => accepts({ "s3-bucket-lock-follows-classification": { fromLevel: level } });
      return [basename(folder), ["confidential", "restricted"].filter(from)];
    });

    assert.deepEqual(Object.fromEntries(enums), {
      baseline: ["confidential", "restricted"],
      "landing-zone": ["confidential", "restricted"],
      regulated: ["confidential"],
      remediation: undefined,
    });
  });
});

describe("the settings of a rule", () => {
  it("have the bounds of the standard, so that the standard's own values change nothing", () => {
    const { minimumMonthlyUsd } = settingsFor(ruleCalled(SPEND), standard);
    const laxer = { ...standard, thresholds: { selfHostingMonthlyUsd: 5 } };

    assert.deepEqual(minimumMonthlyUsd, {
      type: "number",
      minimum: 30_000,
      description: "declared monthly spend in US dollars from which self-hosting is accepted",
    });
    assert.equal(withSettings(ruleCalled(SPEND), { minimumMonthlyUsd: 6 }, laxer).id, SPEND);
    assert.throws(() => withSettings(ruleCalled(SPEND), { minimumMonthlyUsd: 6 }, standard), PlinthError);
  });

  for (const { id } of configured) {
    it(`of ${id} only tighten the standard`, () => {
      const { settings } = ruleCalled(id);
      for (const values of extremes(ruleCalled(id))) {
        const tightened = settings?.tighten(standard, values) ?? assert.fail();
        assert.deepEqual(laxerIn(tightened), [], JSON.stringify(values));
      }
    });
  }

  it("are what the rule judges by, and only with them", () => {
    const endpoint = record("aws:sagemaker/endpoint:Endpoint", { tags: { "plinth:monthly-usd": "40000" } });
    const outcomes = [{}, { minimumMonthlyUsd: 40_000 }, { minimumMonthlyUsd: 40_001 }].map(
      (values) =>
        judgeOne(withSettings(ruleCalled(SPEND), values, standard), endpoint, createEstate([endpoint], standard))
          .verdict.outcome,
    );

    assert.deepEqual(outcomes, ["pass", "pass", "violation"]);
  });
});

function ruleCalled(id: string): Rule {
  return rules.find((rule) => rule.id === id) ?? assert.fail(`no rule ${id}`);
}

function record(type: string, props: ResourceRecord["props"]): ResourceRecord {
  return { type, name: "it", urn: `urn:pulumi:prod::shop::${type}::it`, props };
}

/** For each setting its least and its most. */
function extremes(rule: Rule): readonly SettingValues[] {
  return Object.entries(settingsFor(rule, standard)).flatMap(([name, setting]) => {
    const values =
      setting.type === "array"
        ? [setting.items.enum.slice(0, 1), setting.items.enum]
        : setting.type === "string"
          ? setting.enum
          : [setting.minimum, setting.maximum ?? setting.minimum * 2];
    return values.map((value) => ({ [name]: value }));
  });
}

/** What a standard asks less of than the default one, or lets pass that it does not; empty ranges too. */
function laxerIn(other: Standard): readonly string[] {
  const levels = (["public", "internal", "confidential", "restricted"] as const).flatMap((level) => {
    const demands = (["customerManagedKey", "versioning", "accessLogging", "objectLock"] as const).filter(
      (demand) => standard.classifications[level][demand] && !other.classifications[level][demand],
    );
    const ranges = (["source", "vector", "output", "log", "audit", "backup"] as const).filter((kind) => {
      const [given, { minimumDays, maximumDays }] = [
        retentionRange(standard, level, kind),
        retentionRange(other, level, kind),
      ];
      return minimumDays < given.minimumDays || maximumDays > given.maximumDays || minimumDays > maximumDays;
    });
    return [...demands, ...ranges].map((name) => `${level} ${name}`);
  });
  const lists = [
    ...other.regions.filter((region) => !standard.regions.includes(region)),
    ...other.residency.filter((area) => !standard.residency.includes(area)),
    ...other.models.map(({ id }) => id).filter((id) => !standard.models.some((model) => model.id === id)),
  ];
  return other.thresholds.selfHostingMonthlyUsd < standard.thresholds.selfHostingMonthlyUsd
    ? [...levels, ...lists, "selfHostingMonthlyUsd"]
    : [...levels, ...lists];
}
