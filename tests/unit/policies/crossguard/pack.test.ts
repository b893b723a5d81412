import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packs } from "@plinth/policies";
import { refuseAllOff } from "@plinth/policies/crossguard/engine-requests";
import { BAKED_FILE, packArguments } from "@plinth/policies/crossguard/pack";
import { loadStandard } from "@plinth/standards";
import { REPOSITORY } from "../../../support/repository";

const STANDARD = join(REPOSITORY, "standards/standard.yaml");

describe("a pack that was built with a standard", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-pack-"));
    writeFileSync(join(folder, BAKED_FILE), JSON.stringify({ standard: loadStandard(STANDARD), waivers: [] }));
  });
  afterEach(() => delete process.env.PLINTH_STANDARD);
  after(() => rmSync(folder, { recursive: true }));

  const start = (pack: string, standard?: string) => {
    if (standard !== undefined) process.env.PLINTH_STANDARD = standard;
    return packArguments(packs.get(pack) ?? assert.fail(), folder).policies.length > 0;
  };
  const other = () => {
    const file = join(folder, "other.yaml");
    writeFileSync(file, readFileSync(STANDARD, "utf8").replace("maximumDays: 365 }", "maximumDays: 3653 }"));
    return file;
  };

  it("judges by it, and by a copy of it", () => {
    assert.ok(start("regulated"));
    assert.ok(start("regulated", STANDARD));
  });

  it("refuses another standard for regulated workloads", () => {
    assert.throws(() => start("regulated", other()), /PLINTH_STANDARD: must be unset.*policies\/Pack\/standard/);
  });

  it("takes another standard elsewhere", () => assert.ok(start("baseline", other())));
});

describe("a configuration that the engine hands to a pack", () => {
  const pack = (name: string) => packs.get(name) ?? assert.fail();

  it("may not switch every rule off, or have each only advise, for a regulated workload", () => {
    for (const level of ["disabled", "advisory"] as const) {
      assert.throws(() => refuseAllOff(pack("regulated"), () => level), /policies\/PackConfig\/allOff/);
    }
  });

  it("may switch single rules off, and all of them elsewhere", () => {
    const [first] = pack("regulated").rules;
    refuseAllOff(pack("regulated"), (id) => (id === first?.id ? "disabled" : "mandatory"));
    refuseAllOff(pack("regulated"), () => undefined);
    refuseAllOff(pack("baseline"), () => "disabled");
  });
});
