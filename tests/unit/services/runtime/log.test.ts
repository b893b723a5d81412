import assert from "node:assert/strict";
import { log } from "../../../../services/runtime/log";
import { captureLogs } from "../fakes/logs";

describe("a log line", () => {
  const lines = captureLogs();

  it("is one object with the event's name and its fields", () => {
    log("info", "answered", { messageId: "m-1", tokens: 3 });
    log("warn", "draining");

    assert.deepEqual(lines, [{ event: "answered", messageId: "m-1", tokens: 3 }, { event: "draining" }]);
  });
});
