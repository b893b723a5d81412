import { FakeServer } from "./server";

/** AWS Lambda: Invoke, of functions that answer what a test sets. */
export class FakeLambda {
  /** Invocations so far. */
  readonly invocations: { readonly name: string; readonly input: unknown }[] = [];
  /** Result for an input. `undefined` is an error of the function. */
  answer: (input: unknown) => unknown = () => undefined;
  /** A function's error is a status of 200 with a header: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html. */
  readonly #server = new FakeServer(({ path, body }) => {
    const name = /\/functions\/([^/]+)\/invocations/.exec(path)?.[1] ?? "";
    const input: unknown = JSON.parse(body);
    this.invocations.push({ name, input });
    const answer = this.answer(input);
    return answer === undefined
      ? { headers: { "x-amz-function-error": "Unhandled" }, body: { errorMessage: "failed", errorType: "Error" } }
      : { body: JSON.stringify(answer) };
  });

  start(): Promise<string> {
    return this.#server.start();
  }

  stop(): void {
    this.#server.stop();
  }
}
