import assert from "node:assert/strict";
import { errorName, isRetryable, RETRYABLE_ERRORS } from "../../../../services/runtime/errors";

const named = (name: string) => Object.assign(new Error("secret"), { name });

describe("errors of AWS services", () => {
  it("are retryable by name, throttling and timeouts among them", () => {
    for (const name of RETRYABLE_ERRORS) assert.equal(isRetryable(named(name)), true, name);
    for (const name of ["AccessDeniedException", "ValidationException", "Error"]) {
      assert.equal(isRetryable(named(name)), false, name);
    }
    assert.equal(isRetryable({ name: "ThrottlingException" }), false);
    assert.ok(RETRYABLE_ERRORS.has("ThrottlingException") && RETRYABLE_ERRORS.has("TimeoutError"));
  });

  it("are logged by name, never by message", () => {
    assert.equal(errorName(named("ValidationException")), "ValidationException");
    assert.equal(errorName("secret"), "unknown error");
  });
});
