import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  auditWaivers,
  blocks,
  Exceptions,
  findingOf,
  goneFrom,
  type Judgement,
  loadBaseline,
  loadWaivers,
  rules,
  type Waiver,
  writeBaseline,
} from "@plinth/policies";

const rule = rules.find(({ id }) => id === "s3-bucket-is-private") ?? assert.fail("no such rule");
const waiver: Waiver = {
  rule: rule.id,
  resource: "urn:pulumi:prod::*::site",
  reason: "a public site, reviewed in spring",
  approver: "ada@example.com",
  expires: "2026-12-31",
};

function violation(name: string, found = `${name} has no block`): Judgement {
  const type = "aws:s3/bucket:Bucket";
  const resource = { type, name, urn: `urn:pulumi:prod::shop::${type}::${name}`, props: {} };
  return { rule, resource, verdict: { outcome: "violation", found, required: "a block", fix: "add one" } };
}

function undetermined(name: string): Judgement {
  return { ...violation(name), verdict: { outcome: "undetermined", reason: "its policy is not known yet" } };
}

function audit(
  waivers: readonly Waiver[],
  judgements: readonly Judgement[],
  { stacks = "all", judged = rules }: Partial<Parameters<typeof auditWaivers>[2]> = {},
) {
  return auditWaivers(waivers, judgements, { rules, judged, stacks, day: "2026-06-01" }).map((f) => [
    f.fault,
    f.message,
  ]);
}

describe("a waiver", () => {
  it("excepts a violation on its last day", () => {
    const judgement = new Exceptions([waiver], [], "2026-12-31").apply(violation("site"));
    assert.deepEqual([blocks(judgement), judgement.waiver], [false, waiver]);
  });

  it("excepts nothing afterwards, and is still named", () => {
    const judgement = new Exceptions([waiver], [], "2027-01-01").apply(violation("site"));
    assert.deepEqual([blocks(judgement), judgement.waiver, judgement.lapsed], [true, undefined, waiver]);
  });

  it("excepts no other resource and no other rule", () => {
    const exceptions = new Exceptions([waiver, { ...waiver, rule: "vpc-has-flow-logs" }], [], "2026-06-01");
    assert.equal(blocks(exceptions.apply(violation("site-logs"))), true);
  });
});

describe("a waiver of what is undetermined", () => {
  it("holds until it expires", () => {
    const [held, lapsed] = ["2026-12-31", "2027-01-01"].map((day) =>
      new Exceptions([waiver], [], day).apply(undetermined("site")),
    );
    assert.deepEqual([held?.waiver, held?.lapsed], [waiver, undefined]);
    assert.deepEqual([lapsed?.waiver, lapsed?.lapsed], [undefined, waiver]);
  });

  it("does not hide that a rule failed", () => {
    const failed = { ...undetermined("site"), fault: new Error("a fault of ours") };
    assert.equal(new Exceptions([waiver], [], "2026-06-01").apply(failed).waiver, undefined);
  });
});

describe("auditWaivers", () => {
  const used = new Exceptions([waiver], [], "2026-06-01").apply(violation("site"));

  it("finds nothing wrong with a waiver that is needed", () => assert.deepEqual(audit([waiver], [used]), []));

  it("tells one that has expired", () => {
    assert.deepEqual(audit([{ ...waiver, expires: "2026-05-31" }], []), [
      ["expired", "expired on 2026-05-31: remove it, or have it renewed"],
    ]);
  });

  it("tells one that nothing needs, where its stack was judged, or every stack", () => {
    const unused = [["unused", "nothing that was found needs it: remove it"]];
    assert.deepEqual(audit([waiver], []), unused);
    assert.deepEqual(audit([waiver], [], { stacks: ["prod"] }), unused);
    assert.deepEqual(audit([waiver], [], { stacks: ["dev"] }), []);
    assert.deepEqual(audit([{ ...waiver, resource: "urn:pulumi:*::site" }], [], { stacks: ["prod"] }), []);
  });

  it("does not call one needless whose rule was not asked", () => {
    assert.deepEqual(audit([waiver], [], { judged: rules.filter((one) => one !== rule) }), []);
  });

  it("counts one as needed by what is undetermined", () => {
    const open = new Exceptions([waiver], [], "2026-06-01").apply(undetermined("site"));
    assert.deepEqual(audit([waiver], [open]), []);
  });

  it("tells one that is for resources of every name", () => {
    for (const resource of ["urn:pulumi:*", "urn:pulumi:prod::*", "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::*"]) {
      assert.deepEqual(audit([{ ...waiver, resource }], [used]), [
        ["too-broad", "covers resources of every name: end the pattern with a resource's name"],
      ]);
    }
  });

  it("tells one that covers more than ten resources", () => {
    const many = Array.from({ length: 11 }, (_, i) => violation(`site-${i}`));
    assert.deepEqual(audit([{ ...waiver, resource: "urn:pulumi:prod::*::site-*" }], many), [
      ["too-broad", "covers 11 resources, at most 10 are allowed: name those that need it"],
    ]);
  });

  it("tells one for a rule that does not exist, and which is meant", () => {
    assert.deepEqual(audit([{ ...waiver, rule: "s3-bucket-is-privat" }], []), [
      ["unknown-rule", "there is no rule s3-bucket-is-privat; did you mean s3-bucket-is-private?"],
    ]);
  });
});

describe("a baseline", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-baseline-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is read as it was written, in an order of its own, each finding once", () => {
    const [a, b] = [violation("a"), violation("b")].map((j) => findingOf(j) ?? assert.fail());
    const file = join(folder, "baseline.yaml");
    writeBaseline(
      file,
      [b, a, b].map((f) => f ?? assert.fail()),
    );

    assert.deepEqual(loadBaseline(file), [a, b]);
    writeBaseline(join(folder, "again.yaml"), loadBaseline(file));
    assert.equal(readFileSync(join(folder, "again.yaml"), "utf8"), readFileSync(file, "utf8"));
  });

  it("lets what it lists pass, and blocks what has become another finding", () => {
    const exceptions = new Exceptions([], [findingOf(violation("a")) ?? assert.fail()]);

    assert.deepEqual(
      ["a", "b"].map((name) => blocks(exceptions.apply(violation(name)))),
      [false, true],
    );
    assert.equal(blocks(exceptions.apply(violation("a", "a lets everybody write"))), true);
  });

  it("tells what is gone, of the stacks that were judged", () => {
    const listed = ["a", "b"].map((name) => findingOf(violation(name)) ?? assert.fail());

    assert.deepEqual(goneFrom(listed, [violation("b")], ["prod"]), [listed[0]]);
    assert.deepEqual(goneFrom(listed, [], ["dev"]), []);
  });

  it("refuses a file that is not one, with every fault", () => {
    const file = join(folder, "broken.yaml");
    writeFileSync(file, "version: 1\nfindings:\n  - rule: a\n    resource: b\n    found: c\n");

    assert.throws(
      () => loadBaseline(file),
      /2 faults\n.*policies\/Baseline\/findings.*\n.*policies\/Baseline\/findings/,
    );
    assert.throws(() => loadWaivers(join(folder, "absent.yaml")), /policies\/Waivers\/file/);
  });
});
