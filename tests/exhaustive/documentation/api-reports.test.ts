import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { apiReports } from "../../../scripts/api-reports";

const ROOT = join(__dirname, "../../..");

describe("the API reports", function () {
  // The compiler reads the types of the whole provider.
  this.timeout(300_000);

  it("are as npm run docs:api writes them", () => {
    const stale = [...apiReports()].filter(([path, text]) => {
      const file = join(ROOT, path);
      return !existsSync(file) || readFileSync(file, "utf8") !== text;
    });

    assert.deepEqual(
      stale.map(([path]) => path),
      [],
      "run: npm run docs:api, and tell of the change in CHANGELOG.md",
    );
  });
});
