import assert from "node:assert/strict";
import { createEstate, judge, type ResourceRecord, rules, UNKNOWN } from "@plinth/policies";
import { Registrations } from "@plinth/policies/crossguard/registrations";
import { exampleRecords } from "@plinth/policies/testing";
import { loadStandard } from "@plinth/standards";
import { expectedOf, randomNumbers, replay, shuffled } from "../../../exhaustive/registrations/replay";
import { ruleFolders } from "../../../support/rule-folders";

const standard = loadStandard();
const ruleNamed = (id: string) => rules.find((rule) => rule.id === id) ?? assert.fail(`no rule ${id}`);
const BOUNDARY = ruleNamed("iam-workload-role-has-boundary");
const EXPIRY = ruleNamed("s3-bucket-objects-expire");

function registered(type: string, name: string, props: ResourceRecord["props"]): ResourceRecord {
  return { type, name, urn: `urn:pulumi:test::test::${type}::${name}`, props };
}

const statement = (more: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
const role = registered("aws:iam/role:Role", "handler-role", {
  name: "handler-role",
  assumeRolePolicy: statement({ Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }),
});
const handler = registered("aws:lambda/function:Function", "handler", {
  name: "handler",
  role: "arn:aws:iam::210987654321:role/handler-role",
});
const policy = (Action: string) =>
  registered("aws:iam/rolePolicy:RolePolicy", "handler-policy", {
    role: "handler-role",
    policy: statement({ Action, Resource: "*" }),
  });
const bucket = registered("aws:s3/bucket:Bucket", "answers", {
  bucket: "answers",
  tags: { workload: "w", owner: "o", environment: "dev", "data-classification": "internal", "plinth:store": "output" },
});
const lifecycle = registered("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "answers", {
  bucket: "answers",
  rules: [{ id: "all", status: "Enabled", expiration: { days: 90 } }],
});

/** What becomes certain of one rule with each registration. */
function certainWith(run: Registrations, rule: typeof BOUNDARY, ...records: readonly ResourceRecord[]): string[][] {
  return records.map((record) => {
    run.register(record);
    return run.certainViolations(rule).map(({ resource }) => resource.name);
  });
}

describe("registrations", () => {
  it("make an earlier violation certain when one of them puts the stack into the AI estate", () => {
    const run = new Registrations(standard);

    assert.deepEqual(certainWith(run, BOUNDARY, role, handler, policy("bedrock:InvokeModel")), [
      [],
      [],
      ["handler-role"],
    ]);
  });

  it("make nothing certain outside of the AI estate", () => {
    const run = new Registrations(standard);

    assert.deepEqual(certainWith(run, BOUNDARY, role, handler, policy("s3:ListAllMyBuckets")), [[], [], []]);
  });

  it("report each violation once", () => {
    const run = new Registrations(standard);
    certainWith(run, BOUNDARY, role, handler, policy("bedrock:InvokeModel"));

    assert.deepEqual(run.certainViolations(BOUNDARY), []);
  });

  it("leave a violation open that a later resource may cure", () => {
    assert.deepEqual(certainWith(new Registrations(standard), EXPIRY, bucket, lifecycle), [[], []]);
    assert.deepEqual(certainWith(new Registrations(standard), EXPIRY, bucket), [[]]);
  });

  it("make it certain after a preview that saw no cure", () => {
    const run = new Registrations(standard, expectedOf([bucket], standard));

    assert.deepEqual(certainWith(run, EXPIRY, bucket), [["answers"]]);
  });

  it("wait for the cure that a preview saw, and judge with it", () => {
    const short = { ...lifecycle, props: { ...lifecycle.props, rules: [] } };
    const cured = new Registrations(standard, expectedOf([bucket, lifecycle], standard));
    const uncured = new Registrations(standard, expectedOf([bucket, short], standard));

    assert.deepEqual(certainWith(cured, EXPIRY, bucket, lifecycle), [[], []]);
    assert.deepEqual(certainWith(uncured, EXPIRY, bucket, short), [[], ["answers"]]);
  });

  it("take a policy that may still become a boundary for no proof that models are used", () => {
    const managed = registered("aws:iam/policy:Policy", "limits", {
      name: "limits",
      policy: statement({ Action: "bedrock:InvokeModel", Resource: "*" }),
    });
    const bounded = {
      ...role,
      props: { ...role.props, permissionsBoundary: "arn:aws:iam::210987654321:policy/limits" },
    };
    const untagged = registered("aws:s3/bucket:Bucket", "uploads", { bucket: "uploads" });
    const run = new Registrations(standard);

    const rule = ruleNamed("data-store-is-classified");
    assert.deepEqual(certainWith(run, rule, untagged, managed, bounded, handler), [[], [], [], []]);
  });
});

