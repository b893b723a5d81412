import assert from "node:assert/strict";
import { type ResourceRecord, UNKNOWN } from "@plinth/policies";
import { type EventKind, recordsEvents } from "../../../../../policies/readers/observability/event-selectors";

const trail = (props: Record<string, unknown>): ResourceRecord => ({
  type: "aws:cloudtrail/trail:Trail",
  urn: "urn:pulumi:example::example::aws:cloudtrail/trail:Trail::audit",
  name: "audit",
  props,
});
const advanced = (...fieldSelectors: object[]) => trail({ advancedEventSelectors: [{ fieldSelectors }] });
const field = (name: unknown, ...equals: unknown[]) => ({ field: name, equals });
const DATA = field("eventCategory", "Data");
const AGENT: EventKind = "AWS::Bedrock::AgentAlias";
const agents = field("resources.type", AGENT);

describe("records", () => {
  it("knows that a trail without selectors records management events and no data events", () => {
    assert.equal(recordsEvents(trail({}), "management"), true);
    assert.equal(recordsEvents(trail({}), AGENT), false);
  });

  it("reads basic selectors: all management events, or changes alone", () => {
    const basic = (selector: object) => recordsEvents(trail({ eventSelectors: [selector] }), "management");
    assert.equal(basic({ readWriteType: "All" }), true);
    assert.equal(basic({ readWriteType: "WriteOnly" }), false);
    assert.equal(basic({ includeManagementEvents: false }), false);
    assert.equal(basic({ includeManagementEvents: UNKNOWN }), UNKNOWN);
  });

  it("takes an advanced selector of a type as one of all its events, and of no other type's", () => {
    assert.equal(recordsEvents(advanced(DATA, agents), AGENT), true);
    assert.equal(recordsEvents(advanced(DATA, agents), "AWS::Bedrock::Model"), false);
    assert.equal(recordsEvents(advanced(DATA, agents), "management"), false);
  });

  it("takes every field that narrows for something left out", () => {
    for (const name of ["resources.ARN", "eventName", "readOnly", "userIdentity.arn"]) {
      assert.equal(recordsEvents(advanced(DATA, agents, field(name, "one")), AGENT), false, name);
    }
  });

  it("lets other services' events be left out, and Bedrock's not", () => {
    const without = (source: unknown) =>
      recordsEvents(
        advanced(field("eventCategory", "Management"), { field: "eventSource", notEquals: [source] }),
        "management",
      );
    assert.equal(without("kms.amazonaws.com"), true);
    assert.equal(without("bedrock.amazonaws.com"), false);
    assert.equal(without(UNKNOWN), UNKNOWN);
  });

  it("says nothing of what is not known yet", () => {
    assert.equal(recordsEvents(advanced(DATA, field("resources.type", UNKNOWN)), AGENT), UNKNOWN);
    assert.equal(recordsEvents(advanced(DATA, field(UNKNOWN, AGENT)), AGENT), UNKNOWN);
    assert.equal(recordsEvents(trail({ advancedEventSelectors: [UNKNOWN] }), AGENT), UNKNOWN);
  });
});
