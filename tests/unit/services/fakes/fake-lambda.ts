import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";

/** AWS Lambda on this machine, as far as an evaluation needs it: functions answer what they are told to. */
export class FakeLambda {
  /** What each invocation asked, by function. */
  readonly asked: { readonly name: string; readonly input: unknown }[] = [];
  /** The answer to an input; `undefined` is a failure of the function. */
  answer: (input: unknown) => unknown = () => undefined;
  readonly #server = http.createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const name = /\/functions\/([^/]+)\/invocations/.exec(request.url ?? "")?.[1] ?? "";
    const input: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    this.asked.push({ name, input });
    const answer = this.answer(input);
    if (answer === undefined) response.setHeader("x-amz-function-error", "Unhandled");
    response.end(JSON.stringify(answer ?? { errorMessage: "failed" }));
  }
}
