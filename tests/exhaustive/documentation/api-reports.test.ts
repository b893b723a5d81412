import assert from "node:assert/strict";
import { apiReports } from "../../../scripts/generate/api-reports";

describe("the API reports", function () {
  // The compiler reads the types of what a package imports.
  this.timeout(120_000);

  it("have what a package exports, by name, as its users see it: types written out, private members left out", () => {
    const text = apiReports(["standards"]).get("standards/api.md") ?? "";
    const names = [...text.matchAll(/^export (?:\w+ )+?(\w+)(?=[<(: ;=]| extends)/gm)].map(([, name = ""]) => name);

    assert.deepEqual(names, [...names].sort());
    assert.match(text, /^# What @plinth\/standards exports\n/);
    assert.match(text, /^export function loadStandard\(file\?: string\): Standard;$/m);
    assert.doesNotMatch(text, /\bprivate\b|#\w+;/);
  });
});
