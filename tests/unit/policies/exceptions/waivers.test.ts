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

describe("the file of waivers", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-waivers-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const load = (change: Partial<Waiver>) => {
    const file = join(folder, "waivers.yaml");
    writeFileSync(file, JSON.stringify({ version: 1, waivers: [{ ...waiver, ...change }] }));
    return loadWaivers(file, "2026-06-01");
  };

  it("is read with a pattern that ends with a name, a reason in words and a last day within a year", () => {
    for (const change of [{}, { resource: "urn:pulumi:*::site-*" }, { expires: "2027-06-02" }]) {
      assert.deepEqual(load(change), [{ ...waiver, ...change }]);
    }
  });

  for (const resource of [
    "urn:pulumi:*",
    "urn:pulumi:prod::*",
    "urn:pulumi:prod::*::*",
    "urn:pulumi:*::*a*",
    "urn:pulumi:prod::",
  ]) {
    it(`refuses a pattern that any name fits: ${resource}`, () => {
      assert.throws(
        () => load({ resource }),
        /waivers\[0\]\.resource: .*must be a pattern that ends with a resource's name/,
      );
    });
  }

  for (const reason of [
    "aaaaaaaaaaaaaaaaaaaaaaaa",
    "because because because because",
    "TODO: say why this is needed here",
    "xxxx xxx xxxx lorem ipsum dolor",
  ]) {
    it(`refuses a reason that says nothing: ${reason}`, () => {
      assert.throws(() => load({ reason }), /waivers\[0\]\.reason: .*different words/);
    });
  }

  it("refuses a last day more than a year away", () => {
    for (const expires of ["2027-06-03", "2999-12-31"]) {
      assert.throws(
        () => load({ expires }),
        /waivers\[0\]\.expires: .*2027-06-02 at the latest, which is 366 days from now/,
      );
    }
  });
});

describe("the fingerprint of a finding", () => {
  const type = "aws:sqs/queuePolicy:QueuePolicy";
  const judged = (props: object, found = "inbox lets another account in") => ({
    rule,
    resource: { type, name: "inbox", urn: `urn:pulumi:prod::shop::${type}::inbox`, props: { ...props } },
    verdict: { outcome: "violation", found, required: "own accounts", fix: "name them" } as const,
  });
  const statement = { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: "*", Principal: { AWS: "444455556666" } };
  const policy = (change: object = {}) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...change }] });
  const known = new Exceptions([], [findingOf(judged({ policy: policy() })) ?? assert.fail()]);
  const isKnown = (judgement: Judgement) => known.apply(judgement).known === true;

  it("stays when the same document is written otherwise, or something else of the resource changes", () => {
    const again = JSON.stringify(JSON.parse(policy()), null, 2);
    assert.ok(isKnown(judged({ policy: again, tags: { owner: "ada" } })));
  });

  it("stays when AWS gives an id, and in another account", () => {
    const arn = (account: string, key: string) => policy({ Resource: `arn:aws:kms:eu-west-1:${account}:key/${key}` });
    const [a, b] = [
      arn("111122223333", "1234abcd-12ab-34cd-56ef-1234567890ab"),
      arn("222233334444", "0a0b0c0d-12ab-34cd-56ef-1234567890ab"),
    ].map((one) => findingOf(judged({ policy: one })));
    assert.deepEqual(a, b);
  });

  for (const [what, change] of Object.entries({
    "an action": { Action: ["sqs:SendMessage", "sqs:ReceiveMessage"] },
    "a principal": { Principal: { AWS: ["444455556666", "777788889999"] } },
    "a condition": { Condition: { Bool: { "aws:SecureTransport": "true" } } },
  })) {
    it(`changes with ${what}, so that the finding blocks`, () => {
      const judgement = known.apply(judged({ policy: policy(change) }));
      assert.deepEqual([judgement.known, blocks(judgement)], [undefined, true]);
    });
  }

  it("changes with a port that is opened and a period that grows", () => {
    const fingerprint = (resourceType: string, props: object) => {
      const one = judged(props);
      return findingOf({ ...one, resource: { ...one.resource, type: resourceType } })?.found;
    };
    const group = "aws:ec2/securityGroup:SecurityGroup";
    const ingress = (toPort: number) => ({ ingress: [{ fromPort: 443, toPort, cidrBlocks: ["0.0.0.0/0"] }] });
    assert.notEqual(fingerprint(group, ingress(443)), fingerprint(group, ingress(444)));
    const stream = "aws:kinesis/stream:Stream";
    assert.notEqual(fingerprint(stream, { retentionPeriod: 24 }), fingerprint(stream, { retentionPeriod: 8760 }));
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
