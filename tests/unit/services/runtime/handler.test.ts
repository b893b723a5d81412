import assert from "node:assert/strict";
import { type Context, type Handler, lambdaHandler } from "../../../../services/runtime/handler";

const context: Context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 30_000 };

/** A frame whose first constructions fail, and how often it constructed. */
function framed(failures = 0) {
  const constructed: number[] = [];
  const handler = lambdaHandler(() => {
    constructed.push(constructed.length + 1);
    if (constructed.length <= failures) throw new Error("environment: A");
    const number = constructed.length;
    return async (event: string) => `${event} by ${number}`;
  });
  return { constructed, handler };
}

describe("the frame of Lambda handlers", () => {
  it("constructs nothing before the first invocation", () => {
    assert.deepEqual(framed().constructed, []);
  });

  it("constructs once, also for invocations at the same time", async () => {
    const { constructed, handler } = framed();

    assert.deepEqual(await Promise.all([handler("a", context), handler("b", context)]), ["a by 1", "b by 1"]);
    assert.equal(await handler("c", context), "c by 1");
    assert.deepEqual(constructed, [1]);
  });

  it("fails an invocation whose construction fails, and constructs again in the next", async () => {
    const { constructed, handler } = framed(1);

    await assert.rejects(handler("a", context), { message: "environment: A" });
    assert.equal(await handler("b", context), "b by 2");
    assert.equal(await handler("c", context), "c by 2");
    assert.deepEqual(constructed, [1, 2]);
  });

  it("keeps a handler whose invocation fails", async () => {
    let constructed = 0;
    const handler = lambdaHandler<string, void>(() => {
      constructed += 1;
      return async () => {
        throw new Error("throttled");
      };
    });

    for (const event of ["a", "b"]) await assert.rejects(handler(event, context), { message: "throttled" });
    assert.equal(constructed, 1);
  });

  it("passes event and context through, and the result back", async () => {
    const echo: Handler<object, readonly unknown[]> = async (event, given) => [event, given];
    const event = { a: 1 };
    const [passed, given] = await lambdaHandler(() => echo)(event, context);

    assert.equal(passed, event);
    assert.equal(given, context);
  });
});
