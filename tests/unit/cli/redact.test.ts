import assert from "node:assert/strict";
import { redactedValue, redactor } from "../../../cli/redact";

describe("redactor", () => {
  it("masks every occurrence of every secret", () => {
    const redact = redactor(["hunter2-hunter2", "s3cret"]);

    assert.equal(redact("a hunter2-hunter2 b s3cret c s3cret"), "a [secret] b [secret] c [secret]");
  });

  it("masks a secret that contains another one as a whole", () => {
    assert.equal(redactor(["pass", "password"])("password pass"), "[secret] [secret]");
  });

  it("masks a secret as JSON escapes it", () => {
    const secret = 'line "one"\nline two';

    assert.equal(redactor([secret])(JSON.stringify({ key: secret })), '{"key":"[secret]"}');
  });

  it("masks each line of a secret of several lines, as reports indent them", () => {
    assert.equal(redactor(["first line\nsecond line"])("  first line\n  second line"), "  [secret]\n  [secret]");
  });

  it("treats a secret as text, not as a pattern", () => {
    assert.equal(redactor(["a.c*"])("abcc a.c*"), "abcc [secret]");
  });

  it("leaves text alone when a secret is too short to tell from chance", () => {
    assert.equal(redactor(["eu", ""])("eu-west-1"), "eu-west-1");
  });
});

describe("redactedValue", () => {
  it("keeps the structure of JSON where a secret is a word of JSON", () => {
    const value = { blocks: true, line: 15432, rows: [null, { password: "true", port: 5432, "5432": "at 5432" }] };

    assert.deepEqual(redactedValue(value, redactor(["true", "null", "5432"])), {
      blocks: true,
      line: 15432,
      rows: [null, { password: "[secret]", port: "[secret]", "[secret]": "at [secret]" }],
    });
  });
});
