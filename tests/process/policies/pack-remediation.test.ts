import assert from "node:assert/strict";
import { join } from "node:path";
import { type ResourceRecord, rules, UNKNOWN } from "@plinth/policies";
import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { remediations } from "../../../policies/remediation";
import { buildPacks } from "../../../scripts/build-packs";
import { REPOSITORY } from "../../support/repository";
import { PackProcess } from "../support/pack-process";

const OUT = join(REPOSITORY, "node_modules/.cache/plinth-remediation");
const STORE = "data-store-gets-tags";
const GROUP = "log-group-gets-retention";
const POLICY = "s3-bucket-policy-gets-tls";

function resource(type: string, props: ResourceRecord["props"], provider?: ResourceRecord["provider"]): ResourceRecord {
  return { type, name: "it", urn: `urn:pulumi:example::example::${type}::it`, props, provider };
}
const bucket = (props: ResourceRecord["props"], provider?: ResourceRecord["provider"]) =>
  resource("aws:s3/bucket:Bucket", props, provider);
const group = (props: ResourceRecord["props"]) => resource("aws:cloudwatch/logGroup:LogGroup", props);
const policy = (document: unknown, name: unknown = "answers") =>
  resource("aws:s3/bucketPolicy:BucketPolicy", { bucket: name, policy: document });

const READ = { Effect: "Allow", Principal: { AWS: "arn:aws-cn:iam::1:root" }, Action: "s3:GetObject", Resource: "*" };
const TLS = {
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws-cn:s3:::answers", "arn:aws-cn:s3:::answers/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

describe("the built remediation pack, over gRPC", () => {
  let pack: PackProcess;
  before(async () => {
    const folders = await buildPacks({ out: OUT });
    pack = await PackProcess.start(folders.find((folder) => folder.endsWith("remediation")) ?? "");
  });
  after(() => pack.stop());
  beforeEach(() =>
    pack.configure(
      { [STORE]: "remediate", [GROUP]: "remediate", [POLICY]: "remediate" },
      { [STORE]: { owner: "customer-care", classification: "confidential" } },
    ),
  );

  it("repairs what rules of the baseline find", () => {
    const ids = new Set(rules.map(({ id }) => id));
    assert.deepEqual(
      remediations.flatMap((one) => one.rules.filter((rule) => !ids.has(rule))),
      [],
    );
  });

  it("leaves everything alone until it is configured", async () => {
    await pack.configure({});
    assert.deepEqual(await pack.remediate(bucket({})), {});
    assert.deepEqual(await pack.remediate(group({ tags: { "data-classification": "internal" } })), {});
    assert.deepEqual(await pack.remediate(policy(JSON.stringify({ Statement: READ }))), {});
  });

  it("gives a store the configured tags that it lacks, and leaves the others, known or not", async () => {
    assert.deepEqual(await pack.remediate(bucket({ bucket: "b", tags: { owner: "search", team: UNKNOWN } })), {
      [STORE]: { bucket: "b", tags: { owner: "search", team: UNKNOWN_VALUE, "data-classification": "confidential" } },
    });
    assert.deepEqual(await pack.remediate(bucket({})), {
      [STORE]: { tags: { owner: "customer-care", "data-classification": "confidential" } },
    });
  });

  it("counts default tags of the provider, and waits for tags that are not known yet", async () => {
    const defaultTags = JSON.stringify({ tags: { owner: "search", "data-classification": "internal" } });
    assert.deepEqual(await pack.remediate(bucket({}, { defaultTags })), {});
    assert.deepEqual(await pack.remediate(bucket({ tags: UNKNOWN })), {});
  });

  it("gives a classified log group the longest retention that its classification allows", async () => {
    const tags = { owner: "search", "data-classification": "internal" };
    assert.deepEqual(await pack.remediate(group({ tags })), { [GROUP]: { tags, retentionInDays: 731 } });
    assert.deepEqual(await pack.remediate(group({ tags, retentionInDays: 0 })), {
      [GROUP]: { tags, retentionInDays: 731 },
    });
  });

  it("leaves a retention that is there, or is not known yet, and groups that CloudWatch keeps by itself", async () => {
    const tags = { owner: "search", "data-classification": "internal" };
    assert.deepEqual(await pack.remediate(group({ tags, retentionInDays: 7 })), {});
    assert.deepEqual(await pack.remediate(group({ tags, retentionInDays: UNKNOWN })), {});
    assert.deepEqual(await pack.remediate(group({ tags, logGroupClass: "DELIVERY" })), {});
  });

  it("adds the demand for TLS to a bucket policy without one, in the policy's partition", async () => {
    assert.deepEqual(await pack.remediate(policy(JSON.stringify({ Version: "2012-10-17", Statement: READ }))), {
      [POLICY]: {
        bucket: "answers",
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [READ, TLS] }),
      },
    });
  });

  it("leaves a policy that speaks of TLS, is not known yet or is none", async () => {
    assert.deepEqual(await pack.remediate(policy(JSON.stringify({ Statement: [READ, TLS] }))), {});
    assert.deepEqual(await pack.remediate(policy(UNKNOWN)), {});
    assert.deepEqual(await pack.remediate(policy(JSON.stringify({ Statement: READ }), UNKNOWN)), {});
    assert.deepEqual(await pack.remediate(policy("{")), {});
  });
});