describe("what registration says of the examples of every rule", () => {
  for (const { rule, examples } of ruleFolders()) {
    it(`is what the end of the run says: ${rule.id}`, () => {
      for (const [i, example] of examples.entries()) {
        const records = exampleRecords(example, "known");
        const plain = records.map(({ id: _, edges, ...record }) => ({
          ...record,
          props: inputsOf(record.props, edges),
        }));
        // After a preview the edges are known too; an example need not tell all of them, and names by id what it does not.
        const linked = records.map(({ id: _, ...record }) => record);
        for (const [expected, end] of [
          [undefined, records],
          [expectedOf(records, standard), linked],
        ] as const) {
          const ends = blockingAtEnd(end);
          for (const order of [plain, shuffled(plain, randomNumbers(i))]) {
            const stop = replay(order, standard, expected);
            const said = (stop?.judgements ?? []).map((one) => `${one.rule.id} ${one.resource.urn}`);
            assert.deepEqual(
              said.filter((one) => !ends.has(one)),
              [],
              example.title,
            );
          }
        }
      }
    });

    it(`leaves open what its examples cure: ${rule.id}`, () => {
      for (const example of examples) {
        const records = exampleRecords(example, "known");
        const [first] = records;
        for (const cure of records.slice(1)) {
          const without = verdictOf(
            rule,
            first,
            records.filter((record) => record !== cure),
          );
          if (without?.outcome !== "violation" || without.advisory || isBlocking(rule, first, records)) continue;
          const cures = without.cures ?? rule.cures ?? "anything";
          const [{ type = cure.type } = {}] = createEstate([cure], standard).resources;
          assert.ok(cures === "anything" || cures.includes(type), `${example.title}: ${type} cures it`);
        }
      }
    });
  }
});

/** What AWS fills in where an example leaves it unknown; any other unknown value of an example is an input. */
const COMPUTED = new Set(["arn", "inlinePolicies", "managedPolicyArns"]);

/** The inputs of an example: what AWS computes is none, unless the example says what it comes from. */
function inputsOf(props: ResourceRecord["props"], edges: ResourceRecord["edges"] = {}): ResourceRecord["props"] {
  return Object.fromEntries(
    Object.entries(props).filter(([key, value]) => value !== UNKNOWN || edges[key] || !COMPUTED.has(key)),
  );
}

function blockingAtEnd(records: readonly ResourceRecord[]): ReadonlySet<string> {
  const blocking = judge(rules, createEstate(records, standard)).filter(
    ({ verdict }) => verdict.outcome === "violation" && !verdict.advisory,
  );
  return new Set(blocking.map((one) => `${one.rule.id} ${one.resource.urn}`));
}

function verdictOf(rule: typeof BOUNDARY, record: ResourceRecord | undefined, records: readonly ResourceRecord[]) {
  const judgements = judge([rule], createEstate(records, standard));
  return judgements.find(({ resource }) => resource.urn === record?.urn)?.verdict;
}

function isBlocking(rule: typeof BOUNDARY, record: ResourceRecord | undefined, records: readonly ResourceRecord[]) {
  const verdict = verdictOf(rule, record, records);
  return verdict?.outcome === "violation" && !verdict.advisory;
}
