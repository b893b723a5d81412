import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLASSIFICATIONS, type Fault, loadStandard, PlinthError, parseStandard } from "@plinth/standards";
import { standardJsonSchema } from "@plinth/standards/json-schema";
import { parse, stringify } from "yaml";
import { REPOSITORY } from "../../support/repository";

const STANDARDS = join(REPOSITORY, "standards");
const DEFAULT_TEXT = readFileSync(join(STANDARDS, "standard.yaml"), "utf8");

/** The default standard as plain data, changed at one path. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const root: unknown = parse(DEFAULT_TEXT);
  const last = path.at(-1) ?? "";
  const holder = path.slice(0, -1).reduce((at, key) => (at as Record<string | number, unknown>)[key], root);
  (holder as Record<string | number, unknown>)[last] = value;
  return stringify(root, { aliasDuplicateObjects: false });
}

function faultsOf(text: string): readonly Fault[] {
  try {
    parseStandard(text, "acme.yaml");
  } catch (error) {
    if (error instanceof PlinthError) return error.faults;
    throw error;
  }
  return [];
}

describe("the default standard", () => {
  const standard = loadStandard();

  it("loads, with four tag keys, three environments and regions in Europe", () => {
    assert.deepEqual(standard.tagKeys, {
      workload: "workload",
      owner: "owner",
      environment: "environment",
      classification: "data-classification",
    });
    assert.deepEqual(standard.environments, { names: ["dev", "test", "prod"], production: ["prod"] });
    assert.deepEqual(standard.regions, ["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-3"]);
    assert.deepEqual(standard.residency, ["eu"]);
  });

  it("keeps audit records of every level for six months at least", () => {
    for (const level of CLASSIFICATIONS) {
      assert.ok(standard.classifications[level].retention.audit.minimumDays >= 184, level);
    }
  });

  it("never lets outputs live longer than their sources", () => {
    for (const level of CLASSIFICATIONS) {
      const { source, output } = standard.classifications[level].retention;
      assert.ok(output.maximumDays < source.maximumDays, level);
    }
  });

  it("demands a key of the workload's own from confidential on, and a lock for restricted data", () => {
    assert.deepEqual(
      CLASSIFICATIONS.map((level) => standard.classifications[level].customerManagedKey),
      [false, false, true, true],
    );
    assert.deepEqual(
      CLASSIFICATIONS.map((level) => standard.classifications[level].objectLock),
      [false, false, false, true],
    );
  });

  it("has a source and a date for every model and every price", () => {
    for (const { id, source, prices } of standard.models) {
      assert.match(source.date, /^\d{4}-\d{2}-\d{2}$/, id);
      assert.match(prices.source.url, /^https:/, id);
    }
  });

  it("routes the eu profile of Claude Sonnet 4.5 within the European Union", () => {
    assert.deepEqual(standard.models.find(({ id }) => id === "anthropic.claude-sonnet-4-5")?.profiles.eu, {
      profileId: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
      sourceRegions: ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"],
      destinationRegions: ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"],
    });
  });

  it("cannot be changed by whoever reads it", () => {
    assert.throws(() => Object.assign(standard.regions, { 0: "us-east-1" }), TypeError);
    assert.throws(() => Object.assign(standard.classifications.public.retention.log, { minimumDays: 1 }), TypeError);
  });

  it("is described to editors by the schema that checks it", () => {
    assert.deepEqual(
      JSON.parse(readFileSync(join(STANDARDS, "standard.schema.json"), "utf8")),
      JSON.parse(standardJsonSchema()),
      "stale: run `npm run generate -- schemas`",
    );
  });
});

describe("loadStandard", () => {
  let folder = "";
  const before_ = process.env.PLINTH_STANDARD;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-standard-"));
  });
  afterEach(() => {
    if (before_ === undefined) delete process.env.PLINTH_STANDARD;
    else process.env.PLINTH_STANDARD = before_;
  });
  after(() => rmSync(folder, { recursive: true }));

  it("reads the file that PLINTH_STANDARD names", () => {
    const file = join(folder, "acme.yaml");
    writeFileSync(file, changed(["tagKeys", "owner"], "acme:team"));
    process.env.PLINTH_STANDARD = file;

    assert.equal(loadStandard().tagKeys.owner, "acme:team");
  });

  it("refuses a file that is not there", () => {
    process.env.PLINTH_STANDARD = join(folder, "absent.yaml");

    assert.throws(
      () => loadStandard(),
      (error: PlinthError) => {
        assert.deepEqual(error.faults, [
          {
            id: "standard/Standard/file",
            path: "PLINTH_STANDARD",
            found: "ENOENT",
            allowed: "the path of a readable YAML file",
          },
        ]);
        return true;
      },
    );
  });
});

describe("parseStandard", () => {
  it("refuses every fault at once, each with its path", () => {
    const wrong: Record<string, unknown> = parse(DEFAULT_TEXT);
    wrong.version = 2;
    wrong.regions = ["eu-west-1", "Ireland"];
    wrong.residency = ["global"];
    wrong.environments = { names: ["dev"], production: ["prod"] };
    wrong.tagKeys = { workload: "team", owner: "Team", environment: "environment", classification: "classification" };
    wrong.treshholds = {};

    assert.deepEqual(
      faultsOf(stringify(wrong, { aliasDuplicateObjects: false })).map(({ path, found }) => [path, found]),
      [
        ["version", "2"],
        ["tagKeys", "a map"],
        ["environments.production[0]", "prod"],
        ["regions[1]", "Ireland"],
        ["residency[0]", "global"],
        ["treshholds", undefined],
      ],
    );
  });

  const refusals: readonly [string, readonly (string | number)[], unknown, string, string][] = [
    [
      "a range that ends before it begins",
      ["classifications", "public", "retention", "output"],
      { minimumDays: 10, maximumDays: 5 },
      "classifications.public.retention.output",
      "a range whose minimumDays is not above its maximumDays",
    ],
    [
      "a range for logs that CloudWatch has no period in",
      ["classifications", "public", "retention", "log"],
      { minimumDays: 181, maximumDays: 364 },
      "classifications.public.retention.log",
      "a range that holds one of CloudWatch's periods: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days",
    ],
    [
      "a level that demands less than the one below it",
      ["classifications", "restricted", "customerManagedKey"],
      false,
      "classifications.restricted.customerManagedKey",
      "true, because confidential data demands it",
    ],
    [
      "a model that is listed twice",
      ["models", 1, "id"],
      "anthropic.claude-sonnet-4-5",
      "models[1].id",
      "unique; anthropic.claude-sonnet-4-5 is there already",
    ],
    [
      "a model that can be invoked nowhere",
      ["models", 0, "profiles"],
      {},
      "models[0].regions",
      "at least one region, or there must be a profile",
    ],
    [
      "an endpoint without a region in its name",
      ["endpoints", "kms", "serviceName"],
      "com.amazonaws.kms",
      "endpoints.kms.serviceName",
      "a service name with {region} in it",
    ],
  ];
  for (const [title, path, value, faultPath, allowed] of refusals) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(
        faultsOf(changed(path, value)).map((fault) => [fault.path, fault.allowed]),
        [[faultPath, allowed]],
      );
    });
  }

  it("refuses text that is not YAML, with the line", () => {
    assert.deepEqual(
      faultsOf("version: 1\ntagKeys: {").map(({ id, path }) => [id, path]),
      [["standard/Standard/yaml", "line 2"]],
    );
  });

  it("refuses aliases that multiply", () => {
    const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 10; i++)
      bomb.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );

    assert.deepEqual(faultsOf(bomb.join("\n")), [
      { id: "standard/Standard/yaml", path: "(root)", allowed: "valid YAML (no more than 100 aliases)" },
    ]);
  });

  it("refuses keys that reach for prototypes, and leaves prototypes alone", () => {
    const paths = faultsOf(`${DEFAULT_TEXT}\n__proto__: { polluted: true }\nconstructor: { polluted: true }\n`).map(
      ({ path }) => path,
    );

    assert.deepEqual(paths, ["__proto__", "constructor"]);
    assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
  });
});
