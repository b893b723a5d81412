import assert from "node:assert/strict";
import { PlinthError } from "@plinth/standards";

describe("PlinthError", () => {
  it("tells every fault with its path, what was found and what is allowed", () => {
    const error = new PlinthError("stack support-prod", [
      { id: "stack/Config/account", path: "plinth:account", found: "12", allowed: "twelve digits" },
      { id: "stack/Config/owner", path: "plinth:workload.owner", allowed: "a team name" },
    ]);

    assert.equal(
      error.message,
      [
        "stack support-prod: 2 faults",
        "  plinth:account: found 12; must be twelve digits [stack/Config/account]",
        "  plinth:workload.owner: must be a team name [stack/Config/owner]",
      ].join("\n"),
    );
  });
});
