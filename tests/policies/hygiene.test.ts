import assert from "node:assert/strict";
import { blocks, createEstate, type Judgement, judge, type ResourceRecord } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { isInAiEstate } from "../../policies/support/ai-estate";
import { exampleRecords } from "./support/example-records";
import { ruleFolders } from "./support/rule-folders";

/** Rules that advise outside of the AI estate and block within it. Every rule that is not here says nothing outside. */
const HYGIENE = [
  "apigateway-route-is-authorised",
  "audit-trail-store-is-locked",
  "backup-retention-follows-classification",
  "backup-vault-is-locked",
  "data-store-is-classified",
  "data-store-is-encrypted",
  "data-store-is-private",
  "dynamodb-table-items-expire",
  "eks-cluster-api-is-private",
  "front-door-asks-who-calls",
  "iam-access-is-not-full",
  "iam-policy-document-is-valid",
  "inference-compute-has-no-internet-path",
  "kms-key-policy-stays-inside",
  "lambda-function-is-private",
  "lambda-log-group-is-declared",
  "lb-load-balancer-is-internal",
  "log-group-key-follows-classification",
  "log-group-retention-is-set",
  "s3-bucket-access-is-logged",
  "s3-bucket-demands-tls",
  "s3-bucket-is-private",
  "s3-bucket-key-follows-classification",
  "s3-bucket-lock-follows-classification",
  "s3-bucket-objects-expire",
  "s3-bucket-policy-stays-inside",
  "s3-bucket-versions-follow-classification",
  "security-group-egress-is-bounded",
  "security-group-ingress-is-bounded",
  "service-log-group-is-declared",
  "vpc-default-security-group-is-closed",
  "vpc-has-flow-logs",
];

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
      if (isInAiEstate(createEstate(untagged, standard))) return [];
      const title = `${rule.id}: ${example.title}, references ${references}`;
      return [{ rule, title, judged: judgedFirst(rule, untagged), inside: judgedFirst(rule, [...records, model]) }];
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

describe("outside of the AI estate", () => {
  it("no rule blocks any of the rules' examples", () => {
    const blocking = outside.filter(({ judged }) => judged && blocks(judged)).map(({ title }) => title);
    assert.deepEqual(blocking, []);
  });

  it("the rules of hygiene advise, and they alone but for those that only ever advise", () => {
    const advising = outside
      .filter(({ rule, judged }) => judged?.verdict.outcome === "violation" && rule.level !== "advisory")
      .map(({ rule }) => rule.id);
    assert.deepEqual([...new Set(advising)].sort(), HYGIENE);
  });

  it("what they advise of blocks as soon as there is a model", () => {
    const demanding = outside.filter(
      ({ judged, inside }) => judged?.verdict.outcome === "violation" && inside && blocks(inside),
    );
    assert.deepEqual([...new Set(demanding.map(({ rule }) => rule.id))].sort(), HYGIENE);
  });
});
