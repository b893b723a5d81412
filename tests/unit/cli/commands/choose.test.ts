import assert from "node:assert/strict";
import { PlinthError } from "@plinth/standards";
import { choose, QUESTIONS } from "../../../../cli/commands/choose";
import { RecordingTerminal } from "../../../support/terminal";

function chosen(what: string, ...requirements: string[]): string[] {
  const terminal = new RecordingTerminal();
  choose(what, requirements, terminal);
  return terminal.written.split("\n");
}

function refused(what: string, ...requirements: string[]): readonly string[] {
  try {
    chosen(what, ...requirements);
    return [];
  } catch (error) {
    return error instanceof PlinthError ? error.faults.map(({ path }) => path) : [String(error)];
  }
}

describe("plinth choose", () => {
  it("answers each question with what is chosen, why, and why not the others", () => {
    assert.deepEqual(chosen("orchestration", "seconds=120", "streaming"), [
      "streaming-service: a container holds the connection and passes each word on as it is written",
      "  not function: shows an answer only when it is whole",
      "  not workflow: shows an answer only when it is whole",
      "  not eks-streaming-service: needs a cluster, and people who run it, and streaming-service does without",
      "  not agent: needs bounds on tools, a log of actions, approvals and evaluation of what it does, and streaming-service does without",
      "",
    ]);
    const store = ["vectors=1000", "searchesPerSecond=1", "searchMilliseconds=2000", "region=eu-west-1"];
    assert.match(chosen("vector-store", ...store, "unavailable=s3-vectors,pinecone")[0] ?? "", /^aurora-pgvector: /);
    assert.match(chosen("model-access", "expectedMonthlyInferenceUsd=4000", "workloads=3")[0] ?? "", /^gateway: /);
  });

  it("says what to give up where nothing meets the requirements", () => {
    const [told = ""] = chosen("orchestration", "seconds=60", "streaming=true", "durableSteps");

    assert.match(told, /^nothing meets them all; /);
  });

  it("refuses a question that there is not, and requirements that the question does not have", () => {
    assert.deepEqual(QUESTIONS, ["vector-store", "model-access", "orchestration"]);
    assert.deepEqual(refused("database"), ["what"]);
    assert.deepEqual(refused("orchestration", "speed=5", "seconds=soon", "streaming=maybe"), [
      "speed",
      "seconds",
      "streaming",
    ]);
  });

  it("refuses requirements that are missing", () => {
    assert.deepEqual(refused("orchestration"), ["requirements.seconds"]);
    assert.deepEqual(refused("model-access"), ["requirements.expectedMonthlyInferenceUsd"]);
    assert.equal(refused("vector-store").length, 4);
  });
});
