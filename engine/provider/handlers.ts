import * as grpc from "@grpc/grpc-js";

/** A handler whose error reaches the user as it is worded. */
export function answer<Request, Response>(
  handle: (request: Request) => Response,
): grpc.handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    let response: Response;
    try {
      response = handle(request);
    } catch (error) {
      callback(failure(error));
      return;
    }
    callback(null, response);
  };
}

/** An error with the message as it is. */
export function failure(error: unknown): Partial<grpc.StatusObject> {
  return { code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}
