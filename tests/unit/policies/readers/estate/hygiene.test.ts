import assert from "node:assert/strict";
import { blocks, createEstate, type Judgement, judge, type ResourceRecord, UNKNOWN } from "@plinth/policies";
import { exampleRecords } from "@plinth/policies/testing";
import { loadStandard } from "@plinth/standards";
import { isInAiEstate } from "../../../../../policies/readers/estate/ai-estate";
import { ruleFolders } from "../../../../support/rule-folders";

/** What hygiene is, and the rules that ask for it on every stack. Other rules may too; whatever advises outside blocks inside. */
const HYGIENE: Readonly<Record<string, readonly string[]>> = {
  "open egress": [
    "inference-compute-has-no-internet-path",
    "security-group-egress-is-bounded",
    "vpc-default-security-group-is-closed",
    "vpc-has-flow-logs",
  ],
  "open ingress": ["data-store-is-private", "s3-bucket-is-private", "security-group-ingress-is-bounded"],
  "strangers in policies": [
    "access-grant-stays-inside",
    "encryption-key-stays-inside",
    "iam-trust-stays-inside",
    "kms-key-policy-stays-inside",
    "resource-policy-stays-inside",
    "s3-bucket-policy-stays-inside",
  ],
  "policies that AWS refuses": ["iam-policy-document-is-valid", "iam-policy-fits-quotas"],
  "front doors": [
    "apigateway-route-is-authorised",
    "front-door-asks-who-calls",
    "lambda-function-is-private",
    "lb-load-balancer-is-internal",
  ],
  "public cluster APIs": ["eks-cluster-api-is-private"],
  "full access": ["iam-access-is-not-full"],
  encryption: [
    "data-store-is-encrypted",
    "log-group-key-follows-classification",
    "s3-bucket-demands-tls",
    "s3-bucket-key-follows-classification",
  ],
  tags: ["data-store-is-classified"],
  residency: ["data-stays-resident"],
  "last writes": ["setting-has-one-writer"],
  retention: [
    "audit-trail-store-is-locked",
    "backup-retention-follows-classification",
    "backup-vault-is-locked",
    "dynamodb-table-items-expire",
    "lambda-log-group-is-declared",
    "log-group-retention-is-set",
    "s3-bucket-lock-follows-classification",
    "s3-bucket-objects-expire",
    "s3-bucket-versions-follow-classification",
    "service-log-group-is-declared",
    "store-retention-follows-classification",
  ],
};

const standard = loadStandard();
const MODEL = "aws:bedrock/inferenceProfile:InferenceProfile";
const model: ResourceRecord = {
  type: MODEL,
  urn: `urn:pulumi:example::example::${MODEL}::one`,
  name: "one",
  props: {},
};

/** Examples of every rule that are outside of the AI estate, or are so without the model and the workload's tag. */
const outside = ruleFolders().flatMap(({ rule, examples }) =>
  examples.flatMap((example) =>
    (["known", "unknown"] as const).flatMap((references) => {
      const records = exampleRecords(example, references).filter(({ type }, i) => i === 0 || type !== MODEL);
      const untagged = records.map(withoutWorkload);
      if (isInAiEstate(createEstate(untagged, standard)) !== false) return [];
      const title = `${rule.id}: ${example.title}, references ${references}`;
      return [
        {
          rule,
          title,
          records: untagged,
          judged: judgedFirst(rule, untagged),
          inside: judgedFirst(rule, [...records, model]),
        },
      ];
    }),
  ),
);

function withoutWorkload(record: ResourceRecord): ResourceRecord {
  const { tags } = record.props;
  if (typeof tags !== "object" || tags === null) return record;
  const { [standard.tagKeys.workload]: _, ...others } = tags as Readonly<Record<string, unknown>>;
  return { ...record, props: { ...record.props, tags: others } };
}

function judgedFirst(rule: Judgement["rule"], records: readonly ResourceRecord[]): Judgement | undefined {
  return judge([rule], createEstate(records, standard)).find(({ resource }) => resource === records[0]);
}

/** A permission that is not known yet. */
const permission: ResourceRecord = {
  type: "aws:iam/rolePolicy:RolePolicy",
  urn: "urn:pulumi:example::example::aws:iam/rolePolicy:RolePolicy::permission",
  name: "permission",
  props: { policy: UNKNOWN },
};

describe("where it is not known whether a stack is in the AI estate", () => {
  it("no rule advises of what it would block inside: it is not determined, and the reason names the permission", () => {
    const advised = outside.filter(
      ({ judged, inside }) => judged?.verdict.outcome === "violation" && inside && blocks(inside),
    );
    assert.ok(advised.length > 30);
    for (const { rule, title, records } of advised) {
      const verdict = judgedFirst(rule, [...records, permission])?.verdict;
      assert.equal(verdict?.outcome, "undetermined", title);
      assert.match(verdict.reason, /`policy` of permission is not known yet/, title);
    }
  });
});

describe("outside of the AI estate", () => {
  it("no rule blocks any of the rules' examples", () => {
    const blocking = outside.filter(({ judged }) => judged && blocks(judged)).map(({ title }) => title);
    assert.deepEqual(blocking, []);
  });

  const advised = outside.filter(({ judged }) => judged?.verdict.outcome === "violation");
  const advising = new Set(advised.map(({ rule }) => rule.id));

  for (const [topic, ids] of Object.entries(HYGIENE)) {
    it(`rules advise of ${topic}`, () => {
      assert.deepEqual(
        ids.filter((id) => !advising.has(id)),
        [],
      );
    });
  }

  it("what a rule advises of blocks as soon as there is a model, unless it only ever advises", () => {
    const demanding = new Set(advised.filter(({ inside }) => inside && blocks(inside)).map(({ rule }) => rule.id));
    const silent = advised.filter(({ rule }) => rule.level !== "advisory" && !demanding.has(rule.id));
    assert.deepEqual([...new Set(silent.map(({ rule }) => rule.id))], []);
  });
});
