import assert from "node:assert/strict";
import { type ResourceRecord, UNKNOWN } from "@plinth/policies";
import { callsModel, statesOf, waitsForToken } from "../../../../../policies/readers/models/state-machine";

const machine = (props: Readonly<Record<string, unknown>>): ResourceRecord => ({
  type: "aws:sfn/stateMachine:StateMachine",
  urn: "urn:pulumi:test::test::aws:sfn/stateMachine:StateMachine::intake",
  name: "intake",
  props,
});
const task = (Resource: string) => ({ Type: "Task", Resource });

describe("state machines", () => {
  it("are read with the states of their branches and maps", () => {
    const inner = { States: { Inner: { Type: "Pass" } } };
    const definition = {
      States: {
        Both: { Type: "Parallel", Branches: [inner, inner] },
        Each: { Type: "Map", ItemProcessor: inner },
        Old: { Type: "Map", Iterator: inner },
      },
    };
    const types = (states: ReturnType<typeof statesOf>) =>
      states === UNKNOWN ? UNKNOWN : states.map(({ Type }) => Type);
    const expected = ["Parallel", "Pass", "Pass", "Map", "Pass", "Map", "Pass"];
    assert.deepEqual(types(statesOf(machine({ definition }))), expected);
    assert.deepEqual(types(statesOf(machine({ definition: JSON.stringify(definition) }))), expected);
    assert.deepEqual(types(statesOf(machine({ definitionString: JSON.stringify(definition) }))), expected);
  });

  it("have no states in what is no definition, and are unknown while it is", () => {
    assert.deepEqual(statesOf(machine({ definition: "{" })), []);
    assert.deepEqual(statesOf(machine({})), []);
    assert.equal(statesOf(machine({ definition: UNKNOWN })), UNKNOWN);
  });

  it("wait in callbacks and activities", () => {
    const resources = [
      "arn:aws:states:::sns:publish.waitForTaskToken",
      "arn:aws:states:eu-west-1:210987654321:activity:approval",
      "arn:aws:states:::sns:publish",
    ];
    assert.deepEqual(
      resources.map((resource) => waitsForToken(task(resource))),
      [true, true, false],
    );
  });

  it("call models by the optimised and by the SDK integration", () => {
    const resources = [
      "arn:aws:states:::bedrock:invokeModel",
      "arn:aws:states:::aws-sdk:bedrockruntime:converse",
      "arn:aws:states:::lambda:invoke",
    ];
    assert.deepEqual(
      resources.map((resource) => callsModel(task(resource))),
      [true, true, false],
    );
  });
});
