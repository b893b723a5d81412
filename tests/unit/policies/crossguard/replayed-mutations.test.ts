import assert from "node:assert/strict";
import { type ResourceRecord, UNKNOWN } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { createUrn } from "@plinth/standards/pulumi/urn";
import {
  assignedIn,
  linked,
  previewOf,
  type ReplayedStack,
} from "../../../exhaustive/registrations/replayed-mutations";

const ACCOUNT = "210987654321";
const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/5d942b32-2c2c-49c8-a933-7f5ec85cfc3f`;
const provider = { allowedAccountIds: JSON.stringify([ACCOUNT]), region: "eu-west-1" };
const recordOf = (type: string, name: string, id: string, props: ResourceRecord["props"]): ResourceRecord => {
  return { type, name, id, props, provider, urn: createUrn({ stack: "test", project: "test" }, "", type, name) };
};

const KEY = recordOf("aws:kms/key:Key", "key", "5d942b32-2c2c-49c8-a933-7f5ec85cfc3f", { arn: KEY_ARN });
const BLOCK = recordOf("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "block", ACCOUNT, {});
const TOPIC = recordOf("aws:sns/topic:Topic", "topic", "a-topic-of-alarms", { displayName: `alarms of ${KEY_ARN}` });
const RECORDS = [KEY, BLOCK, TOPIC];
/** A preview of a new stack has no ids. */
const previewed = (record: ResourceRecord): ResourceRecord => ({
  ...record,
  id: undefined,
  props: record === KEY ? { arn: UNKNOWN } : record.props,
});
const STACK: ReplayedStack = {
  name: "test",
  standard: loadStandard(),
  records: RECORDS,
  inputs: new Map(RECORDS.map(({ urn }) => [urn, new Set(["displayName", "kmsMasterKeyId"])])),
  previewed: new Map(RECORDS.map((record) => [record.urn, previewed(record)])),
};
const QUEUE = recordOf("aws:sqs/queue:Queue", "added", "added", { kmsMasterKeyId: KEY_ARN, name: `q-${ACCOUNT}` });

describe("the preview of a replayed mutation", () => {
  it("knows no id that AWS assigns, and the account that every program knows", () => {
    assert.deepEqual(
      assignedIn(STACK).map(({ output, value }) => [output, value]),
      [
        ["arn", KEY_ARN],
        ["id", KEY.id],
        ["id", TOPIC.id],
      ],
    );
  });

  it("links what is added to what it names, and does not know its name", () => {
    const [, , , queue] = previewOf(linked([...RECORDS, QUEUE], STACK), STACK);

    assert.deepEqual(queue?.edges, { kmsMasterKeyId: [KEY.urn], name: [] });
    assert.deepEqual(queue?.props, { kmsMasterKeyId: UNKNOWN, name: `q-${ACCOUNT}` });
    assert.equal(queue?.id, undefined);
  });

  it("knows in a changed property what it knew there before", () => {
    const changed = { ...TOPIC, props: { displayName: `more ${KEY_ARN}`, kmsMasterKeyId: KEY_ARN } };
    const [, , topic] = previewOf(linked([KEY, BLOCK, changed], STACK), STACK);

    assert.deepEqual(topic?.props, { displayName: `more ${KEY_ARN}`, kmsMasterKeyId: UNKNOWN });
  });
});
