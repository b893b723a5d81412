import { type Deployment, Refusal } from "../deployment";

/** gRPC's convention for a client's callback; `null` means that there is no error. */
export type Callback<Response> = (error: Error | null, response?: Response) => void;

/** A method of a service as the SDK calls it on a gRPC client. */
export type UnaryMethod<Request, Response> = (request: Request, callback: Callback<Response>) => void;

/** Makes methods of functions that answer one request. */
export type Unary = <Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
) => UnaryMethod<Request, Response>;

/**
 * Methods answer in a later turn, as a server would. A request is not sent through protobuf: what is read of a message
 * has the types of the wire, and `Struct.toJavaScript` copies.
 */
export function unaryMethodsOf(deployment: Deployment): Unary {
  return (answer) => (request, callback) => {
    // A program that failed may go on for a while. An error would come up in a later run, so there is no answer.
    if (deployment.isOver) return;
    deployment.activity++;
    deployment.onActivity();
    deployment.pending++;
    Promise.resolve()
      .then(() => answer(request))
      .then(
        (response) => {
          deployment.pending--;
          callback(null, response);
        },
        (error) => {
          deployment.pending--;
          callback(serviceError(deployment, error));
        },
      );
  };
}

function serviceError(deployment: Deployment, error: Error): Error {
  if (error instanceof Refusal) {
    deployment.refusals.push(error);
    return error;
  }
  return Object.assign(error, { code: 2, details: error.message });
}
